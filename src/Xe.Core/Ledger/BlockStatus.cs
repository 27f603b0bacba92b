namespace Xe.Core.Ledger;

/// <summary>Informational status of a block; finality is decided by height only (spec 04 §3.3).</summary>
public enum BlockStatus : byte
{
    /// <summary>Nothing decided.</summary>
    Pending = 0,
    /// <summary>Won its election.</summary>
    Finalized = 1,
    /// <summary>Lost, or undone with a loser.</summary>
    Rejected = 2,
}
