namespace Xe.Node.Storage;

/// <summary>The prepared lookups of one connection; the writer has them too.</summary>
internal sealed class SqliteLookup : IDisposable
{
    public SqliteLookup(SqliteDatabase database)
    {
        Database = database;
        Block = new SqliteStatement(database, "SELECT hash, account, height, previous, timestamp, xe, xusd, representative, status, crc, body FROM block WHERE seq=?1");
        ByHash = new SqliteStatement(database, "SELECT seq FROM by_hash WHERE key=?1 AND seq<=?2");
        ByPlace = new SqliteStatement(database, "SELECT seq FROM by_place WHERE account=?1 AND height=?2");
        PlaceRange = new SqliteStatement(database, "SELECT height, seq FROM by_place WHERE account=?1 AND height BETWEEN ?2 AND ?3");
        BySource = new SqliteStatement(database, "SELECT seq FROM by_source WHERE key=?1 AND seq<=?2");
        Newest = new SqliteStatement(database, "SELECT timestamp, seq FROM by_time WHERE seq<=?1 ORDER BY timestamp DESC, seq DESC LIMIT ?2");
        Status = new SqliteStatement(database, "SELECT status FROM status WHERE hash=?1");
        ByPosition = new SqliteStatement(database, "SELECT seq FROM by_position WHERE key=?1 AND seq<=?2");
        CommitLock = new SqliteStatement(database, "SELECT account, previous, hash FROM commit_lock WHERE seq=?1");
    }

    public SqliteDatabase Database { get; }

    public SqliteStatement Block { get; }

    public SqliteStatement ByHash { get; }

    public SqliteStatement ByPlace { get; }

    public SqliteStatement PlaceRange { get; }

    public SqliteStatement BySource { get; }

    public SqliteStatement Newest { get; }

    public SqliteStatement Status { get; }

    public SqliteStatement ByPosition { get; }

    public SqliteStatement CommitLock { get; }

    /// <summary>Used for the candidates of one lookup.</summary>
    public List<long> Found { get; } = [];

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (SqliteStatement statement in (SqliteStatement[])[Block, ByHash, ByPlace, PlaceRange, BySource, Newest, Status, ByPosition, CommitLock])
            statement.Dispose();
        Database.Dispose();
    }
}
