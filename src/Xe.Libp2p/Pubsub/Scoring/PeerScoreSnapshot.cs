namespace Xe.Libp2p.Pubsub;

/// <summary>A peer's score and what it is made of.</summary>
/// <param name="Peer">The peer.</param>
/// <param name="Score">The sum.</param>
/// <param name="TopicScore">P1–P4 of all topics, weighted and capped.</param>
/// <param name="AppSpecificScore">P5, weighted.</param>
/// <param name="IpColocationScore">P6, weighted.</param>
/// <param name="BehaviourPenalty">The P7 counter, not weighted.</param>
/// <param name="InvalidMessages">The P4 counters of all topics, decayed, not weighted.</param>
public sealed record PeerScoreSnapshot(
    PeerId Peer, double Score, double TopicScore, double AppSpecificScore, double IpColocationScore, double BehaviourPenalty, double InvalidMessages);
