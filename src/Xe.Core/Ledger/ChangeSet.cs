using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger;

/// <summary>Every effect of one accepted step (a block, a promotion with its undos, a vote, a clean-up), as net changes per
/// key. Memory and stores apply the same object, whole or not at all (spec 05 §4); nothing else writes ledger state. A store
/// applies removals before appends. The before-values let memory adjust weights and indices, and tests invert a set.</summary>
public sealed class ChangeSet
{
    /// <summary>Blocks taken off their chains, tip first per account. Their bodies stay in the block store.</summary>
    public IReadOnlyList<ChainEntry> Removed { get; init; } = [];

    /// <summary>Blocks put on their chains, in order.</summary>
    public IReadOnlyList<Appended> Added { get; init; } = [];

    /// <summary>Accounts opened, changed (also: final height raised) or emptied.</summary>
    public IReadOnlyList<Change<Address, AccountState>> Accounts { get; init; } = [];

    /// <summary>Pendings made or consumed.</summary>
    public IReadOnlyList<Change<Hash256, PendingSend>> Pendings { get; init; } = [];

    /// <summary>Lease records made, changed or removed.</summary>
    public IReadOnlyList<Change<Hash256, LeaseRecord>> Leases { get; init; } = [];

    /// <summary>Statuses set.</summary>
    public IReadOnlyList<KeyValuePair<Hash256, BlockStatus>> Statuses { get; init; } = [];

    /// <summary>Conflict records made, changed or removed.</summary>
    public IReadOnlyList<Change<Position, ConflictRecord>> Conflicts { get; init; } = [];

    /// <summary>Staged bodies put (non-null) or removed (null).</summary>
    public IReadOnlyList<KeyValuePair<Hash256, Block?>> Staged { get; init; } = [];

    /// <summary>Votes put; replaces the representative's vote at the position.</summary>
    public IReadOnlyList<Vote> Votes { get; init; } = [];

    /// <summary>Positions whose votes are all deleted. Applied before <see cref="Votes"/>.</summary>
    public IReadOnlyList<Position> VotesCleared { get; init; } = [];

    /// <summary>Commit-locks written; a lock never changes (spec 05 §4.4).</summary>
    public IReadOnlyList<KeyValuePair<Position, Hash256>> Locks { get; init; } = [];

    /// <summary>True when this set must be on stable storage, not only ordered, before its ticket completes (spec 05 §5).</summary>
    public bool NeedsFullSync { get; init; }

    /// <summary>A block and its place.</summary>
    /// <param name="Block">The body.</param>
    /// <param name="Entry">Its place and the totals after it.</param>
    public readonly record struct Appended(Block Block, ChainEntry Entry);

    /// <summary>What a key held before and holds after; null = nothing.</summary>
    /// <typeparam name="TKey">Key type.</typeparam>
    /// <typeparam name="TValue">Value type.</typeparam>
    /// <param name="Key">The key.</param>
    /// <param name="Before">Before the step.</param>
    /// <param name="After">After the step.</param>
    public readonly record struct Change<TKey, TValue>(TKey Key, TValue? Before, TValue? After) where TValue : class;
}
