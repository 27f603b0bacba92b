namespace Xe.Node.Storage;

/// <summary>The writer connection with its prepared statements.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly List<SqliteStatement> _all = [];
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private bool _isFullSync;

    public SqliteWriter(SqliteDatabase database)
    {
        _database = database;
        Lookup = new SqliteLookup(database);
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        PutMeta = Prepare("INSERT OR REPLACE INTO meta VALUES(?1, ?2)");
        InsertBlock = Prepare("INSERT INTO block VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, NULL, ?11, ?12)");
        UndoBlock = Prepare("UPDATE block SET height=NULL WHERE seq=?1");
        ReplaceBlock = Prepare("UPDATE block SET height=?2, xe=?3, xusd=?4, representative=?5, crc=?6, body=?7 WHERE seq=?1");
        DeletePlace = Prepare("DELETE FROM by_place WHERE account=?1 AND height=?2");
        PutPlace = Prepare("INSERT OR REPLACE INTO by_place VALUES(?1, ?2, ?3)");
        SetBlockStatus = Prepare("UPDATE block SET status=?2 WHERE seq=?1");
        PutStatus = Prepare("INSERT OR REPLACE INTO status VALUES(?1, ?2)");
        PutPending = Prepare("INSERT OR REPLACE INTO pending VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        DeletePending = Prepare("DELETE FROM pending WHERE seq=?1");
        PutLease = Prepare("INSERT OR REPLACE INTO lease VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)");
        DeleteLease = Prepare("DELETE FROM lease WHERE hash=?1");
        PutConflict = Prepare("INSERT OR REPLACE INTO conflict VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
        DeleteConflict = Prepare("DELETE FROM conflict WHERE account=?1 AND previous=?2");
        PutStaged = Prepare("INSERT OR REPLACE INTO staged VALUES(?1, ?2, ?3)");
        DeleteStaged = Prepare("DELETE FROM staged WHERE hash=?1");
        PutVote = Prepare("INSERT OR REPLACE INTO vote VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        ClearVotes = Prepare("DELETE FROM vote WHERE account=?1 AND previous=?2");
        InsertLock = Prepare("INSERT INTO commit_lock VALUES(?1, ?2, ?3, ?4)");
        PutCertificate = Prepare("INSERT OR REPLACE INTO certificate VALUES(?1, ?2, ?3, ?4)");
        DeleteCertificate = Prepare("DELETE FROM certificate WHERE hash=?1");
        InsertStateBlock = Prepare("INSERT INTO state_block VALUES(?1, ?2)");
    }

    public SqliteLookup Lookup { get; }
    public SqliteStatement PutMeta { get; }
    public SqliteStatement InsertBlock { get; }
    public SqliteStatement UndoBlock { get; }
    public SqliteStatement ReplaceBlock { get; }
    public SqliteStatement DeletePlace { get; }
    public SqliteStatement PutPlace { get; }
    public SqliteStatement SetBlockStatus { get; }
    public SqliteStatement PutStatus { get; }
    public SqliteStatement PutPending { get; }
    public SqliteStatement DeletePending { get; }
    public SqliteStatement PutLease { get; }
    public SqliteStatement DeleteLease { get; }
    public SqliteStatement PutConflict { get; }
    public SqliteStatement DeleteConflict { get; }
    public SqliteStatement PutStaged { get; }
    public SqliteStatement DeleteStaged { get; }
    public SqliteStatement PutVote { get; }
    public SqliteStatement ClearVotes { get; }
    public SqliteStatement InsertLock { get; }
    public SqliteStatement PutCertificate { get; }
    public SqliteStatement DeleteCertificate { get; }
    public SqliteStatement InsertStateBlock { get; }

    /// <summary>Runs an action in one transaction; on any failure nothing of it is written and the failure is thrown.</summary>
    public void Transact(bool fullSync, Action action)
    {
        if (fullSync != _isFullSync)
        {
            _database.Execute(fullSync ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
            _isFullSync = fullSync;
        }
        _begin.Run();
        try
        {
            action();
            _commit.Run();
        }
        catch
        {
            _database.RollbackIfOpen();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (SqliteStatement statement in _all)
            statement.Dispose();
        Lookup.Dispose();
    }

    private SqliteStatement Prepare(string sql)
    {
        var statement = new SqliteStatement(_database, sql);
        _all.Add(statement);
        return statement;
    }
}
