using Microsoft.Extensions.Logging;
using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Node.Net.Sync;
using Xe.Node.Observability;

namespace Xe.Node.Net.Gossip;

/// <summary>Takes gossiped blocks into the ledger, one after the other (spec 14 §4.3). A failure is logged and nothing more:
/// gossip never quarantines.</summary>
internal sealed class BlockWorker(Ledger ledger, BlockIngest ingest, SyncTracker tracker, Address own, NodeMetrics metrics, ILogger log)
{
    internal const int MaxWaiting = 2048;

    private readonly WaitingRoom _waiting = new(MaxWaiting);
    private long _accepted;

    /// <summary>Blocks the ledger took from gossip.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    public void Take(Block block)
    {
        // The own chain is written only here and by sync.
        if (block.Account == own)
            return;
        Stack<Block> next = new([block]);
        while (next.TryPop(out Block? candidate))
        {
            AddResult result = ingest.AddChecked(candidate);
            metrics.BlockGossiped(result.Rejection is null);
            if (result.Rejection is { } rejection)
            {
                if (rejection.Retryable && MissingBlock(candidate) is { } missing)
                    _waiting.Add(missing, candidate);
                NetLog.GossipBlockRefused(log, candidate.Hash.Short, rejection.Text);
                continue;
            }
            if (result.Outcome is AddOutcome.Added or AddOutcome.Staged)
            {
                Interlocked.Increment(ref _accepted);
                tracker.SetDirty();
            }
            foreach (Block released in _waiting.Release(candidate.Hash))
                next.Push(released);
        }
    }

    private Hash256? MissingBlock(Block block)
    {
        if (!block.IsOpen && ledger.Blocks.GetEntry(block.Previous) is null)
            return block.Previous;
        return !block.Source.IsZero && ledger.Blocks.GetEntry(block.Source) is null ? block.Source : null;
    }
}
