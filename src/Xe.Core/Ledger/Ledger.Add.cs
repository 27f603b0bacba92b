using Xe.Core.Blocks;
using Xe.Core.Ledger.Rules;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Core.Ledger;

public sealed partial class Ledger
{
    /// <summary>Verifies a single signature ahead of the gate where the account's key is known; the rest is left to
    /// <see cref="Add"/>. A failing signature is left unverified: the gate reports it at its place in the order.</summary>
    public CheckedBlock Precheck(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (block.Signatures.Count > 0 || (block.IsOpen ? block.PubKey : State.GetAccount(block.Account)?.Key) is not { } key)
            return new CheckedBlock(block);
        return new CheckedBlock(block, StatelessCheck.CheckSignature(key, block.Hash, block.Signature) is null ? key : null);
    }

    /// <summary>Judges one block (spec 03 §5 steps 6–12) and applies it when it is accepted.</summary>
    /// <param name="candidate">A block that passed the stateless check.</param>
    /// <param name="synced">True for blocks from sync: no attestation skew (the clock window was the caller's).</param>
    public AddResult Add(CheckedBlock candidate, bool synced = false)
    {
        lock (_gate)
            return AddLocked(candidate, synced);
    }

    /// <summary>Judges blocks in order under one acquisition of the gate: for ranges from sync and submission batches.</summary>
    /// <param name="candidates">Blocks that passed the stateless check.</param>
    /// <param name="results">One answer per block.</param>
    /// <param name="synced">As for <see cref="Add"/>.</param>
    public void AddRange(ReadOnlySpan<CheckedBlock> candidates, Span<AddResult> results, bool synced)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(results.Length, candidates.Length);
        lock (_gate)
        {
            for (int i = 0; i < candidates.Length; i++)
                results[i] = AddLocked(candidates[i], synced);
        }
    }

    private AddResult AddLocked(CheckedBlock candidate, bool synced)
    {
        Block block = candidate.Block;
        AccountState? account = State.GetAccount(block.Account);
        bool extends = account is null ? block.IsOpen : block.Previous == account.Frontier;

        if (IsKnown(block.Hash, extends))
            return new AddResult(AddOutcome.Duplicate, null, _writer.LastTicket);
        if (Credentials.Check(block, account, candidate.VerifiedKey) is { } credential)
            return Refused(credential);

        ChainEntry? sibling = extends || account is null ? null : _store.GetChild(block.Position);
        if (sibling is not null || (State.HasConflict(block.Account) && State.GetConflict(block.Position) is not null))
            return AddCandidate(block, account, sibling);
        if (State.HasConflict(block.Account))
        {
            return Refused(Checks.Reject("conflict_open",
                "account has unresolved conflict — block rejected pending resolution"));
        }
        if (CheckAsset(block, "") is { } asset)
            return Refused(asset);

        var overlay = new LedgerOverlay(State);
        if (RuleBook.For(block.Type) is not { } rule)
            return Refused(RuleBook.Refusal(block.Type));
        if (rule.Apply(Context(overlay, synced), block) is { } refused)
            return Refused(refused);

        DurableTicket ticket = Apply(overlay.ToChangeSet());
        foreach (ILedgerObserver observer in _observers)
            observer.BlockAdded(block);
        return new AddResult(AddOutcome.Added, null, ticket);
    }

    // A block that extends its chain can be known only if it was undone before; without any undone block the store need not
    // be asked.
    private bool IsKnown(Hash256 hash, bool extends) =>
        !(extends && _undone == 0) && _store.Contains(hash);

    private static Rejection? CheckAsset(Block block, string prefix)
    {
        if (block.Asset.IsEmpty)
            return Checks.Reject("asset_missing", prefix.Length == 0 ? "block must have an asset" : $"{prefix}must have an asset");
        return block.Asset.IsSupported
            ? null
            : Checks.Reject("asset_unsupported", $"{(prefix.Length == 0 ? "" : "conflict block: ")}unsupported asset: {GoQuote.Quote(block.Asset.ToString())}");
    }

    private static AddResult Refused(Rejection rejection) => new(AddOutcome.Rejected, rejection, DurableTicket.Completed);
}
