using Xe.Libp2p.Host;
using Xe.Libp2p.Observability;
using Xe.Libp2p.Proto;

namespace Xe.Libp2p.Identify;

/// <summary>identify and identify push: tells each peer who this host is and what it speaks, and asks the same of each new
/// connection (spec 06 §2.4). Answers never wait for the peer's own answer.</summary>
internal sealed class IdentifyService : IAsyncDisposable
{
    public const string Protocol = "/ipfs/id/1.0.0";
    public const string PushProtocol = "/ipfs/id/push/1.0.0";

    /// <summary>Own parts are kept this short; the signed record goes into a second one where it does not fit.</summary>
    private const int MaxOwnPartBytes = 4096;

    private static readonly TimeSpan PushDelay = TimeSpan.FromMilliseconds(100);

    private readonly Libp2pHost _host;
    private readonly HostOptions _options;
    private readonly HandlerTable _handlers;
    private readonly OwnAddresses _own;
    private readonly PushLimiter _pushes;
    private readonly Lock _lock = new();
    private (IReadOnlyList<Multiaddr> Addresses, byte[] Record)? _record;
    private ulong _sequence;
    private bool _pushDue;
    private Task _pushing = Task.CompletedTask;

    public IdentifyService(Libp2pHost host, HostOptions options, HandlerTable handlers, OwnAddresses own)
    {
        _host = host;
        _options = options;
        _handlers = handlers;
        _own = own;
        _pushes = new PushLimiter(options.Clock);
        // Records of this run must beat those of the last one, so the sequence starts at the time of day.
        _sequence = (ulong)options.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        host.Handle(Protocol, ServeAsync);
        host.Handle(PushProtocol, ServePushAsync);
    }

    /// <summary>Asks the peer of a new connection.</summary>
    public void Start(PeerConnection connection) => _ = AskAsync(connection);

    /// <summary>Something that peers were told has changed: they are told again, once for changes that come together.</summary>
    public void AnnounceChange()
    {
        lock (_lock)
        {
            if (_pushDue || _host.Stopping.IsCancellationRequested) return;
            _pushDue = true;
            Task before = _pushing;
            _pushing = Task.Run(async () =>
            {
                await before.ConfigureAwait(false);
                await PushAsync().ConfigureAwait(false);
            });
        }
    }

    public async ValueTask DisposeAsync() => await _pushing.ConfigureAwait(false);

    private async Task ServeAsync(IPeerStream stream, CancellationToken cancellationToken)
    {
        await WriteAsync(stream, cancellationToken).ConfigureAwait(false);
        await stream.CloseWriteAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ServePushAsync(IPeerStream stream, CancellationToken cancellationToken)
    {
        PeerConnection? connection = _host.BestConnection(stream.RemotePeer);
        if (connection is null) return;
        if (!_pushes.Allows(connection.RemoteAddress))
        {
            _host.OnStreamRefused(connection, RefusalReason.PushRate, PushProtocol);
            stream.Reset();
            return;
        }
        using CancellationTokenSource timeout = new(_options.Timeouts.Identify, _options.Clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        await ReadAsync(stream, connection, either.Token).ConfigureAwait(false);
    }

    private async Task AskAsync(PeerConnection connection)
    {
        try
        {
            using CancellationTokenSource timeout = new(_options.Timeouts.Identify, _options.Clock);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _host.Stopping);
            PeerStream stream = await _host.OpenPresumedAsync(connection, Protocol, either.Token).ConfigureAwait(false);
            try
            {
                await ReadAsync(stream, connection, either.Token).ConfigureAwait(false);
                await stream.DisposeAsync().ConfigureAwait(false);
            }
            catch
            {
                stream.Reset();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            _options.Logger.IdentifyFailed(connection.Peer, e.Message);
        }
    }

    private async ValueTask ReadAsync(IPeerStream stream, PeerConnection connection, CancellationToken cancellationToken)
    {
        IdentifyMessage message = new();
        using (FramedReader reader = new(stream, IdentifyMessage.MaxPartBytes))
        {
            for (int part = 0; ; part++)
            {
                FramedMessage framed = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                if (framed.Status == FrameStatus.End && part > 0) break;
                if (framed.Status != FrameStatus.Message || part == IdentifyMessage.MaxParts || !message.TryMerge(framed.Payload.Span))
                    throw new IOException($"bad identify message: {framed.Status}, part {part}");
            }
        }
        Apply(message, connection);
    }

    private void Apply(IdentifyMessage message, PeerConnection connection)
    {
        PeerId peer = connection.Peer;
        if (message.PublicKey is { } key && key.ToPeerId() != peer) throw new IOException("identify names another key");
        IReadOnlyList<Multiaddr> addresses = message.ListenAddresses;
        if (message.SignedPeerRecord is { } signed && SignedPeerRecord.TryOpen(signed, out SignedPeerRecord? record) && record.Peer == peer) addresses = record.Addresses;
        _host.Peers.AddAddresses(peer, addresses);
        _host.Peers.SetIdentity(peer, message.Protocols, message.AgentVersion);
        if (message.ObservedAddress is { } seen && _own.Observe(peer, seen)) AnnounceChange();
        _host.OnIdentified(connection);
    }

    private async Task PushAsync()
    {
        try
        {
            await Task.Delay(PushDelay, _options.Clock, _host.Stopping).ConfigureAwait(false);
            lock (_lock) _pushDue = false;
            PeerId[] peers = [.. _host.ConnectedPeers.Where(p => _host.Peers.Supports(p, PushProtocol))];
            ParallelOptions few = new() { MaxDegreeOfParallelism = 8, CancellationToken = _host.Stopping };
            await Parallel.ForEachAsync(peers, few, PushToAsync).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async ValueTask PushToAsync(PeerId peer, CancellationToken cancellationToken)
    {
        try
        {
            using CancellationTokenSource timeout = new(_options.Timeouts.Identify, _options.Clock);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            IPeerStream stream = await _host.OpenStreamAsync(peer, [PushProtocol], either.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                await WriteAsync(stream, either.Token).ConfigureAwait(false);
                await stream.CloseWriteAsync(either.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            _options.Logger.PushFailed(peer, e.Message);
        }
    }

    private async ValueTask WriteAsync(IPeerStream stream, CancellationToken cancellationToken)
    {
        IReadOnlyList<Multiaddr> addresses = _own.Current;
        byte[] record = Record(addresses);
        using ProtoWriter writer = new();
        writer.WriteBytes(1, _options.Identity.PublicKey.Encoded);
        foreach (Multiaddr address in addresses) writer.WriteBytes(2, address.Span);
        foreach (string protocol in _handlers.Protocols) writer.WriteString(3, protocol);
        if (_host.BestConnection(stream.RemotePeer) is { } connection) writer.WriteBytes(4, connection.RemoteAddress.Span);
        writer.WriteString(5, _options.ProtocolVersion);
        writer.WriteString(6, _options.AgentVersion);
        bool fits = writer.Length + record.Length < MaxOwnPartBytes;
        if (fits) writer.WriteBytes(8, record);
        await stream.WriteFramedAsync(writer.Written, cancellationToken).ConfigureAwait(false);
        if (fits) return;
        writer.Reset();
        writer.WriteBytes(8, record);
        await stream.WriteFramedAsync(writer.Written, cancellationToken).ConfigureAwait(false);
    }

    private byte[] Record(IReadOnlyList<Multiaddr> addresses)
    {
        lock (_lock)
        {
            if (_record is { } current && (ReferenceEquals(current.Addresses, addresses) || current.Addresses.SequenceEqual(addresses))) return current.Record;
            byte[] record = SignedPeerRecord.Sign(_options.Identity, ++_sequence, addresses);
            _record = (addresses, record);
            return record;
        }
    }
}
