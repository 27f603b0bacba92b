using Xe.Libp2p.Host;

namespace Xe.Interop.Tests;

/// <summary>Makes the host under test, listening on loopback.</summary>
internal static class OwnHost
{
    public const string Echo = "/xe/test/echo/1.0.0";

    public static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    public static async Task<Libp2pHost> StartAsync(Func<HostOptions, HostOptions>? configure = null)
    {
        HostOptions options = new()
        {
            Identity = IdentityKey.Generate(),
            ListenAddresses = [Multiaddr.Parse("/ip4/127.0.0.1/tcp/0")],
            AgentVersion = "xe/interop",
        };
        Libp2pHost host = new(configure?.Invoke(options) ?? options);
        host.Handle(Echo, EchoAsync);
        await host.StartAsync();
        return host;
    }

    /// <summary>The address to give to a js peer's <c>--dial</c>.</summary>
    public static string DialAddress(Libp2pHost host) => host.ListenAddresses[0].WithPeer(host.LocalPeer).ToString();

    public static async Task EchoAsync(IPeerStream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and int read) await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        await stream.CloseWriteAsync(cancellationToken);
    }

    /// <summary>Sends bytes and reads them back; writes and reads at the same time.</summary>
    /// <remarks>The write side is closed after the first bytes are back: js-libp2p 3.3 misses the end of a stream where that comes in one
    /// packet with the proposal of the protocol, because its iterator listens only from when the handler runs.</remarks>
    public static async Task<byte[]> EchoedAsync(Libp2pHost host, PeerId peer, byte[] data)
    {
        await using IPeerStream stream = await host.OpenStreamAsync(peer, [Echo], Patience);
        TaskCompletionSource answered = new();
        Task writing = Task.Run(async () =>
        {
            await stream.WriteAsync(data, Patience);
            await answered.Task.WaitAsync(Patience);
            await stream.CloseWriteAsync(Patience);
        });
        using MemoryStream all = new();
        byte[] buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, Patience) is > 0 and int read)
        {
            all.Write(buffer, 0, read);
            answered.TrySetResult();
        }
        await writing;
        return all.ToArray();
    }

    public static Task IdentifiedAsync(Libp2pHost host, PeerId peer)
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        host.PeerIdentified += p =>
        {
            if (p == peer) done.TrySetResult();
        };
        if (host.Peers.Protocols(peer).Count > 0) done.TrySetResult();
        return done.Task.WaitAsync(Patience);
    }
}
