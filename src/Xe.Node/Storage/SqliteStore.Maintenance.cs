using Xe.Core.Storage;

namespace Xe.Node.Storage;

public sealed partial class SqliteStore
{
    private const string PartialSuffix = ".partial";

    /// <summary>Bytes of the store on disk, its write-ahead log included.</summary>
    public long FileBytes
    {
        get
        {
            string path = _writer.Lookup.Database.Path;
            return Length(path) + Length(path + "-wal");
        }
    }

    /// <summary>Copies the store as it is at one moment to a new file while the node goes on: a backup that can be put in place
    /// of <see cref="FileName"/>. The file appears under its name when it is whole and on the disk. Throws
    /// <see cref="StoreException"/> where the file exists, the disk is full, or the store cannot be read.</summary>
    /// <returns>Bytes of the copy.</returns>
    public long BackUp(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        string target = Path.GetFullPath(file);
        if (Path.Exists(target))
            throw new StoreException(StoreFailure.Other, $"{target} exists already; a backup replaces nothing");
        string partial = target + PartialSuffix;
        try
        {
            File.Delete(partial);
            CreateOwnersOnly(partial);
            ThrowIfClosed();
            // A connection of its own, so that a long copy takes no reader from the pool.
            using (SqliteDatabase database = SqliteDatabase.Open(_writer.Lookup.Database.Path, readOnly: true))
            using (var copy = new SqliteStatement(database, "VACUUM INTO ?1"))
                copy.Bind(1, partial).Run();
            using (FileStream written = new(partial, FileMode.Open, FileAccess.ReadWrite))
                written.Flush(flushToDisk: true);
            File.Move(partial, target);
            return Length(target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(StoreFailure.Io, $"the backup {target} cannot be written: {e.Message}", e);
        }
        finally
        {
            DeletePartial(partial);
        }
    }

    /// <summary>Writes the file anew without unused space. Needs free disk space of about twice the file; commits wait
    /// meanwhile. All or nothing.</summary>
    /// <returns>Bytes before and after.</returns>
    public (long Before, long After) Compact()
    {
        lock (_writeGate)
        {
            ThrowIfClosed();
            SqliteDatabase database = _writer.Lookup.Database;
            database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            long before = FileBytes;
            database.Execute("VACUUM");
            database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            return (before, FileBytes);
        }
    }

    // The copy keeps this mode: what is in a ledger is public, but who may read the operator's files is not ours to widen.
    private static void CreateOwnersOnly(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(path, options).Dispose();
    }

    private static void DeletePartial(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next backup to this place deletes it or says why not.
        }
    }

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;
}
