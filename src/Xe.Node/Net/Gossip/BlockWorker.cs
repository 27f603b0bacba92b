using Microsoft.Extensions.Logging;
using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Node.Net.Sync;
using Xe.Node.Observability;

namespace Xe.Node.Net.Gossip;

/// <summary>Takes gossiped blocks into the ledger, one after the other (spec 14 §4.3). A failure is logged and nothing more:
/// gossip never quarantines.</summary>
internal sealed class BlockWorker(
    Ledger ledger, BlockIngest ingest, SyncTracker tracker, Address own, NetworkRules rules, NodeMetrics metrics, ILogger log)
{
    internal const int MaxWaiting = 2048;

    private readonly WaitingRoom _waiting = new(MaxWaiting);
    private readonly StatelessBatch _lanes = new(rules);
    private long _accepted;

    /// <summary>Blocks the ledger took from gossip.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Takes blocks that wait together: their signatures are verified side by side, a lone one at once.</summary>
    public void Take(IReadOnlyList<Block> blocks)
    {
        // The own chain is written only here and by sync.
        Block[] foreign = [.. blocks.Where(block => block.Account != own)];
        if (foreign is [Block lone])
        {
            Take(ledger.Precheck(lone));
            return;
        }
        _lanes.Clear();
        foreach (Block block in foreign)
            _lanes.Add(block, ledger.State.GetAccount(block.Account)?.Key);
        StatelessResult[] checks = new StatelessResult[foreign.Length];
        _lanes.Run(checks);
        for (int i = 0; i < foreign.Length; i++)
        {
            // A key that an earlier block of the batch declared was not known yet: the ledger looks at the signature then.
            if (checks[i].Rejection is { } rejection)
            {
                metrics.BlockGossiped(false);
                NetLog.GossipBlockRefused(log, foreign[i].Hash.Short, rejection.Text);
                continue;
            }
            Take(checks[i].VerifiedKey is { } key ? new CheckedBlock(foreign[i], key) : ledger.Precheck(foreign[i]));
        }
    }

    private void Take(CheckedBlock first)
    {
        Stack<CheckedBlock> next = new([first]);
        while (next.TryPop(out CheckedBlock candidate))
        {
            AddResult result = ingest.AddVerified(candidate);
            metrics.BlockGossiped(result.Rejection is null);
            if (result.Rejection is { } rejection)
            {
                if (rejection.Retryable && MissingBlock(candidate.Block) is { } missing)
                    _waiting.Add(missing, candidate.Block);
                NetLog.GossipBlockRefused(log, candidate.Block.Hash.Short, rejection.Text);
                continue;
            }
            if (result.Outcome is AddOutcome.Added or AddOutcome.Staged)
            {
                Interlocked.Increment(ref _accepted);
                tracker.SetDirty();
            }
            foreach (Block released in _waiting.Release(candidate.Block.Hash))
                next.Push(ledger.Precheck(released));
        }
    }

    private Hash256? MissingBlock(Block block)
    {
        if (!block.IsOpen && ledger.Blocks.GetEntry(block.Previous) is null)
            return block.Previous;
        return !block.Source.IsZero && ledger.Blocks.GetEntry(block.Source) is null ? block.Source : null;
    }
}
