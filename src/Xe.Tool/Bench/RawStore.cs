using System.Buffers;
using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Node.Storage;

namespace Xe.Tool.Bench;

/// <summary>The peer of the store: the same rows in the same tables of one SQLite file, written by prepared statements in
/// transactions of the same size with the same settings, and nothing around it: no checks, no deferred lookup rows, bodies
/// encoded beforehand.</summary>
internal sealed class RawStore : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _insertBlock;
    private readonly SqliteStatement _insertAccount;
    private readonly SqliteStatement _updateAccount;
    private readonly SqliteStatement _putPending;
    private readonly SqliteStatement _deletePending;
    private readonly SqliteStatement _byHash;
    private readonly SqliteStatement _byPlace;
    private readonly SqliteStatement _bySource;
    private readonly SqliteStatement _byTime;

    public RawStore(string directory)
    {
        _database = SqliteDatabase.Open(Path.Combine(directory, "raw.db"), readOnly: false);
        _ = _database.QueryText("PRAGMA journal_mode=WAL");
        _database.Execute("PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8192");
        StoreSchema.Prepare(_database);
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _insertBlock = Prepare("INSERT INTO block VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, NULL, ?11, ?12)");
        _insertAccount = Prepare("INSERT INTO account VALUES(?1, ?2, ?3, ?4)");
        _updateAccount = Prepare("UPDATE account SET height=?2, state=?3 WHERE id=?1");
        _putPending = Prepare("INSERT OR REPLACE INTO pending VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        _deletePending = Prepare("DELETE FROM pending WHERE seq=?1");
        _byHash = Prepare("INSERT INTO by_hash VALUES(?1, ?2)");
        _byPlace = Prepare("INSERT INTO by_place VALUES(?1, ?2, ?3)");
        _bySource = Prepare("INSERT INTO by_source VALUES(?1, ?2)");
        _byTime = Prepare("INSERT INTO by_time VALUES(?1, ?2)");
    }

    /// <summary>Writes rows in one transaction.</summary>
    public void Write(ReadOnlySpan<Rows> batch)
    {
        _begin.Run();
        foreach (Rows rows in batch)
            Write(rows);
        _commit.Run();
    }

    /// <summary>The rows of one-block change sets as the store would write them.</summary>
    public static List<Rows> RowsOf(IEnumerable<ChangeSet> sets)
    {
        var rows = new List<Rows>();
        var accounts = new Dictionary<Address, int>();
        var seqs = new Dictionary<Hash256, long>();
        foreach (ChangeSet set in sets)
        {
            (Block block, ChainEntry entry) = (set.Added[0].Block, set.Added[0].Entry);
            long seq = seqs.Count + 1;
            seqs.Add(entry.Hash, seq);
            bool isNew = accounts.TryAdd(entry.Account, accounts.Count + 1);
            var state = new ArrayBufferWriter<byte>();
            AccountStateCodec.Encode(set.Accounts[0].After!, state);
            byte[] body = BlockCodec.Encode(block);
            PendingSend? put = set.Pendings.Count > 0 ? set.Pendings[0].After : null;
            long deleted = set.Pendings.Count > 0 && put is null ? seqs[set.Pendings[0].Key] : 0;
            rows.Add(new Rows(seq, accounts[entry.Account], isNew, entry, block.Source, StoreKeys.Crc(body), body, state.WrittenSpan.ToArray(), put, deleted));
        }
        return rows;
    }

    private void Write(Rows rows)
    {
        ChainEntry entry = rows.Entry;
        _insertBlock.Bind(1, rows.Seq).Bind(2, entry.Hash.Value).Bind(3, rows.Account).Bind(4, (long)entry.Height)
            .Bind(5, entry.Previous.Value).Bind(6, entry.Timestamp).Bind(7, entry.Xe).Bind(8, entry.Xusd);
        _ = entry.Representative is { } representative ? _insertBlock.Bind(9, representative.Value) : _insertBlock.BindNull(9);
        _ = rows.Source.IsZero ? _insertBlock.BindNull(10) : _insertBlock.Bind(10, StoreKeys.Of(rows.Source));
        _insertBlock.Bind(11, rows.Crc).Bind(12, rows.Body).Run();
        if (rows.IsNewAccount)
            _insertAccount.Bind(1, rows.Account).Bind(2, entry.Account.Value).Bind(3, (long)entry.Height).Bind(4, rows.State).Run();
        else
            _updateAccount.Bind(1, rows.Account).Bind(2, (long)entry.Height).Bind(3, rows.State).Run();
        if (rows.Put is { } pending)
        {
            _putPending.Bind(1, rows.Seq).Bind(2, pending.SendHash.Value).Bind(3, pending.Source.Value).Bind(4, pending.Destination.Value)
                .Bind(5, (ulong?)pending.Amount).Bind(6, (ulong?)pending.Asset.HeaderBytes).Bind(7, pending.Timestamp).Run();
        }
        if (rows.DeletedPending != 0)
            _deletePending.Bind(1, rows.DeletedPending).Run();
        _byHash.Bind(1, StoreKeys.Of(entry.Hash)).Bind(2, rows.Seq).Run();
        _byPlace.Bind(1, rows.Account).Bind(2, (long)entry.Height).Bind(3, rows.Seq).Run();
        if (!rows.Source.IsZero)
            _bySource.Bind(1, StoreKeys.Of(rows.Source)).Bind(2, rows.Seq).Run();
        _byTime.Bind(1, entry.Timestamp).Bind(2, rows.Seq).Run();
    }

    private SqliteStatement Prepare(string sql) => new(_database, sql);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (SqliteStatement statement in (SqliteStatement[])[_begin, _commit, _insertBlock, _insertAccount, _updateAccount,
            _putPending, _deletePending, _byHash, _byPlace, _bySource, _byTime])
        {
            statement.Dispose();
        }
        _database.Dispose();
    }

    /// <summary>What one block puts into the tables.</summary>
    internal sealed record Rows(
        long Seq, int Account, bool IsNewAccount, ChainEntry Entry, Hash256 Source, long Crc, byte[] Body, byte[] State, PendingSend? Put, long DeletedPending);
}
