using Xe.Core.Primitives;
using Xe.Core.Records;
using Xe.Core.Storage;

namespace Xe.Core.StateChain;

/// <summary>The state chain of a node: accepts blocks one at a time, keeps them, and gives readers an immutable view
/// (spec 11 §2, §4, §8). Reading takes no lock.</summary>
public sealed class StateChainLog
{
    private readonly Lock _gate = new();
    private readonly IStateChainStore _store;
    private readonly List<Action<StateView>> _subscribers = [];
    private volatile StateView _current;

    private StateChainLog(StateBlock genesis, StateView current, IStateChainStore store)
    {
        Genesis = genesis;
        _current = current;
        _store = store;
    }

    /// <summary>Block 0, from the own document.</summary>
    public StateBlock Genesis { get; }

    /// <summary>The present state; one consistent whole.</summary>
    public StateView Current => _current;

    /// <summary>Validates the genesis and replays the stored blocks on it. Null and a reason where either fails: booting into a
    /// silently divergent governance state is worse than not booting. Throws <see cref="StoreException"/> where the store fails.</summary>
    /// <param name="genesis">Parsed by <see cref="StateGenesis.TryParse"/>.</param>
    /// <param name="store">Blocks from index 1 on.</param>
    /// <param name="error">The reason.</param>
    /// <param name="cancellationToken">Ends a long replay with <see cref="OperationCanceledException"/>.</param>
    public static StateChainLog? Open(
        StateBlock genesis, IStateChainStore store, out Rejection? error, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        error = StateGenesis.Validate(genesis);
        if (error is not null)
            return null;
        StateView? view = StateReplay.Run(StateView.FromGenesis(genesis), store, out error, cancellationToken);
        error = error?.Prefixed("NewChain: replay: ");
        return view is null ? null : new StateChainLog(genesis, view, store);
    }

    /// <summary>Judges a block and makes it the tip where it passes: stored first, then applied, then told to subscribers. A store
    /// failure throws <see cref="StoreException"/> and changes nothing.</summary>
    public StateApplyOutcome Apply(StateBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        lock (_gate)
        {
            if (StateBlockEncoding.VerifyHash(block, out Hash256 hash) is { } hashFault)
                return new StateApplyOutcome(StateApplyKind.Rejected, hashFault);
            StateView before = _current;
            if (block.Index <= before.Tip.Index)
                return CompareWithHeld(block, hash, before);
            if (StateBlockRules.Check(block, hash, before) is { } fault)
                return new StateApplyOutcome(fault.Code == StateBlockRules.GapCode ? StateApplyKind.Gap : StateApplyKind.Rejected, fault);
            _store.PutStateBlock(block.Index, StateBlockJson.ToBytes(block));
            StateView after = before.Apply(block);
            _current = after;
            foreach (Action<StateView> subscriber in _subscribers)
                subscriber(after);
            return new StateApplyOutcome(StateApplyKind.Applied);
        }
    }

    /// <summary>A local submission: <see cref="Apply"/> behind the policy that values are in compact form, without which the block
    /// would not spread (spec 11 §1.2).</summary>
    public StateApplyOutcome Submit(StateBlock block) =>
        StateBlockRules.CheckCompact(block) is { } fault
            ? new StateApplyOutcome(StateApplyKind.Rejected, fault)
            : Apply(block);

    /// <summary>Calls back with the state now and after every applied block, inside the chain's critical section: a subscriber
    /// must not call the chain or the ledger, and hands long work on. Dispose to end.</summary>
    public IDisposable Subscribe(Action<StateView> subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        lock (_gate)
        {
            _subscribers.Add(subscriber);
            subscriber(_current);
        }
        return new Subscription(this, subscriber);
    }

    /// <summary>The held block of an index; null where there is none.</summary>
    public StateBlock? GetBlock(ulong index)
    {
        if (index == 0)
            return Genesis;
        if (index == _current.Tip.Index)
            return _current.Tip;
        return _store.GetStateBlock(index) is { } json ? Decode(json) : null;
    }

    /// <summary>Held blocks in ascending order, genesis included.</summary>
    /// <param name="start">First index.</param>
    /// <param name="limit">Most blocks returned.</param>
    public IReadOnlyList<StateBlock> GetBlocks(ulong start, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        List<StateBlock> blocks = [];
        if (start == 0 && limit > 0)
            blocks.Add(Genesis);
        ulong first = Math.Max(start, 1);
        if (first <= _current.Tip.Index && blocks.Count < limit)
        {
            foreach (ReadOnlyMemory<byte> json in _store.GetStateBlocks(first, limit - blocks.Count))
                blocks.Add(Decode(json));
        }
        return blocks;
    }

    private StateApplyOutcome CompareWithHeld(StateBlock block, Hash256 hash, StateView before)
    {
        StateBlock? held = GetBlock(block.Index);
        if (held is null || held.Hash == block.Hash)
            return new StateApplyOutcome(StateApplyKind.Duplicate);
        bool isSigned = before.DaoKeyset is { } keyset
            && StateMultisig.Check(block, hash, keyset.Keys, keyset.Threshold, isOracle: false) is null;
        Rejection fork = new("state_fork", $"fork detected at index {block.Index}: existing {held.Hash}, incoming {block.Hash}");
        return new StateApplyOutcome(StateApplyKind.Fork, fork, isSigned);
    }

    // The replay read every stored block, so one that cannot be read now is a broken store.
    private static StateBlock Decode(ReadOnlyMemory<byte> json) =>
        StateBlockJson.TryRead(json.Span, JsonStrictness.Exact, out StateBlock? block, out Rejection? error)
            ? block
            : throw new StoreException($"stored state-chain block is unreadable: {error.Text}");

    private sealed class Subscription(StateChainLog chain, Action<StateView> subscriber) : IDisposable
    {
        public void Dispose()
        {
            lock (chain._gate)
                chain._subscribers.Remove(subscriber);
        }
    }
}
