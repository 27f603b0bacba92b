using System.Net;

namespace Xe.Libp2p.Pubsub.Scoring;

/// <summary>One peer's counters.</summary>
internal sealed class PeerStats(PeerId peer)
{
    public PeerId Peer { get; } = peer;

    public Dictionary<string, TopicStats> Topics { get; } = [];

    public double BehaviourPenalty { get; set; }

    /// <summary>IP addresses of the peer's connections that count for P6.</summary>
    public HashSet<IPAddress> Addresses { get; set; } = [];

    public bool Connected { get; set; }

    /// <summary>When a disconnected peer is forgotten, as a timestamp.</summary>
    public long ForgetAt { get; set; }
}
