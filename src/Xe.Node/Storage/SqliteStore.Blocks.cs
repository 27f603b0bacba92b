using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Node.Storage;

public sealed partial class SqliteStore
{
    private const int PageRows = 256;

    // A place can change between the lookup and the row: then both are read again.
    private const int MaxPlaceTries = 4;

    /// <inheritdoc />
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _lastBlock == 0;
        }
    }

    /// <inheritdoc />
    public bool Contains(Hash256 hash) => ReadBlock(hash, static (_, _, _) => true);

    /// <inheritdoc />
    public Block? GetBlock(Hash256 hash) => ReadBlock(hash, static (_, lookup, hash) => BodyOf(lookup, hash));

    /// <inheritdoc />
    public ChainEntry? GetEntry(Hash256 hash) => ReadBlock(hash, static (store, lookup, _) => store.EntryOf(lookup));

    /// <inheritdoc />
    public ChainEntry? GetChild(Position position)
    {
        using ReaderPool.Lease lease = _readers.Rent();
        SqliteLookup lookup = lease.Lookup;
        if (position.Previous.IsZero)
            return EntryAt(lookup, position.Account, 1);
        ulong height = 0;
        try
        {
            if (FindBlock(lookup, position.Previous) != 0 && EntryOf(lookup) is { } parent && parent.Account == position.Account)
                height = parent.Height + 1;
        }
        finally
        {
            lookup.Block.Reset();
        }
        return height == 0 ? null : EntryAt(lookup, position.Account, height);
    }

    /// <inheritdoc />
    public ChainEntry? GetEntryAt(Address account, ulong height)
    {
        using ReaderPool.Lease lease = _readers.Rent();
        return EntryAt(lease.Lookup, account, height);
    }

    /// <inheritdoc />
    public IReadOnlyList<ChainEntry> GetChain(Address account, ulong fromHeight, int limit) =>
        ReadChain(account, fromHeight, limit, static (store, lookup) => store.EntryOf(lookup)!);

    /// <inheritdoc />
    public IReadOnlyList<Block> GetChainBlocks(Address account, ulong fromHeight, int limit) =>
        ReadChain(account, fromHeight, limit, static (_, lookup) => BodyOf(lookup, new Hash256(lookup.Block.GetBytes32(BlockColumn.Hash))));

    /// <inheritdoc />
    public IReadOnlyList<ChainEntry> GetBySource(Hash256 source)
    {
        using ReaderPool.Lease lease = _readers.Rent();
        SqliteLookup lookup = lease.Lookup;
        long key = StoreKeys.Of(source);
        long merged;
        lookup.Found.Clear();
        lock (_gate)
        {
            merged = _blockIndexes.MergedSeq;
            _bySource.FindAll(key, 0, lookup.Found);
        }
        Collect(lookup.BySource, key, merged, lookup.Found);
        lookup.Found.Sort();
        var entries = new List<ChainEntry>(lookup.Found.Count);
        foreach (long seq in lookup.Found)
        {
            try
            {
                Seek(lookup, seq);
                if (EntryOf(lookup) is { } entry && BodyOf(lookup, entry.Hash).Source == source)
                    entries.Add(entry);
            }
            finally
            {
                lookup.Block.Reset();
            }
        }
        return entries;
    }

    /// <inheritdoc />
    public BlockStatus GetStatus(Hash256 hash)
    {
        using ReaderPool.Lease lease = _readers.Rent();
        SqliteLookup lookup = lease.Lookup;
        try
        {
            if (FindBlock(lookup, hash) != 0 && !lookup.Block.IsNull(BlockColumn.Status))
                return (BlockStatus)lookup.Block.GetInt64(BlockColumn.Status);
            return lookup.Status.Bind(1, hash.Value).Step() ? (BlockStatus)lookup.Status.GetInt64(0) : BlockStatus.Pending;
        }
        finally
        {
            lookup.Block.Reset();
            lookup.Status.Reset();
        }
    }

    /// <inheritdoc />
    public ulong CountUndone() => Page(lookup => (ulong)lookup.Database.QueryInt64("SELECT count(*) FROM block WHERE height IS NULL"));

    /// <inheritdoc />
    public ulong CountBlocks()
    {
        lock (_gate)
            return _onChain;
    }

    /// <inheritdoc />
    public IEnumerable<Block> EnumerateChains(CancellationToken cancellationToken = default)
    {
        for (int id = 1; ; id++)
        {
            Address account;
            lock (_gate)
            {
                if (id > _accounts.Count)
                    yield break;
                account = _accounts.AddressOf(id);
            }
            for (ulong from = 1; ; from += PageRows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                IReadOnlyList<Block> page = GetChainBlocks(account, from, PageRows);
                foreach (Block block in page)
                    yield return block;
                if (page.Count < PageRows)
                    break;
            }
        }
    }

    private T? ReadBlock<T>(Hash256 hash, Func<SqliteStore, SqliteLookup, Hash256, T?> read)
    {
        using ReaderPool.Lease lease = _readers.Rent();
        try
        {
            return FindBlock(lease.Lookup, hash) != 0 ? read(this, lease.Lookup, hash) : default;
        }
        finally
        {
            lease.Lookup.Block.Reset();
        }
    }

    // Leaves the row current in lookup.Block; 0 when the block is unknown.
    private long FindBlock(SqliteLookup lookup, Hash256 hash)
    {
        long key = StoreKeys.Of(hash);
        long merged;
        lookup.Found.Clear();
        lock (_gate)
        {
            merged = _blockIndexes.MergedSeq;
            _byHash.FindAll(key, 0, lookup.Found);
        }
        foreach (long seq in lookup.Found)
        {
            if (IsRow(lookup, seq, hash))
                return seq;
        }
        lookup.Found.Clear();
        Collect(lookup.ByHash, key, merged, lookup.Found);
        foreach (long seq in lookup.Found)
        {
            if (IsRow(lookup, seq, hash))
                return seq;
        }
        return 0;
    }

    private static bool IsRow(SqliteLookup lookup, long seq, Hash256 hash)
    {
        Seek(lookup, seq);
        if (lookup.Block.GetBlob(BlockColumn.Hash).SequenceEqual(hash.Value.Span))
            return true;
        lookup.Block.Reset();
        return false;
    }

    private static void Seek(SqliteLookup lookup, long seq)
    {
        if (!lookup.Block.Bind(1, seq).Step())
            throw SqliteFailure.Corrupt(lookup.Database.Path, $"block row {seq} is missing");
    }

    private ChainEntry? EntryAt(SqliteLookup lookup, Address account, ulong height)
    {
        for (int attempt = 0; attempt < MaxPlaceTries; attempt++)
        {
            if (!TryFindPlace(lookup, account, height, out int id, out long seq))
                return null;
            try
            {
                Seek(lookup, seq);
                if (IsAt(lookup, id, (long)height))
                    return EntryOf(lookup);
            }
            finally
            {
                lookup.Block.Reset();
            }
        }
        return null;
    }

    private bool TryFindPlace(SqliteLookup lookup, Address account, ulong height, out int id, out long seq)
    {
        seq = 0;
        lock (_gate)
        {
            id = _accounts.IdOf(account);
            if (id == 0 || height == 0 || height > (ulong)_accounts.HeightOf(id))
                return false;
            seq = _byPlace.Find(id, (long)height);
        }
        if (seq == 0)
        {
            if (lookup.ByPlace.Bind(1, id).Bind(2, (long)height).Step())
                seq = lookup.ByPlace.GetInt64(0);
            lookup.ByPlace.Reset();
        }
        return seq != 0;
    }

    private List<T> ReadChain<T>(Address account, ulong fromHeight, int limit, Func<SqliteStore, SqliteLookup, T> read)
    {
        var result = new List<T>();
        Span<long> page = stackalloc long[PageRows];
        using ReaderPool.Lease lease = _readers.Rent();
        for (ulong from = Math.Max(1, fromHeight); result.Count < limit; from += PageRows)
        {
            Span<long> seqs = page[..Math.Min(PageRows, limit - result.Count)];
            int found = FindPlaces(lease.Lookup, account, from, seqs, out int id);
            for (int i = 0; i < found; i++)
            {
                try
                {
                    Seek(lease.Lookup, seqs[i]);
                    // Undone since it was looked up: the chain ends here now.
                    if (!IsAt(lease.Lookup, id, (long)from + i))
                        return result;
                    result.Add(read(this, lease.Lookup));
                }
                finally
                {
                    lease.Lookup.Block.Reset();
                }
            }
            if (found < PageRows)
                break;
        }
        return result;
    }

    // Rows of consecutive heights; ends where the chain does.
    private int FindPlaces(SqliteLookup lookup, Address account, ulong from, Span<long> seqs, out int id)
    {
        int count;
        bool complete = true;
        lock (_gate)
        {
            id = _accounts.IdOf(account);
            ulong height = id == 0 ? 0 : (ulong)_accounts.HeightOf(id);
            if (from > height)
                return 0;
            count = (int)Math.Min((ulong)seqs.Length, height - from + 1);
            for (int i = 0; i < count; i++)
            {
                seqs[i] = _byPlace.Find(id, (long)from + i);
                complete &= seqs[i] != 0;
            }
        }
        if (!complete)
        {
            SqliteStatement range = lookup.PlaceRange;
            try
            {
                range.Bind(1, id).Bind(2, (long)from).Bind(3, (long)from + count - 1);
                while (range.Step())
                {
                    ref long seq = ref seqs[(int)(range.GetInt64(0) - (long)from)];
                    if (seq == 0)
                        seq = range.GetInt64(1);
                }
            }
            finally
            {
                range.Reset();
            }
        }
        int gap = seqs[..count].IndexOf(0);
        return gap < 0 ? count : gap;
    }

    private static bool IsAt(SqliteLookup lookup, int id, long height) =>
        !lookup.Block.IsNull(BlockColumn.Height)
        && lookup.Block.GetInt64(BlockColumn.Height) == height
        && lookup.Block.GetInt64(BlockColumn.Account) == id;

    // The current row's place; null when undone.
    private ChainEntry? EntryOf(SqliteLookup lookup)
    {
        SqliteStatement row = lookup.Block;
        if (row.IsNull(BlockColumn.Height))
            return null;
        Address account;
        lock (_gate)
            account = _accounts.AddressOf((int)row.GetInt64(BlockColumn.Account));
        return new ChainEntry(
            account,
            row.GetUInt64(BlockColumn.Height),
            new Hash256(row.GetBytes32(BlockColumn.Hash)),
            new Hash256(row.GetBytes32(BlockColumn.Previous)),
            row.GetUInt64OrNull(BlockColumn.Xe),
            row.GetUInt64OrNull(BlockColumn.Xusd),
            row.IsNull(BlockColumn.Representative) ? null : new Address(row.GetBytes32(BlockColumn.Representative)),
            row.GetInt64(BlockColumn.Timestamp));
    }

    private static Block BodyOf(SqliteLookup lookup, Hash256 hash) =>
        DecodeBody(lookup.Database.Path, lookup.Block.GetBlob(BlockColumn.Body), lookup.Block.GetInt64(BlockColumn.Crc), hash);

    private static Block DecodeBody(string path, ReadOnlySpan<byte> body, long crc, Hash256 hash)
    {
        string? error = "its checksum is wrong";
        if (StoreKeys.Crc(body) == crc && BlockCodec.TryDecode(body, out Block? block, out error) && block.Hash == hash)
            return block;
        throw SqliteFailure.Corrupt(path, $"the body of block {hash} cannot be read: {error ?? "it is another block's"}");
    }
}
