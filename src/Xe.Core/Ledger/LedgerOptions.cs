using Xe.Core.Blocks;
using Xe.Core.Ledger.Rules;

namespace Xe.Core.Ledger;

/// <summary>What a ledger is opened with.</summary>
public sealed record LedgerOptions
{
    /// <summary>The configured genesis block, already validated (spec 03 §15.1).</summary>
    public required Block Genesis { get; init; }

    /// <summary>Rules of the network.</summary>
    public required NetworkRules Rules { get; init; }

    /// <summary>State-chain values.</summary>
    public required ILedgerConfig Config { get; init; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    // Off only in the simulator, which plants this bug to prove that its checkers notice: final blocks may then be undone.
    internal bool FinalityWall { get; init; } = true;

    /// <summary>How error texts name the data directory. Default: "data directory".</summary>
    public string DataName { get; init; } = "data directory";
}
