using Xe.Libp2p.Host;
using Xe.Libp2p.Tests.Host;
using Xe.Libp2p.Transport;
using Xe.Libp2p.Yamux;

namespace Xe.Libp2p.Tests.Adversarial;

/// <summary>A peer that breaks yamux or leans on it: it loses its stream or its connection, others notice nothing.</summary>
public sealed class YamuxAttackTests : IAsyncLifetime
{
    private readonly MemoryNetwork _network = new();
    private Libp2pHost _host = null!;
    private Libp2pHost _honest = null!;

    public async Task InitializeAsync()
    {
        _host = await StartAsync(o => o with { Limits = new HostLimits { MaxBufferedBytesPerConnection = 4 << 20, MaxInboundStreamsPerPeerAndProtocol = 64 } });
        _host.Handle(HostPair.Echo, HostPair.EchoAsync);
        _host.Handle("/test/deaf/1.0.0", async (_, ct) => await Task.Delay(Timeout.Infinite, ct));
        _honest = await StartAsync(o => o);
        await _honest.ConnectAsync(_host.LocalPeer, _host.ListenAddresses, HostPair.Patience);
    }

    public async Task DisposeAsync()
    {
        byte[] data = HostPair.Random(100_000);
        Assert.Equal(data, await HostPair.EchoedAsync(_honest, _host.LocalPeer, data)); // after every attack
        await _honest.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Data_beyond_the_window_ends_the_connection()
    {
        using RawConnection attacker = await RawConnection.ConnectAsync(_host, _network);
        attacker.Open(1, "/test/deaf/1.0.0");

        attacker.Send(FrameType.Data, FrameFlags.None, 1, YamuxOptions.InitialWindowBytes);

        Assert.Equal((uint)GoAwayCode.ProtocolError, await attacker.ReadGoAwayAsync());
        await HostPair.UntilAsync(() => !_host.ConnectedPeers.Contains(attacker.Identity.PeerId));
    }

    [Fact]
    public async Task A_window_used_up_to_the_last_byte_is_fine()
    {
        using RawConnection peer = await RawConnection.ConnectAsync(_host, _network);
        byte[] proposal = [.. RawConnection.Message("/multistream/1.0.0"), .. RawConnection.Message("/test/deaf/1.0.0")];
        peer.Open(1, "/test/deaf/1.0.0");
        byte[] rest = new byte[YamuxOptions.InitialWindowBytes - proposal.Length];
        peer.Send(FrameType.Data, FrameFlags.None, 1, (uint)rest.Length, rest);

        peer.Send(FrameType.Ping, FrameFlags.Syn, 0, 77);

        Assert.NotNull(await peer.ReadUntilAsync(h => h.Type == FrameType.Ping && h.Flags == FrameFlags.Ack && h.Length == 77));
    }

    [Fact]
    public async Task Credit_beyond_32_bits_ends_the_connection()
    {
        using RawConnection attacker = await RawConnection.ConnectAsync(_host, _network);
        attacker.Open(1, "/test/deaf/1.0.0");
        attacker.Send(FrameType.WindowUpdate, FrameFlags.None, 1, uint.MaxValue);

        Assert.Equal((uint)GoAwayCode.ProtocolError, await attacker.ReadGoAwayAsync());
    }

    [Theory]
    [InlineData("0100000100000001000000000000", "another version")]
    [InlineData("0007000100000001000000000000", "an unknown type")]
    [InlineData("000100010000000200000000", "a stream id of the host's side")]
    [InlineData("000000010000000000000000", "stream 0")]
    [InlineData("000100010000000100000000000100010000000100000000", "a stream opened twice")]
    public async Task Frames_that_cannot_be_end_the_connection(string hex, string what)
    {
        using RawConnection attacker = await RawConnection.ConnectAsync(_host, _network);

        attacker.SendBytes(Convert.FromHexString(hex));

        Assert.True(await attacker.ReadGoAwayAsync() == (uint)GoAwayCode.ProtocolError, what);
    }

    [Fact]
    public async Task A_flood_of_stream_openings_gets_256_streams_and_resets_for_the_rest()
    {
        using RawConnection attacker = await RawConnection.ConnectAsync(_host, _network);
        const uint Count = 10_000;
        Task sending = Task.Run(() =>
        {
            for (uint i = 0; i < Count; i++) attacker.Send(FrameType.WindowUpdate, FrameFlags.Syn, (2 * i) + 1, 0);
            attacker.Send(FrameType.Ping, FrameFlags.Syn, 0, 5);
        });
        int resets = 0;
        Assert.NotNull(await attacker.ReadUntilAsync(h =>
        {
            if ((h.Flags & FrameFlags.Reset) != 0) resets++;
            return h.Type == FrameType.Ping && h.Length == 5;
        }));
        await sending;

        Assert.Equal((int)Count - 256, resets);
        Assert.InRange(_host.Connections().Single(c => c.Peer == attacker.Identity.PeerId).Streams, 256, 257);
    }

    [Fact]
    public async Task Streams_of_one_protocol_are_bounded()
    {
        using RawConnection attacker = await RawConnection.ConnectAsync(_host, _network);
        for (uint i = 0; i < 80; i++) attacker.Open((2 * i) + 1, "/test/deaf/1.0.0", "x"u8);
        int resets = 0;
        attacker.Send(FrameType.Ping, FrameFlags.Syn, 0, 5);
        await attacker.ReadUntilAsync(h =>
        {
            if ((h.Flags & FrameFlags.Reset) != 0) resets++;
            return resets == 16;
        });

        Assert.Equal(16, resets);
    }

    [Fact]
    public async Task What_nobody_reads_is_bounded_by_the_connections_budget()
    {
        using RawConnection attacker = await RawConnection.ConnectAsync(_host, _network);
        byte[] window = new byte[YamuxOptions.InitialWindowBytes - 256];
        int resets = 0;
        Task reading = Task.Run(() => attacker.ReadUntilAsync(h => (h.Flags & FrameFlags.Reset) != 0 && Interlocked.Increment(ref resets) < 0));
        // 60 windows are 15 MiB; 4 MiB are allowed.
        for (uint i = 0; i < 60; i++)
        {
            attacker.Open((2 * i) + 1, "/test/deaf/1.0.0", "x"u8);
            attacker.Send(FrameType.Data, FrameFlags.None, (2 * i) + 1, (uint)window.Length, window);
            await Task.Delay(1);
        }
        await HostPair.UntilAsync(() => Volatile.Read(ref resets) >= 40);

        Assert.InRange(_host.BufferedBytes, 0, 4 << 20);
        attacker.Dispose();
        await HostPair.UntilAsync(() => _host.BufferedBytes == 0);
        await reading;
    }

    [Fact]
    public async Task Pings_whose_answers_are_not_read_end_the_connection()
    {
        using RawConnection attacker = await RawConnection.ConnectAsync(_host, _network);
        byte[] pings = new byte[YamuxHeader.Bytes * 5000];
        for (int i = 0; i < 5000; i++) new YamuxHeader(FrameType.Ping, FrameFlags.Syn, 0, (uint)i).Write(pings.AsSpan(i * YamuxHeader.Bytes));

        await HostPair.UntilAsync(() =>
        {
            attacker.SendBytes(pings);
            return !_host.ConnectedPeers.Contains(attacker.Identity.PeerId);
        });
    }

    [Fact]
    public async Task Data_for_streams_that_are_over_is_dropped()
    {
        using RawConnection peer = await RawConnection.ConnectAsync(_host, _network);
        byte[] body = new byte[50_000];
        for (int i = 0; i < 100; i++) peer.Send(FrameType.Data, FrameFlags.None, 99, (uint)body.Length, body);

        peer.Send(FrameType.Ping, FrameFlags.Syn, 0, 5);

        Assert.NotNull(await peer.ReadUntilAsync(h => h.Type == FrameType.Ping && h.Length == 5));
    }

    [Fact]
    public async Task A_frame_cut_short_by_the_end_of_the_connection_leaves_nothing_behind()
    {
        using (RawConnection attacker = await RawConnection.ConnectAsync(_host, _network))
        {
            attacker.Open(1, "/test/deaf/1.0.0");
            attacker.Send(FrameType.Data, FrameFlags.None, 1, 1000, new byte[10]);
            await attacker.ReadAsync();
        }

        await HostPair.UntilAsync(() => _host.ConnectedPeers.Count == 1 && _host.BufferedBytes == 0);
    }

    [Theory]
    [InlineData("ff")]
    [InlineData("ffff7f00")]
    [InlineData("010a")]
    [InlineData("00")]
    [InlineData("132f6d756c746973747265616d2f312e302e3058")]
    public async Task A_stream_that_does_not_negotiate_is_ended_alone(string hex)
    {
        using RawConnection attacker = await RawConnection.ConnectAsync(_host, _network);
        byte[] garbage = Convert.FromHexString(hex);
        attacker.Send(FrameType.Data, FrameFlags.Syn | FrameFlags.Fin, 1, (uint)garbage.Length, garbage);

        Assert.NotNull(await attacker.ReadUntilAsync(h => h.StreamId == 1 && (h.Flags & (FrameFlags.Fin | FrameFlags.Reset)) != 0));
        attacker.Send(FrameType.Ping, FrameFlags.Syn, 0, 5);
        Assert.NotNull(await attacker.ReadUntilAsync(h => h.Type == FrameType.Ping && h.Length == 5));
    }

    [Fact]
    public async Task Garbage_pushed_as_identity_is_refused()
    {
        using RawConnection attacker = await RawConnection.ConnectAsync(_host, _network);
        attacker.Open(1, "/ipfs/id/push/1.0.0", [5, 0xff, 0xff, 0xff, 0xff, 0xff]);

        Assert.NotNull(await attacker.ReadUntilAsync(h => h.StreamId == 1 && (h.Flags & FrameFlags.Reset) != 0));
        Assert.Empty(_host.Peers.Protocols(attacker.Identity.PeerId));
    }

    private async Task<Libp2pHost> StartAsync(Func<HostOptions, HostOptions> configure)
    {
        Libp2pHost host = new(configure(HostPair.Options(_network, tcp: false)));
        await host.StartAsync();
        return host;
    }
}
