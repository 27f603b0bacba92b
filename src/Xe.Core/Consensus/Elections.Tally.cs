using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Core.Consensus;

public sealed partial class Elections
{
    // Tally of spec 04 §9, and confirmation when there is a winner. True when the position got its winner.
    private bool Tally(Position position)
    {
        IReadOnlyList<Vote> votes = _ledger.State.Votes.At(position);
        if (votes.Count == 0)
            return false;
        UInt128 total = ElectionTotal(position);
        if (total == 0)
            return false;

        var finals = new SortedDictionary<Hash256, UInt128>();
        foreach (Vote vote in votes)
        {
            // A signed vote for a fabricated hash, or for a block that stands elsewhere, is not counted.
            if (vote.IsFinal && StandsAt(position, vote.BlockHash))
                finals[vote.BlockHash] = finals.GetValueOrDefault(vote.BlockHash) + vote.Weight;
        }
        foreach ((Hash256 hash, UInt128 weight) in finals)
        {
            if (!Quorum.IsReached(weight, total))
                continue;
            HashSet<Hash256> candidates = [.. votes.Select(v => v.BlockHash), .. _ledger.State.GetConflict(position)?.Hashes ?? []];
            if (Pick(position, hash, candidates) is { } winner)
                return Confirm(position, winner, [.. candidates.Where(c => c != winner)]);
        }
        return false;
    }

    // Representatives elect by hash alone; a winner that can never be applied would freeze the account. The substitute is a
    // function of the final parent and the hash order, so every node picks the same; it is trusted only below a final parent.
    // A candidate that merely cannot be applied here and now, because something it needs is missing or stands otherwise on
    // this node, is waited for: substituting it would make siblings final on two nodes (docs/architecture.md, "Elections").
    private Hash256? Pick(Position position, Hash256 elected, HashSet<Hash256> candidates)
    {
        if (!position.Previous.IsZero && !_ledger.IsFinal(position.Previous))
            return elected;
        if (Judge(position, elected) != Promotability.Never)
            return elected;
        foreach (Hash256 candidate in candidates.Order())
        {
            switch (Judge(position, candidate))
            {
                case Promotability.Now: return candidate;
                case Promotability.Later: return null;
            }
        }
        return null;
    }

    private Promotability Judge(Position position, Hash256 hash)
    {
        if (_open.TryGetValue(position, out Election? election) && election.FailedPromotions is { } failed
            && failed.TryGetValue(hash, out long until))
        {
            if (Now < until)
                return Promotability.Never;
            failed.Remove(hash);
        }
        return _ledger.JudgeCandidate(position, hash);
    }

    private bool Confirm(Position position, Hash256 winner, IReadOnlyList<Hash256> losers)
    {
        Block? body = _ledger.GetBody(winner);
        if (_ledger.Confirm(position, winner, losers) is { } refused)
        {
            // Only a terminal verdict is quarantined: after a retryable one two nodes could choose different substitutes.
            if (refused.Code == Ledger.Ledger.WinnerFailed && body is not null && Ledger.Ledger.IsSameEverywhere(body, refused))
            {
                (Open(position).FailedPromotions ??= [])[winner] = Now + Ticks(_parameters.FailedPromotionQuarantine);
            }
            return false;
        }
        _unheld.Release(position);
        Close(position);
        if (body is not null)
            WakeDependents(body);
        return true;
    }

    // What may be voted for now that this block is final: its successor, and whatever takes its pending in.
    private void WakeDependents(Block block)
    {
        var next = new Position(block.Account, block.Hash);
        if (_ledger.GetChildHash(next) is { } child)
            Enqueue(new Work(next, child));
        else if (_ledger.State.GetConflict(next) is not null)
            Enqueue(new Work(next, default));
        if (block.Type is BlockType.Send or BlockType.Lease or BlockType.LeaseAccept)
        {
            foreach (ChainEntry consumer in _ledger.Blocks.GetBySource(block.Type == BlockType.LeaseAccept ? block.Source : block.Hash))
                Enqueue(new Work(new Position(consumer.Account, consumer.Previous), consumer.Hash));
        }
    }
}
