using Xe.Libp2p;
using Xe.Libp2p.Pubsub;

namespace Xe.Node.Net.Gossip;

/// <summary>Router and scoring settings of the network (spec 06 §7.4, §7.7); what is not named is the router's default, which
/// is the specification's.</summary>
internal static class GossipSettings
{
    /// <summary>Application score of a bootstrap peer: outweighs everything, so that a bad release cannot cut a node off.</summary>
    internal const double TrustedScore = 100_000;

    internal const double BlockWeight = 0.5;
    internal const double VoteWeight = 0.5;
    internal const double StateChainWeight = 0.3;
    internal const double RecordWeight = 0.15;

    // Half-lives of 10 and 30 minutes at one decay in 12 s.
    private const double TenMinutes = 0.98623270;
    private const double ThirtyMinutes = 0.99538968;

    /// <summary>The router's settings.</summary>
    /// <param name="isTrusted">Tells bootstrap peers.</param>
    internal static GossipSubOptions Router(Func<PeerId, bool> isTrusted) => new()
    {
        AllowedTopics = TopicNames.All,
        // Bursts of votes are many and small: rather a longer queue than votes lost until they are repeated.
        OutboundQueueLength = 8192,
        OutboundQueueBytes = 16 << 20,
        ValidationQueueLength = 4096,
        MaxValidationsPerPeer = 1024,
        SignatureVerifier = new LaneSignatureVerifier(),
        Scoring = new PeerScoreOptions { AppSpecificScore = peer => isTrusted(peer) ? TrustedScore : 0 },
    };

    /// <summary>Scoring of a topic: P1, P2 and P4; no delivery-rate terms, which would punish honest peers in quiet hours.</summary>
    internal static TopicScoreOptions Topic(double weight) => new()
    {
        TopicWeight = weight,
        TimeInMeshWeight = 0.02,
        TimeInMeshQuantum = TimeSpan.FromSeconds(12),
        TimeInMeshCap = 100,
        FirstMessageDeliveriesWeight = 0.5,
        FirstMessageDeliveriesDecay = TenMinutes,
        FirstMessageDeliveriesCap = 50,
        InvalidMessageDeliveriesWeight = -25,
        InvalidMessageDeliveriesDecay = ThirtyMinutes,
    };
}
