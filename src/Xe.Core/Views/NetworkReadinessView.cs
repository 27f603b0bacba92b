namespace Xe.Core.Views;

/// <summary><c>GET /network/readiness</c> (spec 08 §6.4). Weights are micro-XE.</summary>
public sealed record NetworkReadinessView
{
    /// <summary>Quorum denominator.</summary>
    public ulong TotalWeight { get; init; }

    /// <summary>Weight whose node knows each feature.</summary>
    public IReadOnlyDictionary<string, ulong> FeatureWeight { get; init => field = value ?? new Dictionary<string, ulong>(); } = new Dictionary<string, ulong>();

    /// <summary>That weight in thousandths of the total.</summary>
    public IReadOnlyDictionary<string, ulong> FeatureReadyMilli { get; init => field = value ?? new Dictionary<string, ulong>(); } = new Dictionary<string, ulong>();

    /// <summary>Heaviest first.</summary>
    public IReadOnlyList<VersionWeightView> VersionWeight { get; init => field = value ?? []; } = [];

    /// <summary>Weight whose node is not known.</summary>
    public ulong UnknownWeight { get; init; }

    /// <summary>Representatives whose node is known.</summary>
    public int ResolvedReps { get; init; }

    /// <summary>Representatives with weight.</summary>
    public int TotalReps { get; init; }
}
