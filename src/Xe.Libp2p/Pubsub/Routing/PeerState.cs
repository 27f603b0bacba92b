using Xe.Libp2p.Collections;
using Xe.Libp2p.Host;

namespace Xe.Libp2p.Pubsub.Routing;

/// <summary>One connected peer that speaks pubsub. The router's lock covers it, except <see cref="Outbox"/> and <see cref="Intake"/>.</summary>
internal sealed class PeerState
{
    public PeerState(PeerId id, GossipSubOptions options, CancellationToken stopping)
    {
        Id = id;
        Outbox = new Outbox(options);
        Intake = new Intake(options.MaxValidationsPerPeer);
        Gone = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        IsDirect = options.DirectPeers.ContainsKey(id);
    }

    public PeerId Id { get; }

    public Outbox Outbox { get; }

    public Intake Intake { get; }

    /// <summary>Cancelled when the peer disconnects or the router stops.</summary>
    public CancellationTokenSource Gone { get; }

    /// <summary>The task that opens the outbound stream and sends on it.</summary>
    public Task Sending { get; set; } = Task.CompletedTask;

    public bool IsDirect { get; }

    /// <summary>True when this host dialled.</summary>
    public bool IsOutbound { get; set; }

    /// <summary>The protocol agreed on; null until a stream is open.</summary>
    public string? Protocol { get; set; }

    public bool SpeaksMesh => Protocol is not null and not GossipProtocols.FloodSub;

    public bool KnowsBackoff => Protocol is GossipProtocols.MeshSub11 or GossipProtocols.MeshSub12;

    public bool KnowsIDontWant => Protocol is GossipProtocols.MeshSub12;

    public HashSet<TopicState> Topics { get; } = [];

    /// <summary>The stream the peer sends on; a newer one replaces it.</summary>
    public IPeerStream? Inbound { get; set; }

    public int IHaveMessages { get; set; }

    public int IdsAskedFor { get; set; }

    public int IdsServed { get; set; }

    public int IDontWantMessages { get; set; }

    public int IDontWantIds { get; set; }

    /// <summary>Ids the peer does not want, each with the heartbeats that is still so.</summary>
    public Dictionary<byte[], int> Unwanted { get; } = new(BytesComparer.Instance);

    public void StartHeartbeat()
    {
        IHaveMessages = IdsAskedFor = IdsServed = IDontWantMessages = IDontWantIds = 0;
        if (Unwanted.Count == 0) return;
        foreach ((byte[] id, int left) in Unwanted.ToArray())
        {
            if (left <= 1) Unwanted.Remove(id);
            else Unwanted[id] = left - 1;
        }
    }
}
