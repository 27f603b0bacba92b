using System.Net;

namespace Xe.Libp2p.Pubsub;

/// <summary>Peer scoring across topics (gossipsub 1.1, P5–P7 and thresholds). The defaults are spec 06 §7.7.</summary>
public sealed record PeerScoreOptions
{
    /// <summary>False = every peer scores 0. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Time between decays. Default 12 s.</summary>
    public TimeSpan DecayInterval { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>Counters below this become 0. Default 0.01.</summary>
    public double DecayToZero { get; init; } = 0.01;

    /// <summary>How long a bad score is kept after disconnection. Default 1 h.</summary>
    public TimeSpan RetainScore { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Scores of disconnected peers kept; the one that expires first goes first. Default 4096.</summary>
    public int MaxRetainedPeers { get; init; } = 4096;

    /// <summary>Most that all topics together can add; 0 = no cap. Default 50.</summary>
    public double TopicScoreCap { get; init; } = 50;

    /// <summary>P5: what the application thinks of a peer; null = 0. Called often and under the router's lock: quick, and
    /// never calling back. Default null.</summary>
    public Func<PeerId, double>? AppSpecificScore { get; init; }

    /// <summary>P5: weight. Default 1.</summary>
    public double AppSpecificWeight { get; init; } = 1;

    /// <summary>P6, peers per IP address: weight, ≤ 0. Default −20.</summary>
    public double IpColocationWeight { get; init; } = -20;

    /// <summary>P6: peers of one address that are fine; the surplus counts squared. Default 8.</summary>
    public int IpColocationThreshold { get; init; } = 8;

    /// <summary>P6: networks that do not count. Default: loopback, private and link-local ones.</summary>
    public IReadOnlyList<IPNetwork> IpColocationExempt { get; init; } =
    [
        IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("::1/128"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
    ];

    /// <summary>P7, protocol misbehaviour: weight, ≤ 0. Default −10.</summary>
    public double BehaviourPenaltyWeight { get; init; } = -10;

    /// <summary>P7: penalties that are fine; the surplus counts squared. Default 6.</summary>
    public double BehaviourPenaltyThreshold { get; init; } = 6;

    /// <summary>P7: decay of the counter. Default a half-life of 10 min.</summary>
    public double BehaviourPenaltyDecay { get; init; } = 0.98623270;

    /// <summary>Below this no gossip is exchanged. Default −100.</summary>
    public double GossipThreshold { get; init; } = -100;

    /// <summary>Below this own messages are not sent to the peer. Default −200.</summary>
    public double PublishThreshold { get; init; } = -200;

    /// <summary>Below this everything the peer sends is ignored. Default −400.</summary>
    public double GraylistThreshold { get; init; } = -400;

    /// <summary>From this on PX records of the peer are looked at. Default 100.</summary>
    public double AcceptPeerExchangeThreshold { get; init; } = 100;

    /// <summary>A mesh whose median score is below this gets better peers from time to time. Default 5.</summary>
    public double OpportunisticGraftThreshold { get; init; } = 5;

    /// <summary>Time between log lines that name peers below <see cref="GossipThreshold"/>. Default 5 min.</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromMinutes(5);
}
