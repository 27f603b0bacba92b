using Xe.Libp2p.Pubsub;
using Xe.Libp2p.Pubsub.Wire;
using Xe.Libp2p.Tests.Fakes;

namespace Xe.Libp2p.Tests.Pubsub;

public sealed class RouterTests
{
    [Fact]
    public async Task A_wrongly_signed_message_is_dropped_and_costs_its_sender()
    {
        await using RouterFixture fixture = new();
        RawPeer bad = await fixture.AddPeerAsync(), good = await fixture.AddPeerAsync();

        await bad.SendAsync(bad.Forged("t", "forged"u8));
        await Wait.Until(() => fixture.ScoreOf(bad) < 0, "penalty");
        await good.SendAsync(good.Message("t", "genuine"u8).Frame);

        Assert.Equal("genuine", await fixture.ReadAsync());
        Assert.Equal(-12.5, fixture.ScoreOf(bad), 9);
    }

    [Fact]
    public async Task A_forged_copy_does_not_suppress_the_genuine_message()
    {
        await using RouterFixture fixture = new();
        RawPeer bad = await fixture.AddPeerAsync(), author = await fixture.AddPeerAsync();
        PubsubMessage message = author.Message("t", "genuine"u8);
        byte[] forged = message.Frame.ToArray();
        forged[^1] ^= 1;

        await bad.SendAsync(forged);
        await Wait.Until(() => fixture.ScoreOf(bad) < 0, "penalty");
        await author.SendAsync(message.Frame);

        Assert.Equal("genuine", await fixture.ReadAsync());
        Assert.True(fixture.ScoreOf(author) > 0);
    }

    [Fact]
    public async Task A_message_in_this_hosts_name_from_another_is_an_invalid_one()
    {
        await using RouterFixture fixture = new();
        RawPeer bad = await fixture.AddPeerAsync();
        PubsubMessage own = MessageSigner.Create(fixture.Host.Identity, fixture.Host.LocalPeer, "t", "mine"u8, new byte[8], 4096)!;

        await bad.SendAsync(own.Frame);

        await Wait.Until(() => fixture.ScoreOf(bad) < 0, "penalty");
        Assert.False(fixture.Topic!.Messages.TryRead(out _));
    }

    [Fact]
    public async Task Messages_go_to_the_mesh_but_not_back_to_sender_or_author()
    {
        await using RouterFixture fixture = new();
        RawPeer relay = await fixture.AddMeshPeerAsync(), author = await fixture.AddMeshPeerAsync(), other = await fixture.AddMeshPeerAsync();

        await relay.SendAsync(author.Message("t", "x"u8).Frame);

        await Wait.Until(() => other.Got("msg x"), "forwarded");
        await fixture.Topic!.PublishAsync("end"u8.ToArray());
        await Wait.Until(() => relay.Got("msg end") && author.Got("msg end"), "later message");
        Assert.False(relay.Got("msg x"));
        Assert.False(author.Got("msg x"));
    }

    [Theory]
    [InlineData(ValidationResult.Accept, true, 1)]
    [InlineData(ValidationResult.Ignore, false, 0)]
    [InlineData(ValidationResult.Reject, false, -1)]
    public async Task The_validator_decides_on_forwarding_and_score(ValidationResult verdict, bool forwarded, int sign)
    {
        await using RouterFixture fixture = new(topic: new TopicOptions
        {
            Validator = async (message, _) =>
            {
                await Task.Yield();
                return message.Data.Span.SequenceEqual("judged"u8) ? verdict : ValidationResult.Accept;
            },
        });
        RawPeer sender = await fixture.AddPeerAsync(), other = await fixture.AddMeshPeerAsync(), judge = await fixture.AddPeerAsync();

        await sender.SendAsync(sender.Message("t", "judged"u8).Frame);
        await Task.Delay(100);
        await judge.SendAsync(judge.Message("t", "next"u8).Frame);
        await Wait.Until(() => other.Got("msg next"), "next message");

        Assert.Equal(forwarded, other.Got("msg judged"));
        Assert.Equal(sign, Math.Sign(fixture.ScoreOf(sender)));
    }

    [Fact]
    public async Task A_validator_that_throws_ignores()
    {
        await using RouterFixture fixture = new(topic: new TopicOptions
        {
            Validator = (message, _) => message.Data.Span[0] == 'x' ? throw new InvalidOperationException("planted") : new ValueTask<ValidationResult>(ValidationResult.Accept),
        });
        RawPeer peer = await fixture.AddPeerAsync();

        await peer.SendAsync(peer.Message("t", "x"u8).Frame);
        await peer.SendAsync(peer.Message("t", "ok"u8).Frame);

        Assert.Equal("ok", await fixture.ReadAsync());
        Assert.False(fixture.ScoreOf(peer) < 0);
    }

    [Fact]
    public async Task What_the_own_validator_refuses_is_not_published()
    {
        await using RouterFixture fixture = new(topic: new TopicOptions
        {
            Validator = (message, _) => new ValueTask<ValidationResult>(message.Data.Span[0] switch
            {
                (byte)'r' => ValidationResult.Reject,
                (byte)'i' => ValidationResult.Ignore,
                _ => ValidationResult.Accept,
            }),
        });
        Assert.Equal(PublishResult.Rejected, await fixture.Topic!.PublishAsync("r"u8.ToArray()));
        Assert.Equal(PublishResult.Ignored, await fixture.Topic.PublishAsync("i"u8.ToArray()));
        Assert.Equal(PublishResult.TooLarge, await fixture.Topic.PublishAsync(new byte[262_144]));
        Assert.Equal(PublishResult.Published, await fixture.Topic.PublishAsync("ok"u8.ToArray()));
        Assert.Equal("ok", await fixture.ReadAsync());
    }

    [Fact]
    public async Task A_graft_during_back_off_is_pruned_again_and_penalised_twice_when_early()
    {
        await using RouterFixture fixture = new();
        RawPeer peer = await fixture.AddMeshPeerAsync();
        await peer.PruneAsync("t", 60);
        await Wait.Until(() => fixture.Router.Mesh("t").Count == 0, "prune");

        await peer.GraftAsync("t");
        await Wait.Until(() => peer.Got("prune t 60"), "prune in return");
        Assert.Equal(2, fixture.Router.Score(peer.Id).BehaviourPenalty);
        fixture.Beat(20);
        await peer.GraftAsync("t");
        await Wait.Until(() => fixture.Router.Score(peer.Id).BehaviourPenalty > 2.5, "second penalty");
        Assert.True(fixture.Router.Score(peer.Id).BehaviourPenalty < 3.1);
        Assert.Empty(fixture.Router.Mesh("t"));

        fixture.Beat(61); // the back-off was refreshed
        await peer.GraftAsync("t");
        await Wait.Until(() => fixture.Router.Mesh("t").Count == 1, "graft after the back-off");
    }

    [Fact]
    public async Task This_host_grafts_nobody_in_back_off()
    {
        await using RouterFixture fixture = new();
        RawPeer peer = await fixture.AddMeshPeerAsync();
        await peer.PruneAsync("t", 30);
        await Wait.Until(() => fixture.Router.Mesh("t").Count == 0, "prune");

        fixture.Beat(30);
        Assert.Empty(fixture.Router.Mesh("t"));
        fixture.Beat(4);
        Assert.Single(fixture.Router.Mesh("t"));
        await Wait.Until(() => peer.Got("graft t"), "graft");
    }

    [Fact]
    public async Task A_mesh_shrinks_to_D_keeping_peers_this_host_dialled()
    {
        await using RouterFixture fixture = new();
        List<RawPeer> peers = [];
        for (int i = 0; i < 13; i++)
        {
            RawPeer peer = await fixture.AddPeerAsync(dialledByTarget: i >= 11);
            await peer.GraftAsync("t");
            await Wait.Until(() => fixture.Router.Mesh("t").Contains(peer.Id), "graft");
            peers.Add(peer);
        }
        fixture.Beat();

        Assert.Equal(6, fixture.Router.Mesh("t").Count);
        Assert.Equal(2, fixture.Router.Mesh("t").Count(fixture.Host.IsOutbound));
        await Wait.Until(() => peers.Count(peer => peer.Got("prune t 60")) == 7, "prunes");
    }

    [Fact]
    public async Task A_full_mesh_takes_grafts_only_from_peers_this_host_dialled()
    {
        await using RouterFixture fixture = new();
        for (int i = 0; i < 12; i++) await fixture.AddMeshPeerAsync();
        RawPeer refused = await fixture.AddPeerAsync();
        await refused.GraftAsync("t");
        await Wait.Until(() => refused.Got("prune t 60"), "refusal");
        RawPeer dialled = await fixture.AddPeerAsync(dialledByTarget: true);
        await dialled.GraftAsync("t");
        await Wait.Until(() => fixture.Router.Mesh("t").Contains(dialled.Id), "graft");
    }

    [Fact]
    public async Task Opportunistic_grafting_adds_better_peers_to_a_poor_mesh()
    {
        await using RouterFixture fixture = new(new GossipSubOptions { OpportunisticGraftTicks = 10 });
        for (int i = 0; i < 6; i++) await fixture.AddMeshPeerAsync();
        RawPeer good = await fixture.AddPeerAsync();
        for (int i = 0; i < 10; i++) await good.SendAsync(good.Message("t", "x"u8).Frame);
        await Wait.Until(() => fixture.ScoreOf(good) > 2, "a better score");
        Assert.DoesNotContain(good.Id, fixture.Router.Mesh("t"));

        fixture.Beat(10);

        Assert.Contains(good.Id, fixture.Router.Mesh("t"));
    }

    [Fact]
    public async Task A_peer_with_negative_score_leaves_the_mesh_and_below_the_graylist_is_not_heard()
    {
        await using RouterFixture fixture = new();
        RawPeer bad = await fixture.AddMeshPeerAsync();
        await bad.SendAsync(bad.Forged("t", "0"u8));
        await Wait.Until(() => fixture.ScoreOf(bad) < 0, "penalty");
        fixture.Beat();
        Assert.Empty(fixture.Router.Mesh("t"));
        await Wait.Until(() => bad.Got("prune t 60"), "prune");

        for (int i = 0; i < 5; i++) await bad.SendAsync(bad.Forged("t", "0"u8));
        await Wait.Until(() => fixture.ScoreOf(bad) < -400, "graylisting");
        await bad.SendAsync(bad.Message("t", "now honest"u8).Frame);
        RawPeer good = await fixture.AddPeerAsync();
        await good.SendAsync(good.Message("t", "good"u8).Frame);

        Assert.Equal("good", await fixture.ReadAsync());
    }

    [Fact]
    public async Task Gossip_tells_peers_outside_the_mesh_and_serves_what_they_want_three_times()
    {
        await using RouterFixture fixture = new();
        RawPeer lazy = await fixture.AddPeerAsync();
        await lazy.PruneAsync("t", 60); // keeps it out of the mesh
        for (int i = 0; i < 5; i++) await fixture.AddMeshPeerAsync();
        await fixture.Topic!.PublishAsync("news"u8.ToArray());
        fixture.Beat();
        await Wait.Until(() => lazy.Got("ihave t 1"), "IHAVE");
        Assert.False(lazy.Got("msg news"));
        Assert.True(lazy.Ids.TryDequeue(out byte[]? id));

        for (int i = 0; i < 5; i++) await lazy.SendAsync(RpcWriter.IWant([id]));
        await Wait.Until(() => lazy.Received.Count(line => line == "msg news") == 3, "answers");
        await fixture.Topic.PublishAsync("later"u8.ToArray());
        fixture.Beat(5);
        await lazy.SendAsync(RpcWriter.IWant([id])); // too old by now
        await lazy.SubscribeAsync("t");
        await Wait.Until(() => lazy.Received.Count(line => line.StartsWith("ihave", StringComparison.Ordinal)) >= 4, "IHAVE for three heartbeats each");
        Assert.Equal(3, lazy.Received.Count(line => line == "msg news"));
    }

    [Fact]
    public async Task An_advertised_message_that_does_not_come_costs_the_advertiser()
    {
        await using RouterFixture fixture = new();
        RawPeer liar = await fixture.AddPeerAsync(), honest = await fixture.AddPeerAsync();
        PubsubMessage message = honest.Message("t", "real"u8);
        await liar.SendAsync(RpcWriter.IHave("t", [[1, 2, 3]]));
        await honest.SendAsync(RpcWriter.IHave("t", [message.IdBytes]));
        await Wait.Until(() => liar.Got("iwant 1") && honest.Got("iwant 1"), "IWANT");
        await honest.SendAsync(message.Frame);
        Assert.Equal("real", await fixture.ReadAsync());

        fixture.Beat(4);

        Assert.Equal(1, fixture.Router.Score(liar.Id).BehaviourPenalty);
        Assert.Equal(0, fixture.Router.Score(honest.Id).BehaviourPenalty);
        Assert.Equal(0, fixture.Router.Sizes.Promises);
    }

    [Fact]
    public async Task Large_messages_are_announced_as_unwanted_and_unwanted_ones_are_not_sent()
    {
        await using RouterFixture fixture = new();
        RawPeer sender = await fixture.AddMeshPeerAsync(), modern = await fixture.AddMeshPeerAsync(), old = await fixture.AddMeshPeerAsync(GossipProtocols.MeshSub11);
        PubsubMessage large = sender.Message("t", new byte[1024]), declined = sender.Message("t", "declined"u8);
        await modern.SendAsync(RpcWriter.IDontWant([declined.IdBytes]));
        await Task.Delay(50);

        await sender.SendAsync(large.Frame);
        await Wait.Until(() => modern.Got("idontwant 1"), "IDONTWANT");
        await sender.SendAsync(declined.Frame);
        await Wait.Until(() => old.Got("msg declined"), "forwarding");
        await fixture.Topic!.PublishAsync("end"u8.ToArray());
        await Wait.Until(() => modern.Got("msg end"), "later message");

        Assert.False(modern.Got("msg declined"));
        Assert.False(old.Got("idontwant 1"));
        Assert.False(sender.Got("idontwant 1"));
        fixture.Beat(4); // the wish lasts three heartbeats
        Assert.Equal(PublishResult.Published, await fixture.Topic.PublishAsync("again"u8.ToArray()));
        await Wait.Until(() => modern.Got("msg again"), "after the wish ended");
    }

    [Fact]
    public async Task Leaving_prunes_with_the_short_back_off_and_tells_everybody()
    {
        await using RouterFixture fixture = new();
        RawPeer inMesh = await fixture.AddMeshPeerAsync();
        fixture.Topic!.Dispose();
        await Wait.Until(() => inMesh.Got("prune t 10") && inMesh.Got("unsub t"), "prune and unsubscription");
        await fixture.Topic.Messages.Completion;
        Assert.Empty(fixture.Router.Mesh("t"));
    }

    [Fact]
    public async Task Publishing_without_joining_goes_to_a_fanout_that_joining_takes_over()
    {
        await using RouterFixture fixture = new(join: false);
        List<RawPeer> peers = [];
        for (int i = 0; i < 8; i++) peers.Add(await fixture.AddPeerAsync());
        await Wait.Until(() => fixture.Router.Subscribers("t").Count == 8, "subscriptions");

        Assert.Equal(PublishResult.Published, await fixture.Router.PublishAsync("t", "one"u8.ToArray()));
        await Wait.Until(() => peers.Count(peer => peer.Got("msg one")) == 6, "fanout of D");
        List<PeerId> fanout = [.. peers.Where(peer => peer.Got("msg one")).Select(peer => peer.Id)];
        using GossipTopic joined = fixture.Router.Join("t");
        Assert.Equal(fanout.Order(), joined.Mesh.Order());
    }

    [Fact]
    public async Task Floodsub_peers_get_every_message_and_no_control()
    {
        await using RouterFixture fixture = new();
        RawPeer flood = await fixture.AddPeerAsync(GossipProtocols.FloodSub);
        fixture.Beat(2);
        await fixture.Topic!.PublishAsync("x"u8.ToArray());
        await Wait.Until(() => flood.Got("msg x"), "message");
        await flood.SendAsync(flood.Message("t", "y"u8).Frame);
        Assert.Equal("x", await fixture.ReadAsync());
        Assert.Equal("y", await fixture.ReadAsync());
        fixture.Beat(2);
        Assert.Empty(fixture.Router.Mesh("t"));
        Assert.All(flood.Received, line => Assert.True(line.StartsWith("sub", StringComparison.Ordinal) || line.StartsWith("msg", StringComparison.Ordinal), line));
    }

    [Fact]
    public async Task Old_meshsub_peers_are_pruned_without_a_back_off_they_do_not_know()
    {
        await using RouterFixture fixture = new();
        RawPeer old = await fixture.AddMeshPeerAsync(GossipProtocols.MeshSub10);
        fixture.Topic!.Dispose();
        await Wait.Until(() => old.Got("prune t 0"), "prune");
    }

    [Fact]
    public async Task More_than_sixteen_subscriptions_drop_the_whole_rpc()
    {
        await using RouterFixture fixture = new();
        RawPeer peer = await fixture.AddPeerAsync(subscribe: false);
        await peer.SubscribeAsync([.. Enumerable.Range(0, 17).Select(i => $"x{i}")]);
        await peer.SubscribeAsync("x3");
        await Wait.Until(() => fixture.Router.Subscribers("x3").Count == 1, "subscription");
        Assert.Empty(fixture.Router.Subscribers("x4"));
    }

    [Fact]
    public async Task Topics_not_allowed_are_not_taken_note_of()
    {
        await using RouterFixture fixture = new(new GossipSubOptions { AllowedTopics = new HashSet<string> { "t" } });
        RawPeer peer = await fixture.AddPeerAsync(subscribe: false);
        await peer.SubscribeAsync("other", "t");
        await Wait.Until(() => fixture.Router.Subscribers("t").Count == 1, "subscription");
        Assert.Empty(fixture.Router.Subscribers("other"));
        Assert.Throws<ArgumentException>(() => fixture.Router.Join("other"));
    }

    [Fact]
    public async Task Peer_exchange_is_followed_only_from_trusted_peers_and_only_with_signed_records()
    {
        RawPeer? trusted = null;
        await using RouterFixture fixture = new(new GossipSubOptions
        {
            Scoring = new PeerScoreOptions { AppSpecificScore = peer => peer == trusted?.Id ? 100_000 : 0 },
        });
        trusted = await fixture.AddMeshPeerAsync();
        RawPeer stranger = await fixture.AddMeshPeerAsync();
        FakeHost offered = fixture.Network.AddHost(), forged = fixture.Network.AddHost(), byStranger = fixture.Network.AddHost();

        await stranger.SendAsync(Prune(byStranger, byStranger.Identity));
        await trusted.SendAsync(Prune(forged, trusted.Host.Identity));
        await trusted.SendAsync(Prune(offered, offered.Identity));

        await Wait.Until(() => fixture.Host.ConnectedPeers.Contains(offered.LocalPeer), "connection to the offered peer");
        Assert.DoesNotContain(forged.LocalPeer, fixture.Host.ConnectedPeers);
        Assert.DoesNotContain(byStranger.LocalPeer, fixture.Host.ConnectedPeers);

        static byte[] Prune(FakeHost peer, IdentityKey signer) => RawPeer.Frame(writer =>
        {
            using Xe.Libp2p.Proto.ProtoWriter rpc = new();
            int control = rpc.BeginMessage(3), prune = rpc.BeginMessage(4);
            rpc.WriteString(1, "t");
            int entry = rpc.BeginMessage(2);
            rpc.WriteBytes(1, peer.LocalPeer.Span);
            rpc.WriteBytes(2, SignedPeerRecord.Sign(signer, 1, peer.ListenAddresses));
            rpc.EndMessage(entry);
            rpc.EndMessage(prune);
            rpc.EndMessage(control);
            writer.WriteRawVarint((ulong)rpc.Length);
            writer.WriteRaw(rpc.WrittenSpan);
        });
    }

    [Fact]
    public async Task Direct_peers_get_everything_and_are_in_no_mesh()
    {
        FakeNetwork world = new();
        FakeHost one = world.AddHost(), two = world.AddHost();
        Dictionary<PeerId, IReadOnlyList<Multiaddr>> direct = new() { [two.LocalPeer] = two.ListenAddresses };
        GossipSubOptions options = new() { ManualHeartbeat = true };
        await using GossipSub left = new(one, options with { DirectPeers = direct });
        await using GossipSub right = new(two, options with { DirectPeers = new Dictionary<PeerId, IReadOnlyList<Multiaddr>> { [one.LocalPeer] = one.ListenAddresses } });
        left.Start();
        right.Start();
        using GossipTopic here = left.Join("t"), there = right.Join("t");

        left.Heartbeat(); // dials
        await Wait.Until(() => left.Subscribers("t").Count == 1, "connection and subscription");
        left.Heartbeat();
        right.Heartbeat();
        await here.PublishAsync("x"u8.ToArray());

        Assert.Equal("x"u8.ToArray(), (await there.Messages.ReadAsync()).Data.ToArray());
        Assert.Empty(left.Mesh("t"));
        Assert.Empty(right.Mesh("t"));
    }

    [Fact]
    public async Task Without_signing_messages_carry_no_author_and_signed_ones_are_refused()
    {
        await using RouterFixture fixture = new(new GossipSubOptions { SignaturePolicy = SignaturePolicy.StrictNoSign });
        RawPeer peer = await fixture.AddMeshPeerAsync();
        await peer.SendAsync(peer.Message("t", "signed"u8).Frame);
        await Wait.Until(() => fixture.ScoreOf(peer) < 0, "penalty");
        PubsubMessage bare = MessageSigner.Create(null, peer.Id, "t", "bare"u8, [], 4096)!;
        await peer.SendAsync(bare.Frame);
        await peer.SendAsync(bare.Frame);
        using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(20));
        PubsubMessage received = await fixture.Topic!.Messages.ReadAsync(timeout.Token);
        Assert.Null(received.From);
        Assert.Equal(System.Security.Cryptography.SHA256.HashData("bare"u8), received.Id.ToArray());
        await fixture.Topic.PublishAsync("own"u8.ToArray());
        Assert.Equal("own", await fixture.ReadAsync()); // the second copy was a duplicate
    }

    [Fact]
    public async Task A_topic_can_have_its_own_message_ids()
    {
        await using RouterFixture fixture = new(topic: new TopicOptions { MessageId = message => message.Data.ToArray() });
        RawPeer one = await fixture.AddPeerAsync(), two = await fixture.AddPeerAsync();
        await one.SendAsync(one.Message("t", "same"u8).Frame);
        Assert.Equal("same", await fixture.ReadAsync());
        await two.SendAsync(two.Message("t", "same"u8).Frame);
        await two.SendAsync(two.Message("t", "other"u8).Frame);
        Assert.Equal("other", await fixture.ReadAsync());
    }

    [Fact]
    public async Task A_seen_id_is_forgotten_after_its_lifetime()
    {
        await using RouterFixture fixture = new();
        RawPeer peer = await fixture.AddPeerAsync();
        PubsubMessage message = peer.Message("t", "x"u8);
        await peer.SendAsync(message.Frame);
        Assert.Equal("x", await fixture.ReadAsync());
        fixture.Beat(119);
        Assert.Equal(1, fixture.Router.Sizes.Seen);
        fixture.Beat(2);
        Assert.Equal(0, fixture.Router.Sizes.Seen);
    }

    [Fact]
    public async Task A_second_inbound_stream_replaces_the_first()
    {
        await using RouterFixture fixture = new();
        RawPeer peer = await fixture.AddPeerAsync();
        await peer.ReopenAsync(fixture.Host);
        await peer.SendAsync(peer.Message("t", "second"u8).Frame);
        Assert.Equal("second", await fixture.ReadAsync());
    }
}
