namespace Xe.Core.Views;

/// <summary>Where the units of one asset are (spec 08 §7.7). Micro-units.</summary>
public sealed record AssetSupplyView
{
    /// <summary>Of genesis blocks.</summary>
    public ulong Genesis { get; init; }

    /// <summary>By mint and claim blocks.</summary>
    public ulong Minted { get; init; }

    /// <summary>By settlements.</summary>
    public ulong Emitted { get; init; }

    /// <summary>Sum of the three.</summary>
    public ulong Created { get; init; }

    /// <summary>By burn blocks.</summary>
    public ulong Burned { get; init; }

    /// <summary>Costs of settled and expired leases.</summary>
    public ulong EscrowBurned { get; init; }

    /// <summary>Stakes lost.</summary>
    public ulong StakeForfeited { get; init; }

    /// <summary>Sum of the three.</summary>
    public ulong Destroyed { get; init; }

    /// <summary>Stakes held by running leases.</summary>
    public ulong LockedStake { get; init; }

    /// <summary>On accounts.</summary>
    public ulong Balances { get; init; }

    /// <summary>Pending.</summary>
    public ulong InFlight { get; init; }

    /// <summary>Balances and in flight.</summary>
    public ulong Observed { get; init; }

    /// <summary>Observed, locked and destroyed.</summary>
    public ulong Accounted { get; init; }

    /// <summary>Accounted less created, saturated.</summary>
    public long Discrepancy { get; init; }

    /// <summary>No discrepancy.</summary>
    public bool Conserved { get; init; }
}
