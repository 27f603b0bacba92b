using System.Globalization;
using Xe.Core.Storage;

namespace Xe.Node.Storage;

/// <summary>The tables, their version and the way from older versions (spec 05, open point 4).
/// <para>Rows that grow with the ledger are only ever appended in order (<c>block</c>, <c>commit_lock</c>,
/// <c>account_journal</c>). Their lookup tables (<c>by_hash</c>, <c>by_place</c>, <c>by_source</c>, <c>by_time</c>,
/// <c>by_position</c>) have random keys: filled block by block they would dirty a page each, and a block would cost more
/// the larger the ledger. So they are filled in sorted runs; what is not in them yet is found in memory and read back from
/// the rows above the merged mark at open (<see cref="DeferredIndex"/>).</para></summary>
internal static class StoreSchema
{
    /// <summary>The version this program writes.</summary>
    public const int Version = 1;

    /// <summary>"XeSt": tells our files from other SQLite files.</summary>
    public const int ApplicationId = 0x58655374;

    private const string Tables = """
        CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE account(id INTEGER PRIMARY KEY, address BLOB NOT NULL, height INTEGER NOT NULL, state BLOB);
        CREATE TABLE account_journal(id INTEGER PRIMARY KEY, states BLOB NOT NULL);
        CREATE TABLE block(
            seq INTEGER PRIMARY KEY,
            hash BLOB NOT NULL,
            account INTEGER NOT NULL,
            height INTEGER,
            previous BLOB NOT NULL,
            timestamp INTEGER NOT NULL,
            xe INTEGER,
            xusd INTEGER,
            representative BLOB,
            source_key INTEGER,
            status INTEGER,
            crc INTEGER NOT NULL,
            body BLOB NOT NULL);
        CREATE INDEX block_undone ON block(hash) WHERE height IS NULL;
        CREATE TABLE by_hash(key INTEGER, seq INTEGER, PRIMARY KEY(key, seq)) WITHOUT ROWID;
        CREATE TABLE by_place(account INTEGER, height INTEGER, seq INTEGER NOT NULL, PRIMARY KEY(account, height)) WITHOUT ROWID;
        CREATE TABLE by_source(key INTEGER, seq INTEGER, PRIMARY KEY(key, seq)) WITHOUT ROWID;
        CREATE TABLE by_time(timestamp INTEGER, seq INTEGER, PRIMARY KEY(timestamp, seq)) WITHOUT ROWID;
        CREATE TABLE pending(seq INTEGER PRIMARY KEY, hash BLOB NOT NULL, source BLOB NOT NULL, destination BLOB NOT NULL,
            amount INTEGER NOT NULL, asset INTEGER NOT NULL, timestamp INTEGER NOT NULL);
        CREATE TABLE lease(hash BLOB PRIMARY KEY, state INTEGER NOT NULL, consumer BLOB NOT NULL, provider BLOB NOT NULL,
            vcpus INTEGER NOT NULL, memory_mb INTEGER NOT NULL, disk_gb INTEGER NOT NULL, duration INTEGER NOT NULL,
            access_key BLOB, cost INTEGER NOT NULL, stake INTEGER NOT NULL, start_time INTEGER NOT NULL,
            certificate TEXT NOT NULL, settled INTEGER NOT NULL, locked_r INTEGER NOT NULL, locked_cap INTEGER NOT NULL,
            locked_twap INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE status(hash BLOB PRIMARY KEY, status INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE conflict(account BLOB, previous BLOB, detected_at INTEGER NOT NULL, total_weight INTEGER NOT NULL,
            hashes BLOB NOT NULL, weights BLOB NOT NULL, PRIMARY KEY(account, previous)) WITHOUT ROWID;
        CREATE TABLE staged(hash BLOB PRIMARY KEY, crc INTEGER NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE vote(account BLOB, previous BLOB, representative BLOB, hash BLOB NOT NULL, timestamp INTEGER NOT NULL,
            final INTEGER NOT NULL, signature BLOB NOT NULL, weight INTEGER NOT NULL,
            PRIMARY KEY(account, previous, representative)) WITHOUT ROWID;
        CREATE TABLE commit_lock(seq INTEGER PRIMARY KEY, account BLOB NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL);
        CREATE TABLE by_position(key INTEGER, seq INTEGER, PRIMARY KEY(key, seq)) WITHOUT ROWID;
        CREATE TABLE certificate(hash TEXT PRIMARY KEY, provider BLOB NOT NULL, issued_at INTEGER NOT NULL, json BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE state_block(idx INTEGER PRIMARY KEY, json BLOB NOT NULL);
        """;

    // Step n leads from version n + 1 to n + 2. A released step is never changed.
    private static readonly Action<SqliteDatabase>[] Migrations = [];

    /// <summary>Creates the tables of an empty file, brings an older one up to date, refuses a newer or foreign one.</summary>
    public static void Prepare(SqliteDatabase database) => Prepare(database, Version, Migrations);

    internal static void Prepare(SqliteDatabase database, int targetVersion, IReadOnlyList<Action<SqliteDatabase>> migrations)
    {
        long version = database.QueryInt64("PRAGMA user_version");
        if (version == 0)
        {
            if (database.QueryInt64("SELECT count(*) FROM sqlite_schema") != 0)
                throw new StoreException(StoreFailure.NotAStore, $"the file {database.Path} is an SQLite database, but not a store of this program");
            InTransaction(database, () =>
            {
                database.Execute(Tables);
                database.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id={ApplicationId}; PRAGMA user_version=1"));
            });
            version = 1;
        }
        else if (database.QueryInt64("PRAGMA application_id") != ApplicationId)
        {
            throw new StoreException(StoreFailure.NotAStore, $"the file {database.Path} is an SQLite database, but not a store of this program");
        }
        if (version > targetVersion)
        {
            throw new StoreException(
                StoreFailure.NewerFormat,
                $"the store {database.Path} has format {version}; this program knows formats up to {targetVersion}: use the newer program that wrote it");
        }
        for (; version < targetVersion; version++)
        {
            Action<SqliteDatabase> step = migrations[(int)version - 1];
            InTransaction(database, () =>
            {
                step(database);
                database.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version={version + 1}"));
            });
        }
    }

    private static void InTransaction(SqliteDatabase database, Action action)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            action();
            database.Execute("COMMIT");
        }
        catch
        {
            database.RollbackIfOpen();
            throw;
        }
    }
}
