using Xe.Core.Blocks;
using Xe.Core.Ledger;

namespace Xe.Simulator;

/// <summary>Hands one node's changes to the checker.</summary>
internal sealed class NodeChecker(Checker checker, SimNode node) : ILedgerObserver
{
    public void BlockAdded(Block block) { }

    public void ConflictChanged(Position position) { }

    public void Applied(ChangeSet changes) => checker.Applied(node.Index, changes,
        (account, from, to) => node.Writer.Store.GetChain(account, from, (int)(to - from + 1)),
        hash => node.Writer.Store.GetBlock(hash)!,
        node.Ledger.GetBody);
}
