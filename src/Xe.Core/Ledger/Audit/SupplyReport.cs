using Xe.Core.Primitives;

namespace Xe.Core.Ledger.Audit;

/// <summary>Where every micro-unit came from and where it is (spec 03 §17, 08 §7.7).</summary>
public sealed record SupplyReport
{
    /// <summary>Σ balance of genesis blocks, micro-XE.</summary>
    public ulong GenesisSupply { get; init; }

    /// <summary>The identity of each asset: XE, then XUSD.</summary>
    public required IReadOnlyList<KeyValuePair<Asset, AssetSupply>> Assets { get; init; }

    /// <summary>Opened accounts.</summary>
    public int Accounts { get; init; }

    /// <summary>Blocks on chains.</summary>
    public long Blocks { get; init; }

    /// <summary>Lease records.</summary>
    public int Leases { get; init; }

    /// <summary>Pendings, escrows included.</summary>
    public int Pending { get; init; }

    /// <summary>True where every asset is conserved, nothing was left out and the walk was stable.</summary>
    public bool Conserved { get; init; }

    /// <summary>What could not be computed, in the texts of spec 03 §17.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>True where nothing moved during the walk.</summary>
    public bool Stable { get; init; }

    /// <summary>Walks made, 1 to 3.</summary>
    public int Attempts { get; init; }

    /// <summary>When the report was made, Unix ns.</summary>
    public long ComputedAtNs { get; init; }

    /// <summary>How long that took, ms.</summary>
    public long DurationMs { get; init; }

    /// <summary>The identity of one asset; null for an asset that has none.</summary>
    public AssetSupply? this[Asset asset] => Assets.FirstOrDefault(a => a.Key == asset).Value;
}
