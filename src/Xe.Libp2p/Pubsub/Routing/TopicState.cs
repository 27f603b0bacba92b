namespace Xe.Libp2p.Pubsub.Routing;

/// <summary>What the router knows of one topic. The router's lock covers it.</summary>
internal sealed class TopicState(string name)
{
    public string Name { get; } = name;

    /// <summary>This host's membership; null while it has not joined.</summary>
    public GossipTopic? Joined { get; set; }

    /// <summary>Connected peers that said they are subscribed.</summary>
    public HashSet<PeerState> Subscribers { get; } = [];

    /// <summary>Peers that exchange full messages with this host; empty while it has not joined.</summary>
    public HashSet<PeerState> Mesh { get; } = [];

    /// <summary>Peers that get this host's publications while it has not joined.</summary>
    public HashSet<PeerState> Fanout { get; } = [];

    /// <summary>When something was last published without having joined, as a timestamp.</summary>
    public long LastFanout { get; set; }

    /// <summary>Until when, as a timestamp, a peer may not be grafted, and may not graft.</summary>
    public Dictionary<PeerId, long> Backoff { get; } = [];

    public bool IsIdle => Joined is null && Subscribers.Count == 0 && Fanout.Count == 0 && Backoff.Count == 0;
}
