using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Core.Storage;

/// <summary>A store that ends with the process: for tests, and for nodes without a data directory (spec 14 §1). Same
/// contract as the durable one; every read takes one lock and copies.</summary>
public sealed partial class MemoryStore : ILedgerStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Hash256, Row> _blocks = [];
    private readonly Dictionary<Hash256, List<Row>> _bySource = [];
    private readonly SortedSet<Row> _byTime = new(RowByTime.Instance);
    private readonly Dictionary<Address, Chain> _chains = [];
    private readonly List<Chain> _chainOrder = [];
    private ulong _onChain;
    private bool _disposed;

    /// <inheritdoc />
    public bool IsEmpty => Read(() => _blocks.Count == 0);

    /// <inheritdoc />
    public bool Contains(Hash256 hash) => Read(() => _blocks.ContainsKey(hash));

    /// <inheritdoc />
    public Block? GetBlock(Hash256 hash) => Read(() => _blocks.GetValueOrDefault(hash)?.Block);

    /// <inheritdoc />
    public ChainEntry? GetEntry(Hash256 hash) => Read(() => _blocks.GetValueOrDefault(hash)?.Entry);

    /// <inheritdoc />
    public ChainEntry? GetChild(Position position) => Read(() =>
    {
        if (position.Previous.IsZero)
            return EntryAt(position.Account, 1);
        ChainEntry? parent = _blocks.GetValueOrDefault(position.Previous)?.Entry;
        return parent is not null && parent.Account == position.Account ? EntryAt(position.Account, parent.Height + 1) : null;
    });

    /// <inheritdoc />
    public ChainEntry? GetEntryAt(Address account, ulong height) => Read(() => EntryAt(account, height));

    /// <inheritdoc />
    public IReadOnlyList<ChainEntry> GetChain(Address account, ulong fromHeight, int limit) =>
        Read(() => Page(account, fromHeight, limit).ConvertAll(row => row.Entry!));

    /// <inheritdoc />
    public IReadOnlyList<Block> GetChainBlocks(Address account, ulong fromHeight, int limit) =>
        Read(() => Page(account, fromHeight, limit).ConvertAll(row => row.Block));

    /// <inheritdoc />
    public IReadOnlyList<Block> GetRecent(int limit) =>
        Read(() => _byTime.Take(Math.Max(0, limit)).Select(row => row.Block).ToList());

    /// <inheritdoc />
    public IReadOnlyList<ChainEntry> GetBySource(Hash256 source) => Read(() =>
        _bySource.TryGetValue(source, out List<Row>? rows)
            ? rows.Where(row => row.Entry is not null).Select(row => row.Entry!).ToList()
            : []);

    /// <inheritdoc />
    public BlockStatus GetStatus(Hash256 hash) => Read(() => _statuses.GetValueOrDefault(hash));

    /// <inheritdoc />
    public ulong CountUndone() => Read(() => (ulong)_blocks.Count - _onChain);

    /// <inheritdoc />
    public ulong CountBlocks() => Read(() => _onChain);

    /// <inheritdoc />
    public IEnumerable<Block> EnumerateChains(CancellationToken cancellationToken = default)
    {
        const int page = 256;
        for (int index = 0; Read(() => index < _chainOrder.Count); index++)
        {
            for (ulong from = 1; ; from += page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                List<Row> rows = Read(() => Page(_chainOrder[index].Account, from, page));
                foreach (Row row in rows)
                    yield return row.Block;
                if (rows.Count < page)
                    break;
            }
        }
    }

    /// <inheritdoc />
    public IEnumerable<AccountState> LoadAccounts() =>
        Read(() => _chainOrder.Where(chain => chain.State is not null).Select(chain => chain.State!).ToList());

    /// <inheritdoc />
    public IEnumerable<PendingSend> LoadPendings() =>
        Read(() => _pendings.Values.OrderBy(pending => _blocks[pending.SendHash].Sequence).ToList());

    /// <inheritdoc />
    public AccountState? GetAccount(Address account) => Read(() => _chains.GetValueOrDefault(account)?.State);

    /// <inheritdoc />
    public void Flush() => Read(() => true);

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
            _disposed = true;
    }

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            return read();
        }
    }

    private void ThrowIfClosed()
    {
        if (_disposed)
            throw new StoreException(StoreFailure.Closed, "the store is closed");
    }

    private ChainEntry? EntryAt(Address account, ulong height) =>
        _chains.TryGetValue(account, out Chain? chain) && height >= 1 && height <= (ulong)chain.Rows.Count
            ? chain.Rows[(int)(height - 1)].Entry
            : null;

    private List<Row> Page(Address account, ulong fromHeight, int limit)
    {
        int start = (int)Math.Min(int.MaxValue, Math.Max(1, fromHeight) - 1);
        return _chains.TryGetValue(account, out Chain? chain) && start < chain.Rows.Count && limit > 0
            ? chain.Rows.GetRange(start, Math.Min(limit, chain.Rows.Count - start))
            : [];
    }

    // A body with its place, or without one once undone.
    private sealed class Row(Block block, long sequence)
    {
        public Block Block { get; set; } = block;
        public long Sequence { get; } = sequence;
        public ChainEntry? Entry { get; set; }
    }

    private sealed class Chain(Address account)
    {
        public Address Account { get; } = account;
        public List<Row> Rows { get; } = [];
        public AccountState? State { get; set; }
    }

    private sealed class RowByTime : IComparer<Row>
    {
        public static RowByTime Instance { get; } = new();

        public int Compare(Row? x, Row? y)
        {
            int c = y!.Block.Timestamp.CompareTo(x!.Block.Timestamp);
            return c != 0 ? c : y.Sequence.CompareTo(x.Sequence);
        }
    }
}
