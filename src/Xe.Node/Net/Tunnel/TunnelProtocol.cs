using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging;
using Xe.Core;
using Xe.Core.Primitives;
using Xe.Libp2p;
using Xe.Libp2p.Host;
using Xe.Node.Net.Limits;
using Xe.Node.Net.Messaging;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Tunnel;

/// <summary>Tunnel streams to the VM of a lease (spec 07 §8, 12 §11): 32 bytes of lease hash, a status byte, then raw bytes.</summary>
public sealed class TunnelProtocol
{
    internal const string Protocol = "/xe/tunnel/2.0.0";
    private const int MaxErrorBytes = 4096;
    private const int MaxTunnels = 256;
    private const byte StatusOpen = 0;
    private const byte StatusError = 1;
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(30);

    private readonly IPeerNetwork _network;
    private readonly IPeerFinder? _finder;
    private readonly ILogger _log;
    private readonly SlotCounter _slots = new(MaxTunnels);

    internal TunnelProtocol(IPeerNetwork network, IPeerFinder? finder, ILogger log) => (_network, _finder, _log) = (network, finder, log);

    /// <summary>Connects to the VM of a lease, or says why not with the texts of spec 07 §8.2. The stream is closed when the
    /// tunnel ends.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public delegate Task<(Stream? Backend, Rejection? Rejection)> BackendConnector(Hash256 lease, CancellationToken cancellationToken);

    /// <summary>Serves tunnels: providers only.</summary>
    public void Serve(BackendConnector connect)
    {
        ArgumentNullException.ThrowIfNull(connect);
        _network.Handle(Protocol, (stream, cancellationToken) => ServeAsync(stream, connect, cancellationToken));
    }

    /// <summary>Opens a tunnel to a provider's peer. The stream carries raw bytes from then on; the caller disposes of it.</summary>
    /// <exception cref="IOException">"tunnel: provider error: …", "tunnel: unexpected status byte: 0xNN", or the peer is not
    /// reachable.</exception>
    public async Task<IPeerStream> OpenAsync(PeerId provider, Hash256 lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(provider);
        using Deadline deadline = new(_network.Clock, HandshakeTimeout, cancellationToken);
        if (_finder is not null && !_network.ConnectedPeers.Contains(provider) && _network.Peers.Addresses(provider).Count == 0)
            await _finder.FindAsync(provider, deadline.Token).ConfigureAwait(false);
        IPeerStream stream = await _network.OpenStreamAsync(provider, [Protocol], deadline.Token).ConfigureAwait(false);
        try
        {
            await stream.WriteAsync(lease.Value.ToArray(), deadline.Token).ConfigureAwait(false);
            byte[] status = new byte[1];
            if (await stream.ReadAsync(status, deadline.Token).ConfigureAwait(false) == 0)
                throw new IOException("tunnel: stream closed without a status");
            if (status[0] == StatusOpen)
                return stream;
            throw new IOException(status[0] == StatusError
                ? "tunnel: provider error: " + GoQuote.Quote(await ReadErrorAsync(stream, deadline.Token).ConfigureAwait(false)).Trim('"')
                : $"tunnel: unexpected status byte: 0x{status[0]:x2}");
        }
        catch
        {
            stream.Reset();
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Carries bytes both ways until both directions ended. Backend end = half-close of the stream; stream end = end of
    /// the backend.</summary>
    public static async Task PipeAsync(IPeerStream stream, Stream backend, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(backend);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task outward = ToStreamAsync(backend, stream, stop.Token);
        try
        {
            await ToBackendAsync(stream, backend, stop.Token).ConfigureAwait(false);
        }
        finally
        {
            await backend.DisposeAsync().ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
            await outward.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeAsync(IPeerStream stream, BackendConnector connect, CancellationToken cancellationToken)
    {
        if (!_slots.TryTake())
        {
            stream.Reset();
            return;
        }
        try
        {
            Stream? backend;
            using (Deadline deadline = new(_network.Clock, HandshakeTimeout, cancellationToken))
            {
                byte[] hash = new byte[Bytes32.Size];
                int have = 0;
                while (have < hash.Length)
                {
                    int read = await stream.ReadAsync(hash.AsMemory(have), deadline.Token).ConfigureAwait(false);
                    if (read == 0)
                        return;
                    have += read;
                }
                (backend, Rejection? rejection) = await connect(new Hash256(hash), deadline.Token).ConfigureAwait(false);
                if (backend is null)
                {
                    byte[] text = Encoding.UTF8.GetBytes(rejection?.Text ?? "vm not reachable");
                    await stream.WriteAsync((byte[])[StatusError, .. text.AsSpan(0, Math.Min(text.Length, MaxErrorBytes))], deadline.Token).ConfigureAwait(false);
                    await stream.CloseWriteAsync(deadline.Token).ConfigureAwait(false);
                    return;
                }
                await stream.WriteAsync((byte[])[StatusOpen], deadline.Token).ConfigureAwait(false);
            }
            await using (backend.ConfigureAwait(false))
                await PipeAsync(stream, backend, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (NetFault.IsExpected(e))
        {
            NetLog.StreamFailed(_log, Protocol, stream.RemotePeer, e.Message);
        }
        finally
        {
            _slots.Release();
        }
    }

    private static async Task<string> ReadErrorAsync(IPeerStream stream, CancellationToken cancellationToken)
    {
        byte[] text = new byte[MaxErrorBytes];
        int have = 0;
        int read;
        while (have < text.Length && (read = await stream.ReadAsync(text.AsMemory(have), cancellationToken).ConfigureAwait(false)) > 0)
            have += read;
        return Encoding.UTF8.GetString(text, 0, have);
    }

    private static async Task ToBackendAsync(IPeerStream stream, Stream backend, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                await backend.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                await backend.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task ToStreamAsync(Stream backend, IPeerStream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
        try
        {
            int read;
            while ((read = await backend.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            await stream.CloseWriteAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
