namespace Xe.Core.Ledger.Audit;

/// <summary>The supply identity of one asset, micro-units (spec 03 §17, 08 §7.7). Sums beyond 64 bits are saturated and
/// reported as a note.</summary>
public sealed record AssetSupply
{
    /// <summary>Σ balance of genesis blocks.</summary>
    public ulong Genesis { get; init; }

    /// <summary>Σ amount of mint blocks; under rules with claim blocks one token for each of those too.</summary>
    public ulong Minted { get; init; }

    /// <summary>Σ amount of settle blocks.</summary>
    public ulong Emitted { get; init; }

    /// <summary>genesis + minted + emitted.</summary>
    public ulong Created { get; init; }

    /// <summary>Σ amount of burn blocks.</summary>
    public ulong Burned { get; init; }

    /// <summary>Σ cost of settled and of expired leases.</summary>
    public ulong EscrowBurned { get; init; }

    /// <summary>Σ stake of accepts whose lease ended without a settle.</summary>
    public ulong StakeForfeited { get; init; }

    /// <summary>burned + escrow burned + stake forfeited.</summary>
    public ulong Destroyed { get; init; }

    /// <summary>Σ stake of accepts whose lease is running.</summary>
    public ulong LockedStake { get; init; }

    /// <summary>Σ account balances.</summary>
    public ulong Balances { get; init; }

    /// <summary>Σ pendings, escrows included.</summary>
    public ulong InFlight { get; init; }

    /// <summary>balances + in flight.</summary>
    public ulong Observed { get; init; }

    /// <summary>observed + locked stake + destroyed.</summary>
    public ulong Accounted { get; init; }

    /// <summary>accounted − created, saturated to 64 signed bits.</summary>
    public long Discrepancy { get; init; }

    /// <summary>True where accounted = created.</summary>
    public bool Conserved { get; init; }
}
