namespace Xe.Libp2p.Pubsub.Scoring;

/// <summary>One peer's counters on one topic.</summary>
internal sealed class TopicStats(TopicScoreOptions options)
{
    public TopicScoreOptions Options { get; } = options;

    public bool InMesh { get; private set; }

    public long GraftedAt { get; private set; }

    public TimeSpan MeshTime { get; private set; }

    public bool DeliveriesActive { get; private set; }

    public double FirstDeliveries { get; private set; }

    public double MeshDeliveries { get; private set; }

    public double MeshFailure { get; private set; }

    public double InvalidMessages { get; private set; }

    public double Score()
    {
        double score = 0;
        if (InMesh && Options.TimeInMeshQuantum > TimeSpan.Zero)
            score += Math.Min(MeshTime.Ticks / Options.TimeInMeshQuantum.Ticks, Options.TimeInMeshCap) * Options.TimeInMeshWeight;
        score += FirstDeliveries * Options.FirstMessageDeliveriesWeight;
        if (DeliveriesActive) score += SquaredDeficit() * Options.MeshMessageDeliveriesWeight;
        score += MeshFailure * Options.MeshFailurePenaltyWeight;
        score += InvalidMessages * InvalidMessages * Options.InvalidMessageDeliveriesWeight;
        return score * Options.TopicWeight;
    }

    public void Graft(long now)
    {
        InMesh = true;
        GraftedAt = now;
        MeshTime = TimeSpan.Zero;
        DeliveriesActive = false;
    }

    public void Prune()
    {
        if (DeliveriesActive) MeshFailure += SquaredDeficit();
        InMesh = false;
    }

    public void FirstDelivery()
    {
        FirstDeliveries = Math.Min(FirstDeliveries + 1, Options.FirstMessageDeliveriesCap);
        if (InMesh) MeshDeliveries = Math.Min(MeshDeliveries + 1, Options.MeshMessageDeliveriesCap);
    }

    /// <summary>A duplicate counts as the peer's delivery while the message is being validated (null) and shortly after.</summary>
    public void Duplicate(TimeSpan? sinceValidation)
    {
        if (!InMesh || (sinceValidation is { } since && since > Options.MeshMessageDeliveriesWindow)) return;
        MeshDeliveries = Math.Min(MeshDeliveries + 1, Options.MeshMessageDeliveriesCap);
    }

    public void Invalid() => InvalidMessages++;

    /// <summary>The peer left: what it earned is forgotten, what it owes is kept.</summary>
    public void Disconnected()
    {
        FirstDeliveries = 0;
        Prune();
    }

    public void Decay(TimeProvider clock, long now, double toZero)
    {
        FirstDeliveries = Decayed(FirstDeliveries, Options.FirstMessageDeliveriesDecay, toZero);
        MeshDeliveries = Decayed(MeshDeliveries, Options.MeshMessageDeliveriesDecay, toZero);
        MeshFailure = Decayed(MeshFailure, Options.MeshFailurePenaltyDecay, toZero);
        InvalidMessages = Decayed(InvalidMessages, Options.InvalidMessageDeliveriesDecay, toZero);
        if (!InMesh) return;
        MeshTime = clock.GetElapsedTime(GraftedAt, now);
        if (MeshTime > Options.MeshMessageDeliveriesActivation) DeliveriesActive = true;
    }

    public static double Decayed(double value, double factor, double toZero)
    {
        value *= factor;
        return value < toZero ? 0 : value;
    }

    private double SquaredDeficit()
    {
        double deficit = Options.MeshMessageDeliveriesThreshold - MeshDeliveries;
        return deficit > 0 ? deficit * deficit : 0;
    }
}
