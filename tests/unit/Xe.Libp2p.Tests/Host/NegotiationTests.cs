using Xe.Libp2p.Host;
using Xe.Libp2p.Multistream;
using Xe.Libp2p.Noise;
using Xe.Libp2p.Tests.Adversarial;
using Xe.Libp2p.Transport;
using Xe.Libp2p.Yamux;

namespace Xe.Libp2p.Tests.Host;

/// <summary>Peers that negotiate differently from this stack, as the live network has them (spec 07 §13.2).</summary>
public sealed class NegotiationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_peer_without_early_muxer_negotiation_is_asked_by_multistream(bool pipelined)
    {
        MemoryNetwork network = new();
        await using Libp2pHost host = new(HostPair.Options(network, tcp: false));
        await host.StartAsync();
        using ITransportConnection raw = await RawConnection.DialAsync(host, network);
        using HandshakeChannel channel = new(raw);
        NoiseSecurity noise = new(IdentityKey.Generate(), []);
        MultistreamSelect.WriteProposal(channel, NoiseSecurity.Protocol);
        XxHandshake? handshake = pipelined ? noise.Begin(channel) : null;
        await channel.FlushAsync(default);
        Assert.True(await MultistreamSelect.ReadAnswerAsync(channel, NoiseSecurity.Protocol, HostPair.Patience));
        handshake ??= noise.Begin(channel);
        NoiseResult result = await noise.FinishAsync(channel, handshake, host.LocalPeer, HostPair.Patience);
        Assert.Null(result.Muxer);
        using SecureChannel secure = new(raw, result.Send, result.Receive, channel.Buffered, TimeProvider.System);

        string? muxer = await MultistreamSelect.ProposeAsync(secure, ["/mplex/6.7.0", YamuxSession.Protocol], HostPair.Patience);

        Assert.Equal(YamuxSession.Protocol, muxer);
        await HostPair.UntilAsync(() => host.ConnectedPeers.Count == 1);
        byte[] ping = new byte[YamuxHeader.Bytes];
        new YamuxHeader(FrameType.Ping, FrameFlags.Syn, 0, 9).Write(ping);
        secure.TryEnqueue(ping, default, canWait: false, out bool flush);
        if (flush) secure.Flush();
        byte[] head = new byte[YamuxHeader.Bytes];
        YamuxHeader header;
        do
        {
            Assert.True(await ((IMessageChannel)secure).ReadExactAsync(head, HostPair.Patience));
            Assert.True(YamuxHeader.TryRead(head, out header));
            byte[] body = new byte[header.Type == FrameType.Data ? header.Length : 0];
            Assert.True(await ((IMessageChannel)secure).ReadExactAsync(body, HostPair.Patience));
        }
        while (header.Type != FrameType.Ping);
        Assert.Equal((FrameFlags.Ack, 9u), (header.Flags, header.Length));
    }

    [Fact]
    public async Task We_propose_yamux_where_the_listener_did_not_name_it_in_the_handshake()
    {
        MemoryNetwork network = new();
        IdentityKey identity = IdentityKey.Generate();
        using ITransportListener listener = ((ITransport)network).Listen(Multiaddr.Parse("/memory/77"));
        await using Libp2pHost host = new(HostPair.Options(network, tcp: false));
        await host.StartAsync();
        Task dialing = host.ConnectAsync(identity.PeerId, [listener.Address], HostPair.Patience).AsTask();
        using ITransportConnection raw = (await listener.AcceptAsync(HostPair.Patience))!;
        using HandshakeChannel channel = new(raw);
        Assert.Equal(NoiseSecurity.Protocol, await MultistreamSelect.AnswerAsync(channel, new ProtocolTable(NoiseSecurity.Protocol), HostPair.Patience));
        NoiseResult result = await new NoiseSecurity(identity, []).AnswerAsync(channel, HostPair.Patience);
        using SecureChannel secure = new(raw, result.Send, result.Receive, channel.Buffered, TimeProvider.System);

        Assert.Equal(YamuxSession.Protocol, await MultistreamSelect.AnswerAsync(secure, new ProtocolTable(YamuxSession.Protocol), HostPair.Patience));
        await ((IMessageChannel)secure).FlushAsync(default);
        await dialing;

        Assert.Equal([identity.PeerId], host.ConnectedPeers);
    }

    [Fact]
    public async Task A_stream_whose_data_comes_with_its_proposal_loses_none_and_is_answered_before_the_data()
    {
        MemoryNetwork network = new();
        await using Libp2pHost host = new(HostPair.Options(network, tcp: false));
        host.Handle(HostPair.Echo, HostPair.EchoAsync);
        await host.StartAsync();
        using RawConnection peer = await RawConnection.ConnectAsync(host, network);

        peer.Open(1, HostPair.Echo, "hello"u8);

        List<byte> received = [];
        byte[] expected = [.. RawConnection.Message("/multistream/1.0.0"), .. RawConnection.Message(HostPair.Echo), .. "hello"u8];
        while (received.Count < expected.Length)
        {
            (YamuxHeader header, byte[] body) = (await peer.ReadAsync())!.Value;
            if (header.StreamId != 1) continue;
            if (received.Count == 0) Assert.Equal(FrameFlags.Ack, header.Flags & FrameFlags.Ack);
            received.AddRange(body);
        }
        Assert.Equal(expected, received);
    }

    [Fact]
    public async Task A_listener_answers_a_dialer_that_waits_even_when_its_handler_only_writes_late()
    {
        MemoryNetwork network = new();
        await using Libp2pHost host = new(HostPair.Options(network, tcp: false));
        host.Handle("/test/late/1.0.0", async (_, ct) => await Task.Delay(Timeout.Infinite, ct));
        await host.StartAsync();
        using RawConnection peer = await RawConnection.ConnectAsync(host, network);

        peer.Open(1, "/test/late/1.0.0");

        int answered = 0;
        int expected = RawConnection.Message("/multistream/1.0.0").Length + RawConnection.Message("/test/late/1.0.0").Length;
        while (answered < expected)
            if ((await peer.ReadAsync())!.Value is { Header.StreamId: 1 } frame) answered += frame.Body.Length;
        Assert.Equal(expected, answered);
    }

    [Fact]
    public async Task The_receive_window_grows_with_the_round_trip_and_never_above_its_bound()
    {
        const int MaxWindow = 1 << 20;
        MemoryNetwork network = new();
        await using Libp2pHost host = new(HostPair.Options(network, tcp: false) with { Limits = new HostLimits { MaxStreamWindowBytes = MaxWindow } });
        host.Handle("/test/sink/1.0.0", async (stream, ct) =>
        {
            byte[] buffer = new byte[256 * 1024];
            while (await stream.ReadAsync(buffer, ct) > 0) { }
        });
        await host.StartAsync();
        using RawConnection peer = await RawConnection.ConnectAsync(host, network);
        peer.Open(1, "/test/sink/1.0.0");
        int sent = RawConnection.Message("/multistream/1.0.0").Length + RawConnection.Message("/test/sink/1.0.0").Length;
        long credit = YamuxOptions.InitialWindowBytes - sent;
        long largest = 0;
        byte[] chunk = new byte[32 * 1024];
        for (int i = 0; i < 2000 && largest < MaxWindow; i++)
        {
            while (credit < chunk.Length)
            {
                (YamuxHeader header, _) = (await peer.ReadAsync())!.Value;
                if (header.Type == FrameType.Ping && header.Flags == FrameFlags.Syn)
                {
                    await Task.Delay(100); // a long way
                    peer.Send(FrameType.Ping, FrameFlags.Ack, 0, header.Length);
                }
                if (header.Type == FrameType.WindowUpdate && header.StreamId == 1) credit += header.Length;
            }
            largest = Math.Max(largest, credit);
            peer.Send(FrameType.Data, FrameFlags.None, 1, (uint)chunk.Length, chunk);
            credit -= chunk.Length;
        }

        Assert.InRange(largest, (MaxWindow / 2) + 1, MaxWindow);
    }

    [Fact]
    public async Task Ipv6_is_listened_on_and_dialled()
    {
        if (!System.Net.Sockets.Socket.OSSupportsIPv6) return;
        MemoryNetwork network = new();
        await using Libp2pHost a = new(HostPair.Options(network, tcp: true) with { ListenAddresses = [Multiaddr.Parse("/ip6/::1/tcp/0")] });
        await using Libp2pHost b = new(HostPair.Options(network, tcp: true) with { ListenAddresses = [] });
        await a.StartAsync();
        await b.StartAsync();

        await b.ConnectAsync(a.LocalPeer, a.ListenAddresses, HostPair.Patience);

        Assert.StartsWith("/ip6/::1/tcp/", b.RemoteAddresses(a.LocalPeer)[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wildcard_listener_is_announced_with_real_addresses()
    {
        await using Libp2pHost host = new(HostPair.Options(new MemoryNetwork(), tcp: true) with { ListenAddresses = [Multiaddr.Parse("/ip4/0.0.0.0/tcp/0")] });
        await host.StartAsync();

        Assert.NotEmpty(host.ListenAddresses);
        Assert.DoesNotContain(host.ListenAddresses, a => a.ToString().Contains("0.0.0.0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_taken_port_is_a_clear_error()
    {
        await using Libp2pHost first = new(HostPair.Options(new MemoryNetwork(), tcp: true));
        await first.StartAsync();
        await using Libp2pHost second = new(HostPair.Options(new MemoryNetwork(), tcp: true) with { ListenAddresses = first.ListenAddresses });

        IOException e = await Assert.ThrowsAsync<IOException>(() => second.StartAsync());

        Assert.Equal($"cannot listen on {first.ListenAddresses[0]}: AddressAlreadyInUse", e.Message);
    }
}
