using System.Net;
using System.Net.Sockets;
using Xe.Libp2p.Host;
using Xe.Libp2p.Tests.Host;
using Xe.Libp2p.Transport;

namespace Xe.Libp2p.Tests.Adversarial;

/// <summary>Peers that do not get as far as a secured connection: bounded in number and time, and no obstacle to others.</summary>
[Collection(Fakes.MemoryMeasured.Name)]
public sealed class HandshakeAttackTests
{
    [Theory]
    [InlineData("ff")]
    [InlineData("132f6d756c746973747265616d2f392e302e300a")]
    [InlineData("474554202f20485454502f312e310d0a0d0a")]
    [InlineData("132f6d756c746973747265616d2f312e302e300a072f6e6f6973650affff")]
    [InlineData("132f6d756c746973747265616d2f312e302e300a072f6e6f6973650a00200000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("132f6d756c746973747265616d2f312e302e300a072f6e6f6973650a0003010203")]
    [InlineData("132f6d756c746973747265616d2f312e302e300a0a2f746c732f312e302e30")]
    public async Task Garbage_instead_of_a_handshake_is_turned_away(string hex)
    {
        MemoryNetwork network = new();
        await using Libp2pHost host = await StartAsync(network, o => o with { Timeouts = new HostTimeouts { Accept = TimeSpan.FromMilliseconds(500) } });
        using ITransportConnection raw = await RawConnection.DialAsync(host, network);

        await raw.SendAsync(Convert.FromHexString(hex));

        await EndsAsync(raw);
        Assert.Empty(host.ConnectedPeers);
    }

    [Fact]
    public async Task Tls_first_is_answered_na_and_noise_next_is_taken()
    {
        MemoryNetwork network = new();
        await using Libp2pHost host = await StartAsync(network);
        using ITransportConnection raw = await RawConnection.DialAsync(host, network);
        await raw.SendAsync((byte[])[.. RawConnection.Message("/multistream/1.0.0"), .. RawConnection.Message("/tls/1.0.0")]);
        byte[] answer = new byte[24];
        await ReadExactAsync(raw, answer);

        await raw.SendAsync(RawConnection.Message("/noise"));
        byte[] second = new byte[8];
        await ReadExactAsync(raw, second);

        Assert.Equal((byte[])[.. RawConnection.Message("/multistream/1.0.0"), .. RawConnection.Message("na")], answer);
        Assert.Equal(RawConnection.Message("/noise"), second);
    }

    [Fact]
    public async Task Slow_handshakes_are_dropped_oldest_first_and_honest_ones_get_through()
    {
        MemoryNetwork network = new();
        await using Libp2pHost host = await StartAsync(network, o => o with { Limits = new HostLimits { MaxHandshakes = 16 } });
        List<ITransportConnection> slow = [];
        for (int i = 0; i < 400; i++)
        {
            slow.Add(await RawConnection.DialAsync(host, network));
            await slow[^1].SendAsync((byte[])[0x13, (byte)'/']); // and never the rest
        }
        await using Libp2pHost honest = await StartAsync(network);

        await honest.ConnectAsync(host.LocalPeer, host.ListenAddresses, HostPair.Patience);

        await EndsAsync(slow[0]);
        await HostPair.UntilAsync(() => host.ConnectedPeers.Contains(honest.LocalPeer));
        Assert.InRange(host.PendingHandshakes, 0, 16);
        slow.ForEach(s => s.Dispose());
    }

    [Fact]
    public async Task A_handshake_that_takes_too_long_is_ended()
    {
        MemoryNetwork network = new();
        await using Libp2pHost host = await StartAsync(network, o => o with { Timeouts = new HostTimeouts { Accept = TimeSpan.FromMilliseconds(200) } });
        using ITransportConnection raw = await RawConnection.DialAsync(host, network);
        await raw.SendAsync(RawConnection.Message("/multistream/1.0.0"));

        await EndsAsync(raw);

        await HostPair.UntilAsync(() => host.PendingHandshakes == 0);
    }

    [Fact]
    public async Task Ten_thousand_connections_that_say_nothing_cost_little_and_change_nothing()
    {
        MemoryNetwork network = new();
        await using Libp2pHost host = await StartAsync(network);
        host.Handle(HostPair.Echo, HostPair.EchoAsync);
        await using Libp2pHost honest = await StartAsync(network);
        await honest.ConnectAsync(host.LocalPeer, host.ListenAddresses, HostPair.Patience);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        List<ITransportConnection> silent = [];
        for (int i = 0; i < 10_000; i++)
        {
            try
            {
                silent.Add(await RawConnection.DialAsync(host, network));
            }
            catch (IOException)
            {
                await Task.Delay(1); // the backlog is full for a moment
            }
        }
        Assert.True(silent.Count > 5_000);
        await HostPair.UntilAsync(() => host.PendingHandshakes <= 128);

        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        byte[] data = HostPair.Random(100_000);

        Assert.InRange(grown, long.MinValue, 64L << 20);
        Assert.Equal(data, await HostPair.EchoedAsync(honest, host.LocalPeer, data));
        await using Libp2pHost late = await StartAsync(network);
        await late.ConnectAsync(host.LocalPeer, host.ListenAddresses, HostPair.Patience);
        silent.ForEach(s => s.Dispose());
    }

    [Fact]
    public async Task A_thousand_tcp_connections_that_say_nothing_do_not_keep_an_honest_peer_out()
    {
        MemoryNetwork network = new();
        await using Libp2pHost host = new(HostPair.Options(network, tcp: true));
        await host.StartAsync();
        Assert.True(host.ListenAddresses[0].TryGetTcpEndPoint(out IPEndPoint? endPoint));
        List<Socket> silent = [];
        for (int i = 0; i < 1000; i++)
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(endPoint);
            silent.Add(socket);
        }
        await using Libp2pHost honest = new(HostPair.Options(network, tcp: true));
        await honest.StartAsync();

        await honest.ConnectAsync(host.LocalPeer, host.ListenAddresses, HostPair.Patience);

        await HostPair.UntilAsync(() => host.ConnectedPeers.Contains(honest.LocalPeer));
        silent.ForEach(s => s.Dispose());
    }

    private static async Task<Libp2pHost> StartAsync(MemoryNetwork network, Func<HostOptions, HostOptions>? configure = null)
    {
        HostOptions options = HostPair.Options(network, tcp: false);
        Libp2pHost host = new(configure?.Invoke(options) ?? options);
        await host.StartAsync();
        return host;
    }

    private static async Task EndsAsync(ITransportConnection raw)
    {
        byte[] buffer = new byte[4096];
        while (await raw.ReceiveAsync(buffer, HostPair.Patience) > 0) { }
    }

    private static async Task ReadExactAsync(ITransportConnection raw, byte[] buffer)
    {
        for (int have = 0; have < buffer.Length;)
        {
            int read = await raw.ReceiveAsync(buffer.AsMemory(have), HostPair.Patience);
            Assert.NotEqual(0, read);
            have += read;
        }
    }
}
