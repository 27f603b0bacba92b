using Xe.Libp2p.Host;

namespace Xe.Libp2p.Tests.Host;

public sealed class HostTests
{
    [Theory]
    [InlineData(false, 5)]
    [InlineData(true, 5)]
    [InlineData(false, 3_000_000)]
    [InlineData(true, 3_000_000)]
    [InlineData(true, 40_000_000)]
    public async Task Bytes_come_back_from_the_echo(bool tcp, int length)
    {
        await using HostPair pair = await HostPair.CreateAsync(tcp);
        byte[] data = HostPair.Random(length);

        Assert.Equal(data, await HostPair.EchoedAsync(pair.A, pair.B.LocalPeer, data));
        Assert.Equal(data, await HostPair.EchoedAsync(pair.B, pair.A.LocalPeer, data));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_thousand_streams_one_after_the_other_and_many_at_once(bool tcp)
    {
        await using HostPair pair = await HostPair.CreateAsync(tcp);
        for (int i = 0; i < 1000; i++)
        {
            byte[] data = BitConverter.GetBytes(i);
            Assert.Equal(data, await HostPair.EchoedAsync(pair.A, pair.B.LocalPeer, data));
        }
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            byte[] data = HostPair.Random(100_000 + i);
            Assert.Equal(data, await HostPair.EchoedAsync(pair.A, pair.B.LocalPeer, data));
        }));
    }

    [Fact]
    public async Task Identify_tells_both_sides_protocols_agent_and_addresses()
    {
        await using HostPair pair = await HostPair.CreateAsync(tcp: true);

        Assert.True(pair.A.Peers.Supports(pair.B.LocalPeer, HostPair.Echo));
        Assert.True(pair.B.Peers.Supports(pair.A.LocalPeer, "/ipfs/id/1.0.0"));
        Assert.Equal("xe-test/b", pair.A.Peers.AgentVersion(pair.B.LocalPeer));
        Assert.Equal(pair.A.ListenAddresses, pair.B.Peers.Addresses(pair.A.LocalPeer));
    }

    [Fact]
    public async Task A_handler_added_late_is_announced_by_push()
    {
        await using HostPair pair = await HostPair.CreateAsync(tcp: false);
        Task pushed = HostPair.Identified(pair.A, pair.B.LocalPeer);

        pair.B.Handle("/test/late/1.0.0", HostPair.EchoAsync);

        await pushed.WaitAsync(HostPair.Patience);
        Assert.True(pair.A.Peers.Supports(pair.B.LocalPeer, "/test/late/1.0.0"));
    }

    [Fact]
    public async Task Ping_measures_a_round_trip()
    {
        await using HostPair pair = await HostPair.CreateAsync(tcp: true);

        Assert.True(await pair.A.PingAsync(pair.B.LocalPeer, HostPair.Patience) > TimeSpan.Zero);
    }

    [Fact]
    public async Task The_first_protocol_the_peer_speaks_is_taken()
    {
        await using HostPair pair = await HostPair.CreateAsync(tcp: false);

        await using IPeerStream stream = await pair.A.OpenStreamAsync(pair.B.LocalPeer, ["/test/none/1.0.0", HostPair.Echo], HostPair.Patience);

        Assert.Equal(HostPair.Echo, stream.Protocol);
        await Assert.ThrowsAsync<ProtocolNotSupportedException>(() => pair.A.OpenStreamAsync(pair.B.LocalPeer, ["/test/none/1.0.0"], HostPair.Patience).AsTask());
    }

    [Fact]
    public async Task A_protocol_gone_since_identify_is_reported_at_the_first_read()
    {
        await using HostPair pair = await HostPair.CreateAsync(tcp: false);
        pair.A.Peers.SetIdentity(pair.B.LocalPeer, ["/test/gone/1.0.0"], null);
        await using IPeerStream stream = await pair.A.OpenStreamAsync(pair.B.LocalPeer, ["/test/gone/1.0.0"], HostPair.Patience);
        await stream.WriteAsync(new byte[10], HostPair.Patience);

        await Assert.ThrowsAsync<ProtocolNotSupportedException>(() => stream.ReadAsync(new byte[10], HostPair.Patience).AsTask());
    }

    [Fact]
    public async Task A_peer_with_another_key_than_expected_is_refused()
    {
        await using HostPair pair = await HostPair.CreateAsync(tcp: true, connect: false);
        PeerId other = IdentityKey.Generate().PeerId;

        PeerUnreachableException e = await Assert.ThrowsAsync<PeerUnreachableException>(() => pair.A.ConnectAsync(other, pair.B.ListenAddresses, HostPair.Patience).AsTask());

        Assert.Contains("answered by", e.Message, StringComparison.Ordinal);
        Assert.Empty(pair.A.ConnectedPeers);
    }

    [Fact]
    public async Task Connecting_and_disconnecting_is_told_once_each()
    {
        await using HostPair pair = await HostPair.CreateAsync(tcp: true, connect: false);
        List<string> events = [];
        pair.B.PeerConnected += p => events.Add($"+{p}");
        pair.B.PeerDisconnected += p => events.Add($"-{p}");
        await pair.ConnectAsync();

        await pair.A.DisconnectAsync(pair.B.LocalPeer);

        await HostPair.UntilAsync(() => events.Count == 2);
        Assert.Equal([$"+{pair.A.LocalPeer}", $"-{pair.A.LocalPeer}"], events);
        Assert.Empty(pair.B.ConnectedPeers);
    }

    [Fact]
    public async Task Half_close_lets_the_answer_come_and_reset_ends_both_ways()
    {
        await using HostPair pair = await HostPair.CreateAsync(tcp: false);
        TaskCompletionSource<Exception?> seen = new();
        pair.B.Handle("/test/count/1.0.0", async (stream, ct) =>
        {
            byte[] all = await HostPair.ReadToEndAsync(stream);
            await stream.WriteAsync(BitConverter.GetBytes(all.Length), ct);
        });
        pair.B.Handle("/test/reset/1.0.0", async (stream, ct) =>
        {
            try
            {
                await HostPair.ReadToEndAsync(stream);
                seen.SetResult(null);
            }
            catch (StreamResetException e)
            {
                seen.SetResult(e);
            }
        });
        await using IPeerStream counted = await pair.A.OpenStreamAsync(pair.B.LocalPeer, ["/test/count/1.0.0"], HostPair.Patience);
        await counted.WriteAsync(new byte[12345], HostPair.Patience);
        await counted.CloseWriteAsync(HostPair.Patience);
        Assert.Equal(12345, BitConverter.ToInt32(await HostPair.ReadToEndAsync(counted)));

        IPeerStream reset = await pair.A.OpenStreamAsync(pair.B.LocalPeer, ["/test/reset/1.0.0"], HostPair.Patience);
        await reset.WriteAsync(new byte[10], HostPair.Patience);
        reset.Reset();
        Assert.IsType<StreamResetException>(await seen.Task.WaitAsync(HostPair.Patience));
        await Assert.ThrowsAsync<StreamResetException>(() => reset.ReadAsync(new byte[1], HostPair.Patience).AsTask());
        await Assert.ThrowsAsync<StreamResetException>(() => reset.WriteAsync(new byte[1], HostPair.Patience).AsTask());
    }

    [Fact]
    public async Task A_read_that_is_cancelled_leaves_the_stream_usable()
    {
        await using HostPair pair = await HostPair.CreateAsync(tcp: false);
        await using IPeerStream stream = await pair.A.OpenStreamAsync(pair.B.LocalPeer, [HostPair.Echo], HostPair.Patience);
        byte[] buffer = new byte[10];
        await stream.WriteAsync("ab"u8.ToArray(), HostPair.Patience);
        int read = await stream.ReadAsync(buffer, HostPair.Patience);
        using CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.ReadAsync(buffer, soon.Token).AsTask());
        await stream.WriteAsync("cd"u8.ToArray(), HostPair.Patience);

        Assert.Equal(2, read);
        Assert.Equal(2, await stream.ReadAsync(buffer, HostPair.Patience));
        Assert.Equal("cd"u8.ToArray(), buffer[..2]);
    }

    [Fact]
    public async Task A_writer_waits_for_a_reader_that_does_not_read()
    {
        await using HostPair pair = await HostPair.CreateAsync(tcp: true);
        TaskCompletionSource go = new();
        pair.B.Handle("/test/slow/1.0.0", async (stream, ct) =>
        {
            await go.Task;
            byte[] all = await HostPair.ReadToEndAsync(stream);
            await stream.WriteAsync(BitConverter.GetBytes(all.Length), ct);
        });
        await HostPair.UntilAsync(() => pair.A.Peers.Supports(pair.B.LocalPeer, "/test/slow/1.0.0"));
        await using IPeerStream stream = await pair.A.OpenStreamAsync(pair.B.LocalPeer, ["/test/slow/1.0.0"], HostPair.Patience);

        Task writing = stream.WriteAsync(new byte[1_000_000], HostPair.Patience).AsTask();
        await Task.Delay(200);

        Assert.False(writing.IsCompleted);
        go.SetResult();
        await writing;
        await stream.CloseWriteAsync(HostPair.Patience);
        Assert.Equal(1_000_000, BitConverter.ToInt32(await HostPair.ReadToEndAsync(stream)));
    }
}
