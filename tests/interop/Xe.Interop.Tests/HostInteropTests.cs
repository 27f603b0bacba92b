using System.Security.Cryptography;
using System.Text.Json;
using Xe.Libp2p.Host;
using Xe.Libp2p.Proto;

namespace Xe.Interop.Tests;

/// <summary>The base of the stack against js-libp2p: TCP, multistream, Noise, yamux, identify, ping.</summary>
public sealed class HostInteropTests
{
    [Fact]
    public async Task We_dial_js_and_both_identify_and_ping()
    {
        await using JsPeer js = await JsPeer.StartAsync("--agent", "js/interop");
        await using Libp2pHost host = await OwnHost.StartAsync();

        await host.ConnectAsync(js.Id, js.Addresses, OwnHost.Patience);
        await OwnHost.IdentifiedAsync(host, js.Id);
        JsonElement connected = await js.WaitAsync("connected");
        JsonElement identify = await js.WaitAsync("identify");

        Assert.Equal(host.LocalPeer.ToString(), connected.GetProperty("peer").GetString());
        Assert.Equal("inbound", connected.GetProperty("direction").GetString());
        Assert.Equal("/noise", connected.GetProperty("security").GetString());
        Assert.Equal("/yamux/1.0.0", connected.GetProperty("muxer").GetString());
        Assert.Equal("xe/interop", identify.GetProperty("agentVersion").GetString());
        Assert.True(identify.GetProperty("signedPeerRecord").GetBoolean());
        Assert.Contains(OwnHost.Echo, identify.GetProperty("protocols").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal([host.ListenAddresses[0].ToString()], identify.GetProperty("listenAddrs").EnumerateArray().Select(a => a.GetString()));
        Assert.StartsWith("/ip4/127.0.0.1/tcp/", identify.GetProperty("observedAddr").GetString(), StringComparison.Ordinal);
        Assert.Contains("js/interop", host.Peers.AgentVersion(js.Id), StringComparison.Ordinal);
        Assert.True(await host.PingAsync(js.Id, OwnHost.Patience) > TimeSpan.Zero);
    }

    [Fact]
    public async Task Js_dials_us_and_pings()
    {
        await using Libp2pHost host = await OwnHost.StartAsync();
        await using JsPeer js = await JsPeer.StartAsync("--listen", "none", "--dial", OwnHost.DialAddress(host), "--ping", "--ping-count", "3", "--ping-interval", "10");

        await js.WaitAsync("dialed");
        await js.WaitAsync("ping", e => e.GetProperty("n").GetInt32() == 3);
        await OwnHost.IdentifiedAsync(host, js.Id);

        Assert.Equal([js.Id], host.ConnectedPeers);
        Assert.False(host.IsOutbound(js.Id));
    }

    [Fact]
    public async Task A_protocol_added_later_reaches_js_by_push()
    {
        await using JsPeer js = await JsPeer.StartAsync();
        await using Libp2pHost host = await OwnHost.StartAsync();
        await host.ConnectAsync(js.Id, js.Addresses, OwnHost.Patience);
        await OwnHost.IdentifiedAsync(host, js.Id);

        host.Handle("/xe/test/late/1.0.0", OwnHost.EchoAsync);

        await js.WaitAsync("identify", e => e.GetProperty("protocols").EnumerateArray().Any(p => p.GetString() == "/xe/test/late/1.0.0"));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(3_000_000)]
    [InlineData(64 * 1024 * 1024)]
    public async Task Our_bytes_come_back_from_js_raw(int length)
    {
        await using JsPeer js = await JsPeer.StartAsync("--protocol", OwnHost.Echo);
        await using Libp2pHost host = await OwnHost.StartAsync();
        await host.ConnectAsync(js.Id, js.Addresses, OwnHost.Patience);
        byte[] data = RandomNumberGenerator.GetBytes(length);

        byte[] back = await OwnHost.EchoedAsync(host, js.Id, data);

        Assert.True(data.AsSpan().SequenceEqual(back));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(3_000_000)]
    [InlineData(64 * 1024 * 1024)]
    public async Task Bytes_of_js_come_back_from_us_raw(int length)
    {
        await using Libp2pHost host = await OwnHost.StartAsync();
        await using JsPeer js = await JsPeer.StartAsync("--listen", "none", "--dial", OwnHost.DialAddress(host), "--protocol", OwnHost.Echo, "--send", $"zeros:{length}");

        JsonElement reply = await js.WaitAsync("reply");

        Assert.True(reply.GetProperty("sameAsSent").GetBoolean());
        Assert.Equal(length, reply.GetProperty("sent").GetInt32());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(3_000_000)]
    public async Task Length_prefixed_messages_come_back_both_ways(int length)
    {
        const string Framed = "/xe/test/framed/1.0.0";
        await using Libp2pHost host = await OwnHost.StartAsync();
        host.Handle(Framed, async (stream, ct) =>
        {
            using FramedReader reader = new(stream, 64 * 1024 * 1024);
            FramedMessage message = await reader.ReadAsync(ct);
            await stream.WriteFramedAsync(message.Payload, ct);
            await stream.CloseWriteAsync(ct);
        });
        await using JsPeer js = await JsPeer.StartAsync("--protocol", Framed, "--framing", "lp", "--dial", OwnHost.DialAddress(host), "--send", $"zeros:{length}");
        Assert.True((await js.WaitAsync("reply")).GetProperty("sameAsSent").GetBoolean());
        byte[] data = RandomNumberGenerator.GetBytes(length);

        await using IPeerStream stream = await host.OpenStreamAsync(js.Id, [Framed], OwnHost.Patience);
        await stream.WriteFramedAsync(data, OwnHost.Patience);
        using FramedReader answers = new(stream, 64 * 1024 * 1024);
        FramedMessage answer = await answers.ReadAsync(OwnHost.Patience);

        Assert.Equal(FrameStatus.Message, answer.Status);
        Assert.True(data.AsSpan().SequenceEqual(answer.Payload.Span));
    }

    [Fact]
    public async Task A_thousand_streams_to_js()
    {
        await using JsPeer js = await JsPeer.StartAsync("--protocol", OwnHost.Echo);
        await using Libp2pHost host = await OwnHost.StartAsync();
        await host.ConnectAsync(js.Id, js.Addresses, OwnHost.Patience);
        await OwnHost.IdentifiedAsync(host, js.Id);
        int next = 0;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is <= 1000 and int i)
            {
                byte[] data = BitConverter.GetBytes(i);
                Assert.Equal(data, await OwnHost.EchoedAsync(host, js.Id, data));
            }
        }));
    }

    [Fact]
    public async Task A_protocol_js_does_not_speak_is_refused_by_name()
    {
        await using JsPeer js = await JsPeer.StartAsync();
        await using Libp2pHost host = await OwnHost.StartAsync();
        await host.ConnectAsync(js.Id, js.Addresses, OwnHost.Patience);

        await Assert.ThrowsAsync<ProtocolNotSupportedException>(() => host.OpenStreamAsync(js.Id, ["/xe/test/none/1.0.0"], OwnHost.Patience).AsTask());
    }

    [Fact]
    public async Task A_js_peer_with_another_identity_is_refused()
    {
        await using JsPeer js = await JsPeer.StartAsync();
        await using Libp2pHost host = await OwnHost.StartAsync();
        PeerId other = IdentityKey.Generate().PeerId;

        PeerUnreachableException e = await Assert.ThrowsAsync<PeerUnreachableException>(() => host.ConnectAsync(other, [js.Addresses[0].WithoutPeer()], OwnHost.Patience).AsTask());

        Assert.Contains("answered by", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_js_peer_that_goes_away_is_noticed()
    {
        await using Libp2pHost host = await OwnHost.StartAsync();
        TaskCompletionSource gone = new();
        host.PeerDisconnected += _ => gone.TrySetResult();
        await using (JsPeer js = await JsPeer.StartAsync("--dial", OwnHost.DialAddress(host)))
        {
            await js.WaitAsync("dialed");
        }

        await gone.Task.WaitAsync(OwnHost.Patience);

        Assert.Empty(host.ConnectedPeers);
    }
}
