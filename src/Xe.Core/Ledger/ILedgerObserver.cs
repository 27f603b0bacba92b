using Xe.Core.Blocks;

namespace Xe.Core.Ledger;

/// <summary>Told of every applied step, in order, under the ledger's gate: implementations only enqueue, and call neither the
/// ledger nor the elections (spec 03 §14). Memory already shows the step; it is durable only when its ticket completes
/// (<see cref="AddResult.Durable"/>, <see cref="Ledger.Flush"/>). What a node does with it: vote and gossip on
/// <see cref="BlockAdded"/>, push events, mark itself for sync and watch its leases on <see cref="Applied"/>. A refused block
/// changes nothing and is told to its submitter only, by <see cref="AddResult.Rejection"/>.</summary>
public interface ILedgerObserver
{
    /// <summary>A block came onto a chain by a live or synced add: voting starts, gossip forwards (spec 03 §5 step 12). Not
    /// called for duplicates, staged siblings and promotions. Follows <see cref="Applied"/> of the same step.</summary>
    void BlockAdded(Block block);

    /// <summary>A conflict was recorded, a candidate joined it, or a missing candidate's body arrived (spec 03 §7.3.7). That it
    /// ended shows in <see cref="Applied"/>: its change in <see cref="ChangeSet.Conflicts"/> has no after-value.</summary>
    void ConflictChanged(Position position);

    /// <summary>Every applied change. A block became final where an account's <see cref="AccountState.FinalHeight"/> rose: all
    /// between the old and the new height. It lost, or was undone with a loser, where <see cref="ChangeSet.Statuses"/> says
    /// rejected; <see cref="ChangeSet.Removed"/> lists what left its chain.</summary>
    void Applied(ChangeSet changes);
}
