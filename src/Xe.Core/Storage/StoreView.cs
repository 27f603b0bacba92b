using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Core.Storage;

/// <summary>The store with the change sets in flight laid over it: what the ledger reads, so that it sees its own writes
/// before they are committed. Keys in flight cost no disk access. Thread-safe; two reads may see two moments.</summary>
public sealed class StoreView : ILedgerReader
{
    // A batch that is committed between the two halves of a read makes both be done again; after so many times the
    // reader is only one of many moments behind.
    private const int MaxTries = 4;

    private readonly ILedgerStore _store;
    private readonly LedgerWriter _writer;

    internal StoreView(ILedgerStore store, LedgerWriter writer) => (_store, _writer) = (store, writer);

    /// <inheritdoc />
    public bool IsEmpty => _store.IsEmpty && _writer.Look(0, static (batches, _, _) =>
    {
        foreach (InFlightBatch batch in batches)
        {
            if (batch.Blocks.Count > 0)
                return false;
        }
        return true;
    });

    /// <inheritdoc />
    public bool Contains(Hash256 hash) => Body(hash) is not null || _store.Contains(hash);

    /// <inheritdoc />
    public Block? GetBlock(Hash256 hash) => Body(hash) ?? _store.GetBlock(hash);

    /// <inheritdoc />
    public ChainEntry? GetEntry(Hash256 hash)
    {
        (bool known, ChainEntry? entry) = Place(hash);
        return known ? entry : _store.GetEntry(hash);
    }

    /// <inheritdoc />
    public ChainEntry? GetChild(Position position)
    {
        if (position.Previous.IsZero)
            return GetEntryAt(position.Account, 1);
        return GetEntry(position.Previous) is { } parent && parent.Account == position.Account
            ? GetEntryAt(position.Account, parent.Height + 1)
            : null;
    }

    /// <inheritdoc />
    public ChainEntry? GetEntryAt(Address account, ulong height)
    {
        (bool known, ChainEntry? entry) = _writer.Look((account, height), static (batches, _, key) =>
        {
            bool isTip = true;
            for (int i = batches.Count - 1; i >= 0; i--)
            {
                if (isTip && batches[i].TryGetHeight(key.account, out ulong tip))
                {
                    if (key.height > tip)
                        return (true, null);
                    isTip = false;
                }
                if (batches[i].TryGetPlace(key.account, key.height, out ChainEntry? entry))
                    return (true, entry);
            }
            return (false, null);
        });
        return known ? entry : _store.GetEntryAt(account, height);
    }

    /// <inheritdoc />
    public IReadOnlyList<ChainEntry> GetChain(Address account, ulong fromHeight, int limit) =>
        Merge(() => _store.GetChain(account, fromHeight, limit), (batches, stored) =>
            Chain(batches, account, fromHeight, limit, stored, static (_, entry) => entry));

    /// <inheritdoc />
    public IReadOnlyList<Block> GetChainBlocks(Address account, ulong fromHeight, int limit) =>
        Merge(() => _store.GetChainBlocks(account, fromHeight, limit), (batches, stored) =>
            Chain(batches, account, fromHeight, limit, stored, static (batch, entry) => batch.Blocks[entry.Hash].Block!));

    /// <summary>The newest committed blocks, as <see cref="IBlockStore.GetRecent"/>: what is in flight is shown a moment later.</summary>
    public IReadOnlyList<Block> GetRecent(int limit) => _store.GetRecent(limit);

    /// <inheritdoc />
    public IReadOnlyList<ChainEntry> GetBySource(Hash256 source) => Merge(() => _store.GetBySource(source), (batches, stored) =>
    {
        var hashes = stored.Select(entry => entry.Hash).ToList();
        foreach (InFlightBatch batch in batches)
            batch.FindBySource(source, hashes);
        var entries = new List<ChainEntry>(hashes.Count);
        for (int i = 0; i < hashes.Count; i++)
        {
            (bool known, ChainEntry? entry) = Place(batches, hashes[i]);
            if ((known ? entry : stored[i]) is { } placed)
                entries.Add(placed);
        }
        return entries;
    });

    /// <inheritdoc />
    public BlockStatus GetStatus(Hash256 hash)
    {
        (bool known, BlockStatus status) = _writer.Look(hash, static (batches, _, key) =>
        {
            for (int i = batches.Count - 1; i >= 0; i--)
            {
                if (batches[i].TryGetStatus(key, out BlockStatus found))
                    return (true, found);
            }
            return (false, default);
        });
        return known ? status : _store.GetStatus(hash);
    }

    /// <summary>The commit-lock of a position; null when none was written.</summary>
    public Hash256? GetLock(Position position)
    {
        Hash256? found = _writer.Look<Hash256?, Position>(position, static (batches, _, key) =>
        {
            foreach (InFlightBatch batch in batches)
            {
                if (batch.TryGetLock(key, out Hash256 hash))
                    return hash;
            }
            return null;
        });
        return found ?? _store.GetLock(position);
    }

    /// <summary>A lease record; null when unknown or removed.</summary>
    public LeaseRecord? GetLease(Hash256 leaseHash)
    {
        (bool known, LeaseRecord? lease) = _writer.Look(leaseHash, static (batches, _, key) =>
        {
            for (int i = batches.Count - 1; i >= 0; i--)
            {
                if (batches[i].TryGetLease(key, out LeaseRecord? found))
                    return (true, found);
            }
            return (false, null);
        });
        return known ? lease : _store.GetLease(leaseHash);
    }

    /// <summary>Undone bodies of the committed sets.</summary>
    public ulong CountUndone() => _store.CountUndone();

    /// <inheritdoc />
    public ulong CountBlocks() => _writer.CountBlocks();

    /// <summary>Every committed on-chain block, as <see cref="IBlockStore.EnumerateChains"/>: sets in flight are not
    /// shown; await <see cref="LedgerWriter.FlushAsync"/> before where that matters.</summary>
    public IEnumerable<Block> EnumerateChains(CancellationToken cancellationToken = default) => _store.EnumerateChains(cancellationToken);

    private Block? Body(Hash256 hash) => _writer.Look(hash, static (batches, _, key) =>
    {
        for (int i = batches.Count - 1; i >= 0; i--)
        {
            if (batches[i].TryGetBlock(key, out InFlightBatch.Placed placed) && placed.Block is not null)
                return placed.Block;
        }
        return null;
    });

    private (bool Known, ChainEntry? Entry) Place(Hash256 hash) => _writer.Look(hash, static (batches, _, key) => Place(batches, key));

    private static (bool Known, ChainEntry? Entry) Place(IReadOnlyList<InFlightBatch> batches, Hash256 hash)
    {
        for (int i = batches.Count - 1; i >= 0; i--)
        {
            if (batches[i].TryGetBlock(hash, out InFlightBatch.Placed placed))
                return (true, placed.Entry);
        }
        return (false, null);
    }

    // The store is read outside the gate; what was in flight then is laid over it, unless it was committed meanwhile.
    private T Merge<T>(Func<T> read, Func<IReadOnlyList<InFlightBatch>, T, T> lay)
    {
        for (int attempt = 1; ; attempt++)
        {
            long before = _writer.Look(0, static (_, retired, _) => retired);
            T stored = read();
            (bool fresh, T result) = _writer.Look((before, last: attempt == MaxTries, stored, lay), static (batches, retired, key) =>
                retired == key.before || key.last ? (true, key.lay(batches, key.stored)) : (false, key.stored));
            if (fresh)
                return result;
        }
    }

    private static List<T> Chain<T>(
        IReadOnlyList<InFlightBatch> batches, Address account, ulong fromHeight, int limit, IReadOnlyList<T> stored, Func<InFlightBatch, ChainEntry, T> pick)
    {
        ulong from = Math.Max(1, fromHeight);
        ulong? tip = null;
        for (int i = batches.Count - 1; i >= 0 && tip is null; i--)
        {
            if (batches[i].TryGetHeight(account, out ulong height))
                tip = height;
        }
        if (tip is null)
            return [.. stored];
        var chain = new List<T>();
        for (ulong height = from; height <= tip && chain.Count < limit; height++)
        {
            int index = (int)(height - from);
            bool found = false;
            for (int i = batches.Count - 1; i >= 0 && !found; i--)
            {
                if (found = batches[i].TryGetPlace(account, height, out ChainEntry? entry))
                    chain.Add(pick(batches[i], entry!));
            }
            if (found)
                continue;
            if (index >= stored.Count)
                break;
            chain.Add(stored[index]);
        }
        return chain;
    }
}
