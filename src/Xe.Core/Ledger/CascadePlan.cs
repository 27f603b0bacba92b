using Xe.Core.Blocks;
using Xe.Core.Ledger.Rules;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger;

/// <summary>Plans, read-only, what must be undone to replace a block: everything above it on its chain, and every consumer
/// of a send that disappears, and so on (spec 03 §16.3). Consumers come first; each block once; per account from the tip
/// down. An unsafe plan is refused without trace. The walk keeps its own stack: a hostile chain of receives and sends can be
/// as deep as the ledger is large.</summary>
internal sealed class CascadePlan(
    ILedgerView state, ILiveLedger live, Func<Address, ulong, IReadOnlyList<ChainEntry>> chainFrom, bool finalityWall = true)
{
    private readonly HashSet<Hash256> _planned = [];
    private readonly HashSet<Hash256> _consumers = [];
    private readonly List<ChainEntry> _plan = [];
    private readonly Stack<Walk> _walks = [];

    /// <summary>True where a swap was refused for what stands in its way, not for the block that is to be put there.</summary>
    public static bool IsRefusal(Rejection refused) =>
        refused.Code is UnsupportedCode or Undo.UnsupportedCode or "swap_finalized" or "cascade_finalized";

    /// <summary>Code of a plan that holds a block no cascade may unwind.</summary>
    public const string UnsupportedCode = "cascade_unsupported";

    /// <summary>The undos for replacing <paramref name="old"/>, in order, or why not.</summary>
    public Rejection? Build(ChainEntry old, out IReadOnlyList<ChainEntry> plan)
    {
        plan = _plan;
        if (state.GetAccount(old.Account) is not { } account)
            return Checks.Reject("swap_not_found", $"SwapBlock: block {old.Hash.Short} not found in chain");
        if (finalityWall && old.Height <= account.FinalHeight)
        {
            return Checks.Reject("swap_finalized",
                $"SwapBlock: refusing to replace finalized block {old.Hash.Short} at height {old.Height} (final height {account.FinalHeight})");
        }

        _walks.Push(new Walk(chainFrom(old.Account, old.Height)));
        while (_walks.TryPeek(out Walk? walk))
        {
            if (walk.Finish() is { } done)
                _plan.Add(done);
            if (walk.Next() is not { } entry)
            {
                _walks.Pop();
                continue;
            }
            if (_planned.Contains(entry.Hash))
                continue;
            if (Visit(walk, entry, old) is { } refused)
                return refused;
        }
        return null;
    }

    // A block is marked before its consumer is walked, so that cycles between accounts end, and listed after it, so that
    // consumers are undone first.
    private Rejection? Visit(Walk walk, ChainEntry entry, ChainEntry old)
    {
        Block block = Body(entry);
        if (entry != old && !CanUnwind(block.Type) && !_consumers.Contains(entry.Hash))
            return Unsupported(block, old);
        _planned.Add(entry.Hash);
        walk.Begin(entry);

        if (Consumer(block) is not { } taken || state.GetAccount(taken.Account) is not { } consumer)
            return null;
        if (finalityWall && taken.Height <= consumer.FinalHeight)
        {
            return Checks.Reject("cascade_finalized",
                $"SwapBlock: cascade: refusing to roll back finalized block at height {taken.Height} (final height {consumer.FinalHeight}) on {consumer.Account.Short}");
        }
        _consumers.Add(taken.Hash);
        _walks.Push(new Walk(chainFrom(consumer.Account, taken.Height)));
        return null;
    }

    // What took the block's pending in: the receive of a send; the accept of a lease, whose stake would hang in the air if
    // only the lease went.
    private ChainEntry? Consumer(Block block)
    {
        BlockType wanted;
        if (block.Type == BlockType.Send && state.GetPending(block.Hash) is null)
            wanted = BlockType.Receive;
        else if (block.Type == BlockType.Lease && state.GetLease(block.Hash) is { State: LeaseState.Accepted })
            wanted = BlockType.LeaseAccept;
        else
            return null;
        return live.GetBySource(block.Hash).FirstOrDefault(e => e.Account == block.Destination && Body(e).Type == wanted);
    }

    private static Rejection Unsupported(Block block, ChainEntry old) => Checks.Reject(UnsupportedCode,
        block.Account == old.Account
            ? $"SwapBlock: cannot unwind descendant {GoQuote.Quote(block.Type.Name())} ({block.Hash.Short}) of the replaced block — reversing its side-effects is not yet implemented"
            : $"SwapBlock: cascade: unsupported block type {GoQuote.Quote(block.Type.Name())} ({block.Hash.Short}) on {block.Account.Short} — reversing its lease/keyset/reputation side-effects is not yet implemented");

    // claim reverses like mint: nothing but the balance.
    private static bool CanUnwind(BlockType type) =>
        type is BlockType.Send or BlockType.Receive or BlockType.Burn or BlockType.Mint or BlockType.Claim;

    private Block Body(ChainEntry entry) =>
        live.GetBlock(entry.Hash) ?? throw new InvalidOperationException($"chain references missing block {entry.Hash}");

    // One chain being walked from the tip down; the entry begun is listed once everything it led to is done.
    private sealed class Walk(IReadOnlyList<ChainEntry> chain)
    {
        private int _next = chain.Count - 1;
        private ChainEntry? _begun;

        public ChainEntry? Next() => _next >= 0 ? chain[_next--] : null;

        public void Begin(ChainEntry entry) => _begun = entry;

        public ChainEntry? Finish()
        {
            ChainEntry? done = _begun;
            _begun = null;
            return done;
        }
    }
}
