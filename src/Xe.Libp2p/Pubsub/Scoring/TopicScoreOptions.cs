namespace Xe.Libp2p.Pubsub;

/// <summary>How behaviour on one topic counts (gossipsub 1.1, P1–P4). Decays are factors per decay interval in (0, 1).
/// All weights are 0 by default: the term is off.</summary>
public sealed record TopicScoreOptions
{
    /// <summary>Weight of the topic in the peer's score. Default 1.</summary>
    public double TopicWeight { get; init; } = 1;

    /// <summary>P1, time in mesh: weight, ≥ 0.</summary>
    public double TimeInMeshWeight { get; init; }

    /// <summary>P1: time that counts 1. Default 1 s.</summary>
    public TimeSpan TimeInMeshQuantum { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>P1: largest value before weighting.</summary>
    public double TimeInMeshCap { get; init; }

    /// <summary>P2, first deliveries: weight, ≥ 0.</summary>
    public double FirstMessageDeliveriesWeight { get; init; }

    /// <summary>P2: decay of the counter.</summary>
    public double FirstMessageDeliveriesDecay { get; init; }

    /// <summary>P2: largest counter.</summary>
    public double FirstMessageDeliveriesCap { get; init; }

    /// <summary>P3, mesh delivery deficit: weight, ≤ 0.</summary>
    public double MeshMessageDeliveriesWeight { get; init; }

    /// <summary>P3: decay of the counter.</summary>
    public double MeshMessageDeliveriesDecay { get; init; }

    /// <summary>P3: largest counter.</summary>
    public double MeshMessageDeliveriesCap { get; init; }

    /// <summary>P3: deliveries below which there is a deficit; it counts squared.</summary>
    public double MeshMessageDeliveriesThreshold { get; init; }

    /// <summary>P3: how long after validation a duplicate from a mesh peer still counts as its delivery.</summary>
    public TimeSpan MeshMessageDeliveriesWindow { get; init; }

    /// <summary>P3: time in mesh before the term applies.</summary>
    public TimeSpan MeshMessageDeliveriesActivation { get; init; }

    /// <summary>P3b, deficit at the time of a prune: weight, ≤ 0.</summary>
    public double MeshFailurePenaltyWeight { get; init; }

    /// <summary>P3b: decay of the counter.</summary>
    public double MeshFailurePenaltyDecay { get; init; }

    /// <summary>P4, invalid messages: weight, ≤ 0; the counter counts squared.</summary>
    public double InvalidMessageDeliveriesWeight { get; init; }

    /// <summary>P4: decay of the counter.</summary>
    public double InvalidMessageDeliveriesDecay { get; init; }
}
