using System.Security.Cryptography;
using Xe.Libp2p.Host;
using Xe.Libp2p.Transport;

namespace Xe.Libp2p.Tests.Host;

/// <summary>Two hosts that know each other's address, over TCP on loopback or over the in-memory network.</summary>
internal sealed class HostPair : IAsyncDisposable
{
    public const string Echo = "/test/echo/1.0.0";

    private HostPair(Libp2pHost a, Libp2pHost b) => (A, B) = (a, b);

    public Libp2pHost A { get; }

    public Libp2pHost B { get; }

    public static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    public static async Task<HostPair> CreateAsync(bool tcp, Func<HostOptions, HostOptions>? configureA = null, Func<HostOptions, HostOptions>? configureB = null, bool connect = true)
    {
        MemoryNetwork network = new();
        Libp2pHost a = new((configureA ?? (o => o))(Options(network, tcp, "a")));
        Libp2pHost b = new((configureB ?? (o => o))(Options(network, tcp, "b")));
        foreach (Libp2pHost host in new[] { a, b })
        {
            host.Handle(Echo, EchoAsync);
            await host.StartAsync();
        }
        HostPair pair = new(a, b);
        if (connect) await pair.ConnectAsync();
        return pair;
    }

    public static HostOptions Options(MemoryNetwork network, bool tcp, string name = "test") => new()
    {
        Identity = IdentityKey.Generate(),
        Memory = network,
        ListenAddresses = [Multiaddr.Parse(tcp ? "/ip4/127.0.0.1/tcp/0" : "/memory/0")],
        AgentVersion = $"xe-test/{name}",
    };

    public static async Task EchoAsync(IPeerStream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and int read) await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        await stream.CloseWriteAsync(cancellationToken);
    }

    public async Task ConnectAsync()
    {
        Task identifiedA = Identified(A, B.LocalPeer);
        Task identifiedB = Identified(B, A.LocalPeer);
        await A.ConnectAsync(B.LocalPeer, B.ListenAddresses, Patience);
        await Task.WhenAll(identifiedA, identifiedB).WaitAsync(Patience);
    }

    public static Task Identified(Libp2pHost host, PeerId peer)
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        host.PeerIdentified += p =>
        {
            if (p == peer) done.TrySetResult();
        };
        return done.Task;
    }

    /// <summary>Sends bytes to the echo protocol and reads them back, writing and reading at the same time.</summary>
    public static async Task<byte[]> EchoedAsync(Libp2pHost from, PeerId to, byte[] data, string protocol = Echo)
    {
        await using IPeerStream stream = await from.OpenStreamAsync(to, [protocol], Patience);
        Task writing = Task.Run(async () =>
        {
            await stream.WriteAsync(data, Patience);
            await stream.CloseWriteAsync(Patience);
        });
        byte[] back = await ReadToEndAsync(stream);
        await writing;
        return back;
    }

    public static async Task<byte[]> ReadToEndAsync(IPeerStream stream)
    {
        using MemoryStream all = new();
        byte[] buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, Patience) is > 0 and int read) all.Write(buffer, 0, read);
        return all.ToArray();
    }

    public static byte[] Random(int length) => RandomNumberGenerator.GetBytes(length);

    public static async Task UntilAsync(Func<bool> condition)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        while (!condition()) await Task.Delay(10, patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await A.DisposeAsync();
        await B.DisposeAsync();
    }
}
