using SQLitePCL;
using Xe.Core.Primitives;

namespace Xe.Node.Storage;

/// <summary>One prepared statement, kept and used again. Parameters count from 1, columns from 0. Spans read from a row
/// are valid until the next step or reset.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly string _sql;
    private readonly sqlite3_stmt _handle;

    public SqliteStatement(SqliteDatabase database, string sql)
    {
        (_database, _sql) = (database, sql);
        int rc = raw.sqlite3_prepare_v3(database.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out _handle);
        if (rc != raw.SQLITE_OK)
            throw database.Failure(rc, sql);
    }

    public SqliteStatement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_handle, index, value));
        return this;
    }

    /// <summary>Any bytes, also none (an empty blob, not NULL).</summary>
    public SqliteStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_handle, index, 0) : raw.sqlite3_bind_blob(_handle, index, value));
        return this;
    }

    public SqliteStatement Bind(int index, in Bytes32 value) => Bind(index, value.Span);

    public SqliteStatement Bind(int index, string value)
    {
        Check(raw.sqlite3_bind_text(_handle, index, value));
        return this;
    }

    public SqliteStatement BindNull(int index)
    {
        Check(raw.sqlite3_bind_null(_handle, index));
        return this;
    }

    /// <summary>The bits of the number as they are: lossless; such columns are never compared (spec 05 §1.5).</summary>
    public SqliteStatement Bind(int index, ulong? value) => value is { } number ? Bind(index, unchecked((long)number)) : BindNull(index);

    /// <summary>True when a row is there, false at the end.</summary>
    public bool Step()
    {
        int rc = raw.sqlite3_step(_handle);
        if (rc == raw.SQLITE_ROW)
            return true;
        if (rc == raw.SQLITE_DONE)
            return false;
        throw Fail(rc);
    }

    /// <summary>Runs a statement that gives no rows and makes it ready for the next use.</summary>
    public void Run()
    {
        int rc = raw.sqlite3_step(_handle);
        int reset = raw.sqlite3_reset(_handle);
        if (rc != raw.SQLITE_DONE && rc != raw.SQLITE_ROW)
            throw Fail(reset != raw.SQLITE_OK ? reset : rc);
    }

    /// <summary>Ends the use of a row; any error was reported by the step before.</summary>
    public void Reset() => _ = raw.sqlite3_reset(_handle);

    public bool IsNull(int column) => raw.sqlite3_column_type(_handle, column) == raw.SQLITE_NULL;

    public long GetInt64(int column) => raw.sqlite3_column_int64(_handle, column);

    public ulong GetUInt64(int column) => unchecked((ulong)GetInt64(column));

    public ulong? GetUInt64OrNull(int column) => IsNull(column) ? null : GetUInt64(column);

    public ReadOnlySpan<byte> GetBlob(int column) => raw.sqlite3_column_blob(_handle, column);

    public string GetText(int column) => raw.sqlite3_column_text(_handle, column).utf8_to_string();

    /// <summary>32 bytes; any other length means a damaged file.</summary>
    public Bytes32 GetBytes32(int column)
    {
        ReadOnlySpan<byte> blob = GetBlob(column);
        return blob.Length == Bytes32.Size
            ? new Bytes32(blob)
            : throw SqliteFailure.Corrupt(_database.Path, $"{blob.Length} bytes where 32 belong");
    }

    /// <inheritdoc />
    public void Dispose() => _handle.Dispose();

    private void Check(int rc)
    {
        if (rc != raw.SQLITE_OK)
            throw Fail(rc);
    }

    private Xe.Core.Storage.StoreException Fail(int rc)
    {
        Xe.Core.Storage.StoreException failure = _database.Failure(rc, _sql);
        Reset();
        return failure;
    }
}
