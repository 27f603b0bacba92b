using Xe.Core.Blocks;

namespace Xe.Core.Ledger;

/// <summary>Told of every applied step, in order, under the ledger's gate: implementations only enqueue (spec 03 §14).</summary>
public interface ILedgerObserver
{
    /// <summary>A block came onto a chain by a live or synced add: voting starts, gossip forwards (spec 03 §5 step 12).</summary>
    void BlockAdded(Block block);

    /// <summary>A conflict was recorded, or a missing candidate's body arrived (spec 03 §7.3.7).</summary>
    void ConflictChanged(Position position);

    /// <summary>Every applied change, including promotions and finality.</summary>
    void Applied(ChangeSet changes);
}
