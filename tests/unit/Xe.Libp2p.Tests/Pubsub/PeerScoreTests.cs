using Microsoft.Extensions.Time.Testing;
using Xe.Libp2p.Pubsub;
using Xe.Libp2p.Pubsub.Scoring;

namespace Xe.Libp2p.Tests.Pubsub;

public sealed class PeerScoreTests
{
    private static readonly PeerId Peer = IdentityKey.FromSeed(new byte[32]).PeerId;
    private readonly FakeTimeProvider _clock = new();

    private static TopicScoreOptions Xe(double weight) => new()
    {
        TopicWeight = weight,
        TimeInMeshWeight = 0.02,
        TimeInMeshQuantum = TimeSpan.FromSeconds(12),
        TimeInMeshCap = 100,
        FirstMessageDeliveriesWeight = 0.5,
        FirstMessageDeliveriesDecay = 0.98623270,
        FirstMessageDeliveriesCap = 50,
        InvalidMessageDeliveriesWeight = -25,
        InvalidMessageDeliveriesDecay = 0.99538968,
    };

    private PeerScore Scores(PeerScoreOptions? options = null)
    {
        PeerScore score = new(options ?? new PeerScoreOptions(), _clock);
        foreach (string topic in (string[])["blocks", "votes"]) score.SetTopic(topic, Xe(0.5));
        score.SetTopic("statechain", Xe(0.3));
        foreach (string topic in (string[])["directory", "certificates", "marketplace"]) score.SetTopic(topic, Xe(0.15));
        return score;
    }

    [Theory]
    [InlineData("blocks", 1, -12.5)]
    [InlineData("blocks", 5, -312.5)]
    [InlineData("blocks", 6, -450)]
    [InlineData("directory", 11, -453.75)]
    [InlineData("unknown", 11, 0)]
    public void Invalid_messages_count_squared(string topic, int count, double expected)
    {
        PeerScore score = Scores();
        score.Connected(Peer, []);
        for (int i = 0; i < count; i++) score.Invalid(Peer, topic);

        Assert.Equal(expected, score.Score(Peer), 9);
    }

    [Fact]
    public void The_best_a_peer_can_be_on_all_topics_is_47_25()
    {
        PeerScore score = Scores();
        score.Connected(Peer, []);
        foreach (string topic in (string[])["blocks", "votes", "statechain", "directory", "certificates", "marketplace"])
        {
            score.Graft(Peer, topic);
            for (int i = 0; i < 100; i++) score.Delivered(new Delivery(), Peer, topic);
        }
        double capped = score.Score(Peer);
        _clock.Advance(TimeSpan.FromSeconds(1300));
        score.Decay();

        Assert.Equal(1.75 * 25, capped, 9);
        for (int i = 0; i < 100; i++)
            foreach (string topic in (string[])["blocks", "votes", "statechain", "directory", "certificates", "marketplace"]) score.Delivered(new Delivery(), Peer, topic);
        Assert.Equal(47.25, score.Score(Peer), 9);
    }

    [Fact]
    public void Time_in_mesh_counts_whole_quanta_and_ends_with_the_prune()
    {
        PeerScore score = Scores();
        score.Connected(Peer, []);
        score.Graft(Peer, "blocks");
        _clock.Advance(TimeSpan.FromSeconds(12 * 7 + 11));
        score.Decay();
        Assert.Equal(0.5 * 0.02 * 7, score.Score(Peer), 9);
        score.Prune(Peer, "blocks");
        Assert.Equal(0, score.Score(Peer), 9);
    }

    [Fact]
    public void Counters_decay_by_half_in_their_half_life_and_vanish_at_last()
    {
        PeerScore score = Scores();
        score.Connected(Peer, []);
        score.Invalid(Peer, "blocks");
        for (int i = 0; i < 150; i++) score.Decay(); // 30 min of 12 s
        Assert.Equal(-12.5 * 0.25, score.Score(Peer), tolerance: 0.001);
        for (int i = 0; i < 1500; i++) score.Decay();
        Assert.Equal(0, score.Score(Peer));
    }

    [Fact]
    public void Behaviour_penalties_count_squared_beyond_the_threshold()
    {
        PeerScore score = Scores();
        score.Connected(Peer, []);
        score.Penalise(Peer, 6);
        Assert.Equal(0, score.Score(Peer));
        score.Penalise(Peer, 4);
        Assert.Equal(-160, score.Score(Peer), 9);
        for (int i = 0; i < 50; i++) score.Decay(); // 10 min
        Assert.Equal(5, score.Inspect(Peer).BehaviourPenalty, 3);
    }

    [Fact]
    public void More_than_eight_peers_of_one_address_all_pay()
    {
        PeerScore score = Scores();
        List<PeerId> peers = [.. Enumerable.Range(1, 10).Select(i => IdentityKey.FromSeed([(byte)i, .. new byte[31]]).PeerId)];
        foreach (PeerId peer in peers) score.Connected(peer, [Multiaddr.Parse("/ip4/203.0.113.7/tcp/1")]);
        Assert.All(peers, peer => Assert.Equal(-80, score.Score(peer), 9));

        score.UpdateAddresses(peers[0], [Multiaddr.Parse("/ip4/198.51.100.1/tcp/1")]);
        Assert.Equal(0, score.Score(peers[0]));
        Assert.Equal(-20, score.Score(peers[1]), 9);
    }

    [Theory]
    [InlineData("/ip4/127.0.0.1/tcp/1")]
    [InlineData("/ip4/10.1.2.3/tcp/1")]
    [InlineData("/ip4/172.31.0.1/tcp/1")]
    [InlineData("/ip4/192.168.1.1/tcp/1")]
    [InlineData("/ip4/169.254.0.1/tcp/1")]
    [InlineData("/ip6/::1/tcp/1")]
    [InlineData("/ip6/fd00::1/tcp/1")]
    [InlineData("/ip6/fe80::1/tcp/1")]
    public void Local_addresses_are_exempt_from_colocation(string address)
    {
        PeerScore score = Scores();
        for (int i = 1; i <= 20; i++) score.Connected(IdentityKey.FromSeed([(byte)i, .. new byte[31]]).PeerId, [Multiaddr.Parse(address)]);

        Assert.All(score.InspectConnected(), peer => Assert.Equal(0, peer.Score));
    }

    [Fact]
    public void A_bad_score_survives_reconnection_for_an_hour_a_good_one_does_not()
    {
        PeerScore score = Scores();
        PeerId good = IdentityKey.FromSeed([1, .. new byte[31]]).PeerId;
        score.Connected(Peer, []);
        score.Connected(good, []);
        score.Invalid(Peer, "blocks");
        score.Delivered(new Delivery(), good, "blocks");
        Assert.Equal(0.25, score.Score(good), 9);

        score.Disconnected(Peer);
        score.Disconnected(good);
        Assert.Equal(-12.5, score.Score(Peer), 9);
        Assert.Equal(0, score.Score(good));

        _clock.Advance(TimeSpan.FromMinutes(59));
        score.Decay();
        Assert.Equal(-12.5, score.Score(Peer), 9);
        _clock.Advance(TimeSpan.FromMinutes(2));
        score.Decay();
        Assert.Equal(0, score.Score(Peer));
        Assert.Equal(0, score.Count);
    }

    [Fact]
    public void Retained_scores_are_bounded()
    {
        PeerScore score = Scores(new PeerScoreOptions { MaxRetainedPeers = 100 });
        for (int i = 0; i < 1000; i++)
        {
            PeerId peer = IdentityKey.FromSeed([(byte)i, (byte)(i >> 8), .. new byte[30]]).PeerId;
            score.Connected(peer, []);
            score.Invalid(peer, "blocks");
            score.Disconnected(peer);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }
        Assert.Equal(100, score.Count);
    }

    [Fact]
    public void The_application_can_outweigh_everything()
    {
        PeerScore score = Scores(new PeerScoreOptions { AppSpecificScore = peer => peer == Peer ? 100_000 : 0 });
        score.Connected(Peer, []);
        for (int i = 0; i < 50; i++) score.Invalid(Peer, "blocks");
        Assert.Equal(100_000 - (12.5 * 2500), score.Score(Peer), 6);
    }

    [Fact]
    public void Copies_of_a_rejected_message_count_against_all_who_sent_them()
    {
        PeerScore score = Scores();
        PeerId other = IdentityKey.FromSeed([1, .. new byte[31]]).PeerId, late = IdentityKey.FromSeed([2, .. new byte[31]]).PeerId;
        foreach (PeerId peer in (PeerId[])[Peer, other, late]) score.Connected(peer, []);
        Delivery delivery = new();
        score.Duplicate(delivery, other, "blocks");
        score.Rejected(delivery, Peer, "blocks");
        score.Duplicate(delivery, late, "blocks");

        Assert.All((PeerId[])[Peer, other, late], peer => Assert.Equal(-12.5, score.Score(peer), 9));
    }

    [Fact]
    public void A_mesh_peer_that_delivers_too_little_pays_squared_and_still_after_the_prune()
    {
        TopicScoreOptions options = new()
        {
            MeshMessageDeliveriesWeight = -1,
            MeshMessageDeliveriesDecay = 1,
            MeshMessageDeliveriesCap = 100,
            MeshMessageDeliveriesThreshold = 10,
            MeshMessageDeliveriesWindow = TimeSpan.FromMilliseconds(10),
            MeshMessageDeliveriesActivation = TimeSpan.FromSeconds(5),
            MeshFailurePenaltyWeight = -1,
            MeshFailurePenaltyDecay = 1,
        };
        PeerScore score = new(new PeerScoreOptions(), _clock);
        score.SetTopic("t", options);
        score.Connected(Peer, []);
        score.Graft(Peer, "t");
        Delivery delivery = new();
        score.Delivered(delivery, IdentityKey.FromSeed([1, .. new byte[31]]).PeerId, "t");
        score.Duplicate(delivery, Peer, "t");     // in time: counts, once
        score.Duplicate(delivery, Peer, "t");
        _clock.Advance(TimeSpan.FromMilliseconds(11));
        Delivery second = new();
        score.Delivered(second, IdentityKey.FromSeed([1, .. new byte[31]]).PeerId, "t");
        _clock.Advance(TimeSpan.FromMilliseconds(11));
        score.Duplicate(second, Peer, "t");       // too late
        Assert.Equal(0, score.Score(Peer));
        _clock.Advance(TimeSpan.FromSeconds(6));
        score.Decay();
        Assert.Equal(-81, score.Score(Peer), 9);
        score.Prune(Peer, "t");
        Assert.Equal(-162, score.Score(Peer), 9); // the deficit stays active until the next graft, the failure is kept
    }
}
