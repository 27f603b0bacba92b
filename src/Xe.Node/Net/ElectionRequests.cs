using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Node.Net.Limits;
using Xe.Node.Net.Pulls;
using Xe.Node.Net.Sync;

namespace Xe.Node.Net;

/// <summary>The pulls elections ask for (spec 14 §4.4): bounded, never blocking, and dropped beyond the bound, since the next
/// sweep repeats the need.</summary>
internal sealed class ElectionRequests(BackgroundTasks tasks, VotePull votes, BlockPull blocks, Ledger ledger, SyncTracker tracker)
{
    private const int MaxVotePulls = 32;
    private const int MaxBlockPulls = 4;

    private readonly SlotCounter _votePulls = new(MaxVotePulls);
    private readonly SlotCounter _blockPulls = new(MaxBlockPulls);

    public void PullVotes(Position position) => Run("vote pull", _votePulls, async token =>
    {
        bool isConflict = ledger.State.GetConflict(position) is not null;
        if (await votes.PullAsync(position, () => ledger.IsResolved(position), token).ConfigureAwait(false) && isConflict)
            tracker.SetDirty();
    });

    public void PullBlocks(IReadOnlyList<Hash256> hashes) => Run("block pull", _blockPulls, token => blocks.PullAsync(hashes, token));

    private void Run(string name, SlotCounter slots, Func<CancellationToken, Task> work)
    {
        if (!slots.TryTake())
            return;
        bool isStarted = tasks.TryRun(name, async token =>
        {
            try
            {
                await work(token).ConfigureAwait(false);
            }
            finally
            {
                slots.Release();
            }
        });
        if (!isStarted)
            slots.Release();
    }
}
