using System.Text;
using System.Text.Json;
using Xe.Libp2p.Host;
using Xe.Libp2p.Pubsub;

namespace Xe.Interop.Tests;

public sealed class GossipInteropTests
{
    private static readonly TopicOptions Scored = new()
    {
        SubscriptionQueueLength = 256,
        Scoring = new TopicScoreOptions { TopicWeight = 0.5, FirstMessageDeliveriesWeight = 0.5, FirstMessageDeliveriesDecay = 0.98, FirstMessageDeliveriesCap = 50, InvalidMessageDeliveriesWeight = -25, InvalidMessageDeliveriesDecay = 0.99 },
    };

    [Theory]
    [InlineData("1.2.0", true)]
    [InlineData("1.2.0", false)]
    [InlineData("1.1.0", true)]
    [InlineData("1.1.0", false)]
    public async Task Signed_messages_go_both_ways(string version, bool jsDials)
    {
        await using Gossiper own = await Gossiper.StartAsync();
        List<string> flags = ["--topic", "t", "--print", "--meshsub", version, "--publish", "from js {n}", "--publish-interval", "200"];
        if (jsDials) flags.AddRange(["--dial", own.Address]);
        await using JsPeer js = await JsPeer.StartAsync([.. flags]);
        if (!jsDials) await own.Host.ConnectAsync(js.Id, js.Addresses, OwnHost.Patience);
        await Wait.Until(() => own.Topic.Mesh.Contains(js.Id), "js in the mesh");

        PubsubMessage received = await own.ReadAsync(message => message.From == js.Id);
        Assert.StartsWith("from js ", Encoding.UTF8.GetString(received.Data.Span), StringComparison.Ordinal);
        // Small, and large enough for IDONTWANT.
        await own.Topic.PublishAsync("from us"u8.ToArray());
        await own.Topic.PublishAsync(new byte[100_000]);
        JsonElement small = await js.WaitAsync("message", told => IsFrom(told, own.Id) && told.GetProperty("data").GetProperty("length").GetInt32() == 7);
        await js.WaitAsync("message", told => IsFrom(told, own.Id) && told.GetProperty("data").GetProperty("length").GetInt32() == 100_000);

        Assert.Equal("signed", small.GetProperty("type").GetString());
        Assert.Equal("from us", small.GetProperty("data").GetProperty("text").GetString());
        PeerScoreSnapshot score = own.Router.Score(js.Id);
        Assert.True(score.Score > 0, score.ToString());
        Assert.Equal(0, score.BehaviourPenalty);
    }

    [Fact]
    public async Task A_message_is_relayed_from_js_over_us_to_js()
    {
        await using Gossiper own = await Gossiper.StartAsync();
        await using JsPeer reader = await JsPeer.StartAsync("--topic", "t", "--print", "--dial", own.Address);
        await using JsPeer author = await JsPeer.StartAsync("--topic", "t", "--dial", own.Address, "--publish", "relayed {n}", "--publish-interval", "200");

        JsonElement message = await reader.WaitAsync("message", told => IsFrom(told, author.Id));

        Assert.Equal(own.Id.ToString(), message.GetProperty("propagationSource").GetString());
        Assert.Equal("signed", message.GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_wrongly_signed_message_is_refused_by_either_side()
    {
        await using Gossiper own = await Gossiper.StartAsync();
        await using Libp2pHost forger = await OwnHost.StartAsync();
        await using JsPeer js = await JsPeer.StartAsync("--topic", "t", "--print", "--dial", own.Address);
        await Wait.Until(() => own.Topic.Mesh.Contains(js.Id), "js in the mesh");
        await forger.ConnectAsync(js.Id, js.Addresses, OwnHost.Patience);
        await forger.ConnectAsync(own.Id, own.Host.ListenAddresses);
        byte[] genuine = SignedFrame(forger.Identity, "genuine", 2), forged = SignedFrame(forger.Identity, "forged", 1);
        forged[^1] ^= 1;
        foreach (PeerId target in (PeerId[])[js.Id, own.Id])
        {
            IPeerStream stream = await forger.OpenStreamAsync(target, [GossipProtocols.MeshSub11]);
            await stream.WriteAsync(forged);
            await stream.WriteAsync(genuine);
        }

        PubsubMessage received = await own.ReadAsync(message => message.From == forger.LocalPeer);
        await js.WaitAsync("message", told => IsFrom(told, forger.LocalPeer) && told.GetProperty("data").GetProperty("text").GetString() == "genuine");

        Assert.Equal("genuine", Encoding.UTF8.GetString(received.Data.Span));
        Assert.DoesNotContain(js.Events, told => told.ToString().Contains("\"forged\"", StringComparison.Ordinal));
        Assert.True(own.Router.Score(forger.LocalPeer).InvalidMessages > 0);
    }

    [Fact]
    public async Task Unsigned_messages_are_refused_and_counted()
    {
        await using Gossiper own = await Gossiper.StartAsync();
        await using JsPeer js = await JsPeer.StartAsync("--topic", "t", "--strict-sign", "off", "--publish", "unsigned {n}", "--publish-interval", "200", "--dial", own.Address);

        await Wait.Until(() => own.Router.Score(js.Id).InvalidMessages > 0, "invalid messages");

        Assert.False(own.Topic.Messages.TryRead(out _));
    }

    [Fact]
    public async Task Strict_no_sign_messages_go_both_ways()
    {
        await using Gossiper own = await Gossiper.StartAsync(new GossipSubOptions { SignaturePolicy = SignaturePolicy.StrictNoSign });
        await using JsPeer js = await JsPeer.StartAsync("--topic", "t", "--print", "--strict-sign", "off", "--publish", "bare {n}", "--publish-interval", "200", "--dial", own.Address);
        await Wait.Until(() => own.Topic.Mesh.Contains(js.Id), "js in the mesh");

        PubsubMessage received = await own.ReadAsync(message => message.ReceivedFrom == js.Id);
        Assert.Null(received.From);
        await own.Topic.PublishAsync("bare from us"u8.ToArray());
        JsonElement message = await js.WaitAsync("message", told => told.GetProperty("data").TryGetProperty("text", out JsonElement text) && text.GetString() == "bare from us");
        Assert.Equal("unsigned", message.GetProperty("type").GetString());
    }

    private static bool IsFrom(JsonElement told, PeerId peer) => told.TryGetProperty("from", out JsonElement from) && from.GetString() == peer.ToString();

    // Built here byte by byte, independent of the router's own encoder.
    private static byte[] SignedFrame(IdentityKey key, string text, byte seqno)
    {
        byte[] message =
        [
            0x0a, 38, .. key.PeerId.Span, 0x12, (byte)text.Length, .. Encoding.UTF8.GetBytes(text), 0x1a, 8, 0, 0, 0, 0, 0, 0, 0, seqno, 0x22, 1, (byte)'t',
        ];
        message = [.. message, 0x2a, 64, .. key.Sign([.. "libp2p-pubsub:"u8, .. message])];
        return message.Length < 125 ? throw new InvalidOperationException("the length prefix below has two bytes") : [
            (byte)((message.Length + 3) & 0x7f | 0x80), (byte)((message.Length + 3) >> 7), 0x12, (byte)(message.Length & 0x7f | 0x80), (byte)(message.Length >> 7), .. message,
        ];
    }

    private sealed class Gossiper : IAsyncDisposable
    {
        private Gossiper(Libp2pHost host, GossipSubOptions? options)
        {
            Host = host;
            Router = new GossipSub(host, options);
            Router.Start();
            Topic = Router.Join("t", Scored);
        }

        public Libp2pHost Host { get; }

        public PeerId Id => Host.LocalPeer;

        public string Address => OwnHost.DialAddress(Host);

        public GossipSub Router { get; }

        public GossipTopic Topic { get; }

        public static async Task<Gossiper> StartAsync(GossipSubOptions? options = null) => new(await OwnHost.StartAsync(), options);

        public async Task<PubsubMessage> ReadAsync(Func<PubsubMessage, bool> condition)
        {
            using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(30));
            while (true)
            {
                PubsubMessage message = await Topic.Messages.ReadAsync(timeout.Token);
                if (condition(message)) return message;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Router.DisposeAsync();
            await Host.DisposeAsync();
        }
    }
}
