using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger.Rules;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Core.Ledger;

public sealed partial class Ledger
{
    // The conflict gate for a block whose position is taken (spec 03 §7.3). Validation comes before recording: an invalid
    // equivocation must not be able to freeze the account. The sibling may be gone from the chain, undone with something it took
    // in, while the election goes on: then a further candidate must still be let in, or the winner could never be.
    private AddResult AddCandidate(Block block, AccountState? account, ChainEntry? sibling)
    {
        if (_finalityWall && sibling is not null && sibling.Height <= account!.FinalHeight)
        {
            return Refused(Checks.Reject("conflicts_with_final",
                $"block conflicts with finalized block {sibling.Hash.Short} — rejected"));
        }
        if (CheckAsset(block, "conflict block ") is { } asset)
            return Refused(asset);
        if (CheckStaged(block) is { } staged)
            return Refused(staged.Prefixed("conflict block: "));

        ConflictRecord? existing = State.GetConflict(block.Position);
        bool known = existing?.Hashes.Contains(block.Hash) ?? false;
        if (!known && existing is { Hashes.Count: >= ConflictRecord.MaxHashes })
            return new AddResult(AddOutcome.Duplicate, null, DurableTicket.Completed);
        if (known && State.GetStaged(block.Hash) is not null)
            return new AddResult(AddOutcome.Duplicate, null, _writer.LastTicket);

        ConflictRecord record = existing is null
            ? NewConflict(block, sibling!)
            : known ? existing : existing with { Hashes = [.. existing.Hashes, block.Hash] };
        var overlay = new LedgerOverlay(State);
        overlay.SetConflict(block.Position, existing, record);
        overlay.SetStaged(block.Hash, block);
        DurableTicket ticket = Apply(overlay.ToChangeSet());
        foreach (ILedgerObserver observer in _observers)
            observer.ConflictChanged(block.Position);
        return new AddResult(AddOutcome.Staged, null, ticket);
    }

    /// <summary>Staged validation of a candidate at its position (spec 03 §7.1): credentials excluded.</summary>
    private Rejection? CheckStaged(Block block)
    {
        if (RuleBook.For(block.Type) is not { } rule)
            return Checks.Reject("unknown_type", $"staged block: unknown type: {block.Type.Name()}");
        ulong parentBalance = block.IsOpen ? 0 : _store.GetEntry(block.Previous)?.Balance(block.Asset) ?? 0;

        var view = new LedgerOverlay(State);
        RestoreSource(view, block);
        return rule.CheckStaged(Context(view, synced: true), block, parentBalance);
    }

    // A sibling is judged where it stands: what the block in its place, or one built on that, took in is there for it. Otherwise
    // two receives of one send could never meet in an election, each finding its pending taken by the other.
    private void RestoreSource(LedgerOverlay view, Block block)
    {
        if (block.Source.IsZero || State.GetPending(block.Source) is not null
            || _store.GetChild(block.Position) is not { } sibling || sibling.Hash == block.Hash)
        {
            return;
        }
        if (_store.GetBySource(block.Source).Any(taker => taker.Account == block.Account && taker.Height >= sibling.Height)
            && _store.GetBlock(block.Source) is { Type: BlockType.Send or BlockType.Lease } source)
        {
            view.SetPending(source.Hash, Undo.PendingOf(source));
        }
    }

    private ConflictRecord NewConflict(Block block, ChainEntry sibling)
    {
        var snapshot = new Dictionary<Address, ulong>();
        ulong total = 0;
        foreach (KeyValuePair<Address, UInt128> weight in EligibleWeights())
        {
            ulong saturated = weight.Value > ulong.MaxValue ? ulong.MaxValue : (ulong)weight.Value;
            snapshot.Add(weight.Key, saturated);
            unchecked { total += saturated; }
        }
        return new ConflictRecord
        {
            Position = block.Position,
            Hashes = [sibling.Hash, block.Hash],
            DetectedAtNs = _clock.UnixNow(),
            WeightSnapshot = snapshot,
            TotalWeight = total,
        };
    }

    /// <summary>Whether a representative's weight counts for quorum. An allow-list that matches no weight while other weight
    /// exists is ignored: an impossible quorum is worse than a wide one (spec 04 §4).</summary>
    public bool IsEligible(Address representative) => _config.IsEligible(representative) || !AllowListMatches();

    /// <summary>Weights that count for quorum.</summary>
    public IReadOnlyList<KeyValuePair<Address, UInt128>> EligibleWeights()
    {
        IReadOnlyList<KeyValuePair<Address, UInt128>> all = State.Weights.All();
        KeyValuePair<Address, UInt128>[] eligible = [.. all.Where(w => _config.IsEligible(w.Key))];
        return eligible.Length > 0 ? eligible : all;
    }

    /// <summary>Sum of the weights that count for quorum, micro-XE.</summary>
    public UInt128 EligibleTotal()
    {
        if (_config.AllEligible)
            return State.Weights.Total;
        UInt128 total = 0;
        foreach (KeyValuePair<Address, UInt128> weight in EligibleWeights())
            total += weight.Value;
        return total;
    }

    private bool AllowListMatches() =>
        _config.AllEligible || State.Weights.All().Any(w => _config.IsEligible(w.Key));
}
