using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger.Rules;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Core.Ledger;

public sealed partial class Ledger
{
    /// <summary>A body from the block store (on a chain or undone) or from staging; null when unknown (spec 04 §6.3).</summary>
    public Block? GetBody(Hash256 hash) => State.GetStaged(hash) ?? _store.GetBlock(hash);

    /// <summary>The on-chain block at a position; null when nothing follows there.</summary>
    public Hash256? GetChildHash(Position position) => _store.GetChild(position)?.Hash;

    /// <summary>The commit-lock of a position; null when none was written.</summary>
    public Hash256? GetLock(Position position) => _store.GetLock(position);

    /// <summary>Completes when everything applied so far is on stable storage.</summary>
    public DurableTicket Flush()
    {
        lock (_gate)
            return _writer.Enqueue(new ChangeSet { NeedsFullSync = true });
    }

    /// <summary>True when a block is on a chain at or below its account's final height.</summary>
    public bool IsFinal(Hash256 hash) =>
        _store.GetEntry(hash) is { } entry && State.GetAccount(entry.Account) is { } account && entry.Height <= account.FinalHeight;

    /// <summary>The child at a position is final (spec 04 §6.1): "the parent is final" would not be enough.</summary>
    public bool IsResolved(Position position)
    {
        if (State.GetAccount(position.Account) is not { FinalHeight: > 0 } account)
            return false;
        if (position.Previous.IsZero)
            return true;
        if (position.Previous == account.Frontier)
            return false;
        return _store.GetEntry(position.Previous) is { } parent && parent.Account == position.Account && account.FinalHeight > parent.Height;
    }

    /// <summary>Everything a block builds on is final (spec 04 §6.2). Gates own votes only.</summary>
    public bool DependenciesFinal(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (!block.IsOpen && !(_store.GetEntry(block.Previous) is { } parent && parent.Account == block.Account && IsFinal(block.Previous)))
            return false;
        return block.Type switch
        {
            BlockType.Receive or BlockType.LeaseAccept or BlockType.LeaseSettle or BlockType.LeaseCancel
                or BlockType.LeaseForceSettle => block.Source.IsZero || IsFinal(block.Source),
            BlockType.LeaseRenew => false,
            _ => true,
        };
    }

    /// <summary>Whether a candidate could be made the child of its position (spec 04 §9): on the chain there, or held and
    /// valid by staged validation.</summary>
    public Promotability JudgeCandidate(Position position, Hash256 hash)
    {
        lock (_gate)
        {
            if (_store.GetChild(position)?.Hash == hash)
                return Promotability.Now;
            if (GetBody(hash) is not { } body || body.Position != position)
                return Promotability.Later;
            if (CheckCandidate(body) is not { } refused)
                return Promotability.Now;
            return IsSameEverywhere(body, refused) ? Promotability.Never : Promotability.Later;
        }
    }

    /// <summary>True when every node with the same final parent refuses the block alike. The state of a lease, a pending that
    /// is not here, the minters of the moment are no such facts, whatever the text's class (spec 03 §19) says.</summary>
    public static bool IsSameEverywhere(Block block, Rejection refused)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(refused);
        return !refused.Retryable 
            && block.Type is (BlockType.Send or BlockType.Burn or BlockType.Claim or BlockType.MultisigUpdate or BlockType.MultisigOpen);
    }

    /// <summary>Whether the block, not on its chain yet, would pass full validation in place of what stands there: what a
    /// representative makes sure of before it votes for a block whose validity depends on other accounts. Changes nothing.
    /// Null = it would, or it is on its chain.</summary>
    public Rejection? JudgePromotion(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        lock (_gate)
            return _store.GetEntry(block.Hash) is not null ? null : Promote(new LedgerOverlay(State), block);
    }

    /// <summary>Stores votes and locks; part of an election, applied like every other effect.</summary>
    public DurableTicket ApplyVotes(IReadOnlyList<Vote> votes, IReadOnlyList<KeyValuePair<Position, Hash256>> locks, bool needsFullSync)
    {
        lock (_gate)
            return Apply(new ChangeSet { Votes = votes, Locks = locks, NeedsFullSync = needsFullSync });
    }

    /// <summary>Makes a winner final (spec 04 §10): swaps it in when a loser stands there, raises the final height and clears
    /// the position, all in one change. Null = done (also when it was final before).</summary>
    /// <param name="position">The election.</param>
    /// <param name="winner">The candidate with a quorum of final votes.</param>
    /// <param name="losers">The other candidates.</param>
    public Rejection? Confirm(Position position, Hash256 winner, IReadOnlyList<Hash256> losers)
    {
        ArgumentNullException.ThrowIfNull(losers);
        lock (_gate)
        {
            var overlay = new LedgerOverlay(State);
            ChainEntry? entry = _store.GetEntry(winner);
            if (entry is null)
            {
                if (GetBody(winner) is not { } body || body.Position != position)
                    return Checks.Reject("winner_unknown", $"confirmConflict: winner body {winner.Short} not found");
                if (Promote(overlay, body) is { } refused)
                    return refused;
            }

            // What the promotion appended is seen through the overlay only.
            AccountState account = overlay.GetAccount(position.Account)!;
            ulong height = entry?.Height ?? account.Height;
            if (height > account.FinalHeight)
            {
                ClearVotesBelow(overlay, account, height, winner);
                overlay.SetAccount(position.Account, account with { FinalHeight = height });
                overlay.SetStatus(winner, BlockStatus.Finalized);
            }
            CleanUp(overlay, position, winner, losers);
            Apply(overlay.ToChangeSet());
            return null;
        }
    }

    /// <summary>Deletes votes, staged bodies and the record of a position without making anything final: orphaned records and
    /// records whose candidates nobody holds (spec 04 §11).</summary>
    public void DropConflict(Position position)
    {
        lock (_gate)
        {
            var overlay = new LedgerOverlay(State);
            CleanUp(overlay, position, default, []);
            Apply(overlay.ToChangeSet());
        }
    }

    /// <summary>Replaces the recorded candidates of a position (phantom trimming, spec 04 §11.3).</summary>
    public void SetCandidates(Position position, IReadOnlyList<Hash256> hashes)
    {
        lock (_gate)
        {
            if (State.GetConflict(position) is not { } record)
                return;
            var overlay = new LedgerOverlay(State);
            overlay.SetConflict(position, record, record with { Hashes = hashes });
            Apply(overlay.ToChangeSet());
        }
    }

    private Rejection? CheckCandidate(Block body) =>
        Credentials.Check(body, State.GetAccount(body.Account), null) ?? CheckStaged(body);

    // Records the undo of a block and of everything that depends on it; refused whole where any of it must stay.
    private Rejection? UndoFrom(LedgerOverlay overlay, ChainEntry block)
    {
        var plan = new CascadePlan(State, _live, (account, from) => _store.GetChain(account, from, int.MaxValue), _finalityWall);
        if (plan.Build(block, out IReadOnlyList<ChainEntry> undos) is { } unsafePlan)
            return unsafePlan;
        foreach (ChainEntry undo in undos)
        {
            if (Undo.Tip(overlay, _live, undo) is { } failed)
                return failed.Prefixed("SwapBlock: ");
        }
        return null;
    }

    // Undoes what stands in the way and applies the winner on top, all on the overlay: a failure leaves no trace.
    private Rejection? Promote(LedgerOverlay overlay, Block winner)
    {
        if (CheckCandidate(winner) is { } invalid)
            return invalid.Prefixed("confirmConflict: invalid staged winner: ");
        ChainEntry? loser = _store.GetChild(winner.Position);
        if (loser is not null && UndoFrom(overlay, loser) is { } kept)
            return kept.Prefixed("confirmConflict: ");
        if (RuleBook.For(winner.Type) is not { } rule)
            return RuleBook.Refusal(winner.Type);
        if (rule.Apply(Context(overlay, synced: true), winner) is not { } refused)
            return null;
        return loser is null
            ? refused.Prefixed("confirmConflict: append winner: ")
            : new Rejection(WinnerFailed, $"confirmConflict: SwapBlock: winner failed full validation {winner.Hash.Short}, loser kept: {refused.Text}");
    }

    /// <summary>Code of a promotion whose winner did not pass full validation: quarantined when terminal (spec 04 §10).</summary>
    public const string WinnerFailed = "winner_failed_full_validation";

    // Finality of a block covers its ancestors: their elections are over too.
    private void ClearVotesBelow(LedgerOverlay overlay, AccountState account, ulong height, Hash256 winner)
    {
        if (height - account.FinalHeight <= 1)
            return;
        foreach (ChainEntry entry in _store.GetChain(account.Account, account.FinalHeight + 1, (int)Math.Min(height - account.FinalHeight, int.MaxValue)))
        {
            if (entry.Height >= height)
                break;
            overlay.ClearVotes(new Position(entry.Account, entry.Previous));
        }
    }

    private void CleanUp(LedgerOverlay overlay, Position position, Hash256 winner, IReadOnlyList<Hash256> losers)
    {
        ConflictRecord? record = State.GetConflict(position);
        IEnumerable<Hash256> candidates = record is null ? losers : losers.Union(record.Hashes);
        if (State.GetStaged(winner) is not null)
            overlay.SetStaged(winner, null);
        foreach (Hash256 loser in candidates.Where(h => h != winner))
        {
            // Arbitrary voted hashes are not marked: only known bodies of this position (spec 04 §20.5).
            if (GetBody(loser) is { } body && body.Position == position && !winner.IsZero)
                overlay.SetStatus(loser, BlockStatus.Rejected);
            if (State.GetStaged(loser) is not null)
                overlay.SetStaged(loser, null);
        }
        if (State.Votes.At(position).Count > 0)
            overlay.ClearVotes(position);
        if (record is not null)
            overlay.SetConflict(position, record, null);
    }
}
