using SQLitePCL;
using Xe.Core.Storage;

namespace Xe.Node.Storage;

/// <summary>Says what SQLite's result codes mean to an operator.</summary>
internal static class SqliteFailure
{
    // One line of a statement is enough to tell where it failed.
    private const int ShownSqlChars = 60;

    public static StoreException Make(int resultCode, string message, string what, string path)
    {
        (StoreFailure failure, string text) = (resultCode & 0xff) switch
        {
            raw.SQLITE_FULL => (StoreFailure.Full, $"the disk is full: the store {path} cannot grow; free some space and start the node again, nothing acknowledged was lost"),
            raw.SQLITE_CORRUPT => (StoreFailure.Corrupt, $"the store {path} is damaged; move it away and let the node synchronise again, or restore a backup"),
            raw.SQLITE_NOTADB => (StoreFailure.NotAStore, $"the file {path} is not a store of this program"),
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => (StoreFailure.ReadOnly, $"the store {path} cannot be written; check the owner and mode of file and directory"),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => (StoreFailure.Locked, $"the store {path} is locked by another program"),
            raw.SQLITE_CANTOPEN => (StoreFailure.Io, $"the store {path} cannot be opened; check that its directory exists and may be entered and written"),
            raw.SQLITE_IOERR => (StoreFailure.Io, $"reading or writing the store {path} failed; check the disk"),
            _ => (StoreFailure.Other, $"the store {path} failed"),
        };
        string place = what.Length > ShownSqlChars ? string.Concat(what.AsSpan(0, ShownSqlChars), "...") : what;
        return new StoreException(failure, $"{text} (SQLite {resultCode}: {message}; at: {place})");
    }

    public static StoreException Corrupt(string path, string detail) => new(
        StoreFailure.Corrupt,
        $"the store {path} is damaged: {detail}; move it away and let the node synchronise again, or restore a backup");
}
