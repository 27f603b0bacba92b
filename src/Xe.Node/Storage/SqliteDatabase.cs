using SQLitePCL;
using Xe.Core.Storage;

namespace Xe.Node.Storage;

/// <summary>One connection: a thin, throwing layer over SQLite's C interface. The interface is used directly because the
/// ADO.NET layer above it boxes every number and copies every hash into an array of its own. One thread at a time.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private const int BusyTimeoutMs = 5_000;
    private readonly sqlite3 _handle;

    static SqliteDatabase() => Batteries_V2.Init();

    private SqliteDatabase(sqlite3 handle, string path) => (_handle, Path) = (handle, path);

    /// <summary>The file.</summary>
    public string Path { get; }

    internal sqlite3 Handle => _handle;

    /// <summary>Rows changed by the last statement.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>True inside a transaction.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Opens a file, creating it unless <paramref name="readOnly"/>. Throws <see cref="StoreException"/>.</summary>
    public static SqliteDatabase Open(string path, bool readOnly)
    {
        int flags = raw.SQLITE_OPEN_NOMUTEX | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        int rc = raw.sqlite3_open_v2(path, out sqlite3 handle, flags, null);
        var database = new SqliteDatabase(handle, path);
        if (rc != raw.SQLITE_OK)
        {
            using (database)
                throw database.Failure(rc, "open");
        }
        raw.sqlite3_extended_result_codes(handle, 1);
        raw.sqlite3_busy_timeout(handle, BusyTimeoutMs);
        return database;
    }

    /// <summary>Runs statements without results.</summary>
    public void Execute(string sql)
    {
        int rc = raw.sqlite3_exec(_handle, sql);
        if (rc != raw.SQLITE_OK)
            throw Failure(rc, sql);
    }

    /// <summary>The first column of the first row; null without a row or for NULL.</summary>
    public string? QueryText(string sql)
    {
        using var statement = new SqliteStatement(this, sql);
        return statement.Step() && !statement.IsNull(0) ? statement.GetText(0) : null;
    }

    /// <summary>The first column of the first row; 0 without a row.</summary>
    public long QueryInt64(string sql)
    {
        using var statement = new SqliteStatement(this, sql);
        return statement.Step() ? statement.GetInt64(0) : 0;
    }

    /// <summary>Rolls an open transaction back; a transaction SQLite ended by itself is no error.</summary>
    public void RollbackIfOpen()
    {
        if (InTransaction)
            _ = raw.sqlite3_exec(_handle, "ROLLBACK");
    }

    /// <summary>The exception for a result code.</summary>
    public StoreException Failure(int resultCode, string what) =>
        SqliteFailure.Make(resultCode, raw.sqlite3_errmsg(_handle).utf8_to_string(), what, Path);

    /// <inheritdoc />
    public void Dispose() => _handle.Dispose();
}
