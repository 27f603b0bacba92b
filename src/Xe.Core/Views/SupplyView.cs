namespace Xe.Core.Views;

/// <summary><c>GET /supply</c> (spec 08 §7.7).</summary>
public sealed record SupplyView
{
    /// <summary>Micro-XE of the genesis blocks.</summary>
    public ulong GenesisSupply { get; init; }

    /// <summary>Per asset.</summary>
    public IReadOnlyDictionary<string, AssetSupplyView> Assets { get; init => field = value ?? new Dictionary<string, AssetSupplyView>(); } = new Dictionary<string, AssetSupplyView>();

    /// <summary>Accounts walked.</summary>
    public int Accounts { get; init; }

    /// <summary>Blocks walked.</summary>
    public long Blocks { get; init; }

    /// <summary>Lease records.</summary>
    public int Leases { get; init; }

    /// <summary>Pendings.</summary>
    public int Pending { get; init; }

    /// <summary>Conserved in every asset, computable and stable.</summary>
    public bool Conserved { get; init; }

    /// <summary>What could not be computed, and why.</summary>
    public IReadOnlyList<string> Notes { get; init => field = value ?? []; } = [];

    /// <summary>Nothing moved during the walk.</summary>
    public bool Stable { get; init; }

    /// <summary>Walks made.</summary>
    public int Attempts { get; init; }

    /// <summary>Unix ns.</summary>
    public long ComputedAt { get; init; }

    /// <summary>Milliseconds.</summary>
    public long DurationMs { get; init; }
}
