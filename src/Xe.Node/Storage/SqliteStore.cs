using System.Text;
using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Node.Storage;

/// <summary>The durable store: one SQLite file in WAL mode, one writer, a few readers (spec 05). How rows and lookup tables
/// divide the work is told at <see cref="StoreSchema"/>. Reads are thread-safe and see what is committed; two reads may see
/// two moments.</summary>
public sealed partial class SqliteStore : ILedgerStore
{
    /// <summary>The file's name in its directory.</summary>
    public const string FileName = "ledger.db";

    private const int PageBytes = 4_096;

    // Serialises writers; held for a whole transaction.
    private readonly Lock _writeGate = new();

    // Guards what is found in memory: runs, ids, heights. Held for lookups only, never while the disk is used.
    private readonly Lock _gate = new();

    private readonly DataDirectoryLock _directoryLock;
    private readonly SqliteWriter _writer;
    private readonly ReaderPool _readers;
    private readonly AccountTable _accounts;
    private readonly DeferredIndex _byHash = new("by_hash", hasTwoKeys: false);
    private readonly DeferredIndex _byPlace = new("by_place", hasTwoKeys: true);
    private readonly DeferredIndex _bySource = new("by_source", hasTwoKeys: false);
    private readonly DeferredIndex _byTime = new("by_time", hasTwoKeys: false);
    private readonly DeferredIndex _byPosition = new("by_position", hasTwoKeys: false);
    private readonly IndexGroup _blockIndexes;
    private readonly IndexGroup _lockIndexes;

    // Keys of all blocks that were ever undone: only these can come back, so only these are looked up before an insert.
    private readonly HashSet<long> _undone = [];

    private long _lastBlock;
    private long _lastLock;
    private long _stateTip;
    private ulong _onChain;
    private bool _closed;

    private SqliteStore(SqliteStoreOptions options, DataDirectoryLock directoryLock, SqliteDatabase database)
    {
        _directoryLock = directoryLock;
        string path = database.Path;
        _writer = new SqliteWriter(database);
        _accounts = new AccountTable(database);
        _blockIndexes = new IndexGroup(database, "merged_block", _byHash, _byPlace, _bySource, _byTime);
        _lockIndexes = new IndexGroup(database, "merged_lock", _byPosition);
        LoadTails(database);
        _onChain = _accounts.SumHeights();
        _stateTip = database.QueryInt64("SELECT max(idx) FROM state_block");
        _readers = new ReaderPool(() => OpenReader(path, options.ReaderCacheMb), Math.Max(1, options.MaxReaders));
    }

    /// <summary>Opens or creates the store of a directory. Throws <see cref="StoreException"/> whose
    /// <see cref="StoreException.Failure"/> tells a directory in use, a damaged file, a foreign file, a newer format, another
    /// network, a full or read-only disk apart.</summary>
    public static SqliteStore Open(SqliteStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        DataDirectoryLock directoryLock = DataDirectoryLock.Acquire(options.Directory);
        SqliteDatabase? database = null;
        try
        {
            database = SqliteDatabase.Open(Path.Combine(options.Directory, FileName), readOnly: false);
            Configure(database, options);
            StoreSchema.Prepare(database);
            if (options.CheckIntegrity)
                Check(database);
            if (options.Identity is { } identity)
                Identify(database, identity);
            return new SqliteStore(options, directoryLock, database);
        }
        catch
        {
            database?.Dispose();
            directoryLock.Dispose();
            throw;
        }
    }

    /// <summary>SQLite's quick check of the whole file, on a connection of its own. Throws Corrupt with the first finding.</summary>
    public void VerifyIntegrity()
    {
        using ReaderPool.Lease lease = _readers.Rent();
        Check(lease.Lookup.Database);
    }

    /// <inheritdoc />
    public void Flush()
    {
        lock (_writeGate)
        {
            ThrowIfClosed();
            // A commit with full synchronisation syncs everything before it in the same log.
            _writer.Transact(fullSync: true, () => _writer.PutMeta.Bind(1, "flush").Bind(2, "1"u8).Run());
        }
    }

    /// <summary>Closes the store; the log is copied into the file by SQLite. Waits for readers that are in a call.</summary>
    public void Dispose()
    {
        lock (_writeGate)
        {
            if (_closed)
                return;
            _closed = true;
            _readers.Dispose();
            _accounts.Dispose();
            _blockIndexes.Dispose();
            _lockIndexes.Dispose();
            _writer.Dispose();
            _directoryLock.Dispose();
        }
    }

    private void ThrowIfClosed()
    {
        if (_closed)
            throw new StoreException(StoreFailure.Closed, "the store is closed");
    }

    private static void Configure(SqliteDatabase database, SqliteStoreOptions options)
    {
        if (database.QueryText("PRAGMA journal_mode=WAL") != "wal")
            throw new StoreException(StoreFailure.Io, $"the disk of {database.Path} does not support SQLite's write-ahead log; use a local disk");
        database.Execute(FormattableString.Invariant($"""
            PRAGMA synchronous=NORMAL;
            PRAGMA temp_store=MEMORY;
            PRAGMA cache_size=-{options.WriterCacheMb * 1024};
            PRAGMA wal_autocheckpoint={options.CheckpointMb * (1024 * 1024 / PageBytes)};
            PRAGMA journal_size_limit={2L * options.CheckpointMb * 1024 * 1024};
            """));
        if (options.MaxPages > 0)
            database.Execute(FormattableString.Invariant($"PRAGMA max_page_count={options.MaxPages}"));
    }

    private static SqliteLookup OpenReader(string path, int cacheMb)
    {
        SqliteDatabase database = SqliteDatabase.Open(path, readOnly: true);
        try
        {
            database.Execute(FormattableString.Invariant($"PRAGMA cache_size=-{cacheMb * 1024}"));
            return new SqliteLookup(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static void Check(SqliteDatabase database)
    {
        string? finding = database.QueryText("PRAGMA quick_check(1)");
        if (finding != "ok")
            throw SqliteFailure.Corrupt(database.Path, finding ?? "the check gave no result");
    }

    private static void Identify(SqliteDatabase database, StoreIdentity identity)
    {
        byte[][] values = [identity.GenesisHash.Value.ToArray(), Encoding.UTF8.GetBytes(identity.NetworkId), identity.RulesHash.Value.ToArray()];
        string[] keys = ["genesis", "network", "rules"];
        using var get = new SqliteStatement(database, "SELECT value FROM meta WHERE key=?1");
        using var put = new SqliteStatement(database, "INSERT INTO meta VALUES(?1, ?2)");
        for (int i = 0; i < keys.Length; i++)
        {
            bool known = get.Bind(1, keys[i]).Step();
            bool same = known && get.GetBlob(0).SequenceEqual(values[i]);
            string held = known && i == 0 ? new Hash256(get.GetBytes32(0)).ToString() : "another one";
            get.Reset();
            if (!known)
                put.Bind(1, keys[i]).Bind(2, values[i]).Run();
            else if (!same)
                throw ForeignGenesis(database.Path, keys[i], held, identity);
        }
    }

    private static StoreException ForeignGenesis(string path, string what, string held, StoreIdentity identity) => new(
        StoreFailure.ForeignGenesis,
        $"genesis mismatch: this data dir belongs to a different network: the {what} of {path} is {held}, configured is genesis "
        + $"{identity.GenesisHash} of network {identity.NetworkId}; use another data directory or the other genesis");

    private void LoadTails(SqliteDatabase database)
    {
        _lastBlock = database.QueryInt64("SELECT max(seq) FROM block");
        using (var rows = new SqliteStatement(database, "SELECT seq, hash, account, height, source_key, timestamp FROM block WHERE seq>?1 ORDER BY seq"))
        {
            rows.Bind(1, _blockIndexes.MergedSeq);
            while (rows.Step())
            {
                long seq = rows.GetInt64(0);
                _byHash.Add(StoreKeys.Of(new Hash256(rows.GetBytes32(1))), 0, seq);
                if (!rows.IsNull(3))
                    _byPlace.Add(rows.GetInt64(2), rows.GetInt64(3), seq);
                if (!rows.IsNull(4))
                    _bySource.Add(rows.GetInt64(4), 0, seq);
                _byTime.Add(rows.GetInt64(5), 0, seq);
            }
        }
        _lastLock = database.QueryInt64("SELECT max(seq) FROM commit_lock");
        using (var rows = new SqliteStatement(database, "SELECT seq, account, previous FROM commit_lock WHERE seq>?1 ORDER BY seq"))
        {
            rows.Bind(1, _lockIndexes.MergedSeq);
            while (rows.Step())
                _byPosition.Add(StoreKeys.Of(new Position(new Address(rows.GetBytes32(1)), new Hash256(rows.GetBytes32(2)))), 0, rows.GetInt64(0));
        }
        using (var rows = new SqliteStatement(database, "SELECT hash FROM block WHERE height IS NULL"))
        {
            while (rows.Step())
                _undone.Add(StoreKeys.Of(new Hash256(rows.GetBytes32(0))));
        }
    }
}
