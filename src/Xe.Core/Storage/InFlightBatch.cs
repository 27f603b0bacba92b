using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Core.Storage;

/// <summary>Change sets of one transaction, and what they make of the keys they touch: the newest value per key, so that
/// the ledger reads its own writes before they are committed. Dropped as a whole when the transaction is. Guarded by the
/// writer's gate.</summary>
internal sealed class InFlightBatch
{
    private readonly Dictionary<Hash256, Placed> _blocks = [];
    private readonly Dictionary<(Address Account, ulong Height), ChainEntry> _places = [];
    private readonly Dictionary<Address, ulong> _heights = [];
    private readonly Dictionary<Hash256, int> _lastBySource = [];
    private readonly List<(Hash256 Hash, int Before)> _sources = [];
    private readonly Dictionary<Hash256, BlockStatus> _statuses = [];
    private readonly Dictionary<Position, Hash256> _locks = [];
    private readonly Dictionary<Hash256, LeaseRecord?> _leases = [];
    private TaskCompletionSource _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The sets in order.</summary>
    public List<ChangeSet> Sets { get; } = [];

    /// <summary>Estimated bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>True when a set asks for stable storage.</summary>
    public bool NeedsFullSync { get; private set; }

    /// <summary>Completes with the transaction.</summary>
    public Task Committed => _committed.Task;

    /// <summary>Bodies by hash; a null place says that the block was taken off, a null body that it is stored already.</summary>
    public IReadOnlyDictionary<Hash256, Placed> Blocks => _blocks;

    public void Add(ChangeSet set, long bytes)
    {
        Sets.Add(set);
        Bytes += bytes;
        NeedsFullSync |= set.NeedsFullSync;
        for (int i = 0; i < set.Removed.Count; i++)
        {
            ChainEntry entry = set.Removed[i];
            _blocks.TryGetValue(entry.Hash, out Placed placed);
            _blocks[entry.Hash] = placed with { Entry = null };
            _places.Remove((entry.Account, entry.Height));
        }
        for (int i = 0; i < set.Added.Count; i++)
        {
            (Block block, ChainEntry entry) = (set.Added[i].Block, set.Added[i].Entry);
            _blocks[entry.Hash] = new Placed(block, entry);
            _places[(entry.Account, entry.Height)] = entry;
            if (!block.Source.IsZero)
            {
                _sources.Add((entry.Hash, _lastBySource.GetValueOrDefault(block.Source)));
                _lastBySource[block.Source] = _sources.Count;
            }
        }
        for (int i = 0; i < set.Accounts.Count; i++)
            _heights[set.Accounts[i].Key] = set.Accounts[i].After?.Height ?? 0;
        for (int i = 0; i < set.Statuses.Count; i++)
            _statuses[set.Statuses[i].Key] = set.Statuses[i].Value;
        for (int i = 0; i < set.Locks.Count; i++)
            _locks.TryAdd(set.Locks[i].Key, set.Locks[i].Value);
        for (int i = 0; i < set.Leases.Count; i++)
            _leases[set.Leases[i].Key] = set.Leases[i].After;
    }

    public bool TryGetBlock(Hash256 hash, out Placed placed) => _blocks.TryGetValue(hash, out placed);

    public bool TryGetPlace(Address account, ulong height, out ChainEntry? entry) => _places.TryGetValue((account, height), out entry);

    public bool TryGetHeight(Address account, out ulong height) => _heights.TryGetValue(account, out height);

    public bool TryGetStatus(Hash256 hash, out BlockStatus status) => _statuses.TryGetValue(hash, out status);

    public bool TryGetLock(Position position, out Hash256 hash) => _locks.TryGetValue(position, out hash);

    public bool TryGetLease(Hash256 hash, out LeaseRecord? lease) => _leases.TryGetValue(hash, out lease);

    /// <summary>Blocks of this batch that name a source, in order.</summary>
    public void FindBySource(Hash256 source, List<Hash256> found)
    {
        int start = found.Count;
        for (int index = _lastBySource.GetValueOrDefault(source); index != 0; index = _sources[index - 1].Before)
        {
            if (!found.Contains(_sources[index - 1].Hash))
                found.Insert(start, _sources[index - 1].Hash);
        }
    }

    /// <summary>Empties a batch that left the queue, for the next use: its tables keep their size.</summary>
    public void Reset()
    {
        _blocks.Clear();
        _places.Clear();
        _heights.Clear();
        _lastBySource.Clear();
        _sources.Clear();
        _statuses.Clear();
        _locks.Clear();
        _leases.Clear();
        Sets.Clear();
        (Bytes, NeedsFullSync) = (0, false);
        _committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Complete() => _committed.TrySetResult();

    public void Fail(StoreException failure)
    {
        if (_committed.TrySetException(failure))
            _ = _committed.Task.Exception;
    }

    /// <summary>A block's body and place as far as the batch knows them.</summary>
    /// <param name="Block">The body; null where the batch only took the block off.</param>
    /// <param name="Entry">The place; null once taken off.</param>
    public readonly record struct Placed(Block? Block, ChainEntry? Entry);
}
