using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger.Rules;

/// <summary>What a rule sees and where it puts its effects. Rules are pure: equal context, equal verdict.</summary>
public sealed class RuleContext
{
    /// <summary>State to judge against and to record effects on.</summary>
    public required LedgerOverlay View { get; init; }

    /// <summary>Live facts that are never read through the overlay (spec 03 §16.4).</summary>
    public required ILiveLedger Live { get; init; }

    /// <summary>Values of the state chain in force now.</summary>
    public required ILedgerConfig Config { get; init; }

    /// <summary>Rules of the network.</summary>
    public required NetworkRules Rules { get; init; }

    /// <summary>Effective lease timing of the genesis.</summary>
    public required LeaseTiming Timing { get; init; }

    /// <summary>This node's clock, Unix ns.</summary>
    public required long NowNs { get; init; }

    // See LedgerOptions.FinalityWall.
    internal bool FinalityWall { get; init; } = true;

    /// <summary>True for blocks from sync and for promotion: no clock window, no attestation skew (spec 03 §4).</summary>
    public required bool Synced { get; init; }
}
