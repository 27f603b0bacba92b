using System.Globalization;
using Xe.Core.Storage;

namespace Xe.Node.Storage;

/// <summary>Keeps a second process out of a directory (spec 05 §5): a file held open exclusively, which the system frees
/// however the process ends. The owner's process id stands in a second file, because a file so held cannot be read by
/// others.</summary>
public sealed class DataDirectoryLock : IDisposable
{
    private const string LockName = "lock";
    private const string PidName = "lock.pid";
    private readonly string _pidPath;
    private FileStream? _stream;

    private DataDirectoryLock(FileStream stream, string pidPath) => (_stream, _pidPath) = (stream, pidPath);

    /// <summary>Takes the lock, creating the directory (mode 0700) where there is none. Throws
    /// <see cref="StoreException"/>: Locked with the other process's id, or ReadOnly.</summary>
    public static DataDirectoryLock Acquire(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        string pidPath = Path.Combine(directory, PidName);
        FileStream? stream = null;
        try
        {
            CreatePrivate(directory);
            stream = new FileStream(Path.Combine(directory, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            string pid = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
            stream.SetLength(0);
            using (var writer = new StreamWriter(stream, leaveOpen: true))
                writer.Write(pid);
            stream.Flush();
            File.WriteAllText(pidPath, pid);
            return new DataDirectoryLock(stream, pidPath);
        }
        catch (Exception e) when (e is UnauthorizedAccessException || (e is IOException io && IsReadOnly(io)))
        {
            stream?.Dispose();
            throw new StoreException(StoreFailure.ReadOnly, $"the directory {directory} cannot be written: {e.Message}", e);
        }
        catch (IOException e) when (stream is null && IsTaken(e))
        {
            throw new StoreException(StoreFailure.Locked, $"the directory {directory} is in use by {Owner(pidPath)}; two nodes cannot share one", e);
        }
        catch (IOException e)
        {
            stream?.Dispose();
            StoreFailure failure = IsDiskFull(e) ? StoreFailure.Full : StoreFailure.Io;
            throw new StoreException(failure, $"the directory {directory} cannot be used: {e.Message}", e);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _stream, null) is not { } stream)
            return;
        // The process id goes first: once the lock is free it would be somebody else's file.
        try
        {
            File.Delete(_pidPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Informative only; the next owner overwrites it.
        }
        stream.Dispose();
    }

    private static void CreatePrivate(string directory)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string Owner(string pidPath)
    {
        try
        {
            string pid = File.ReadAllText(pidPath).Trim();
            return pid.Length is > 0 and <= 20 ? $"process {pid}" : "another process";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }

    // EAGAIN of Linux and macOS, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows.
    private static bool IsTaken(IOException e) => (e.HResult & 0xffff) is var code
        && (OperatingSystem.IsWindows() ? code is 32 or 33 : code == (OperatingSystem.IsMacOS() ? 35 : 11));

    // EROFS on Unix, ERROR_WRITE_PROTECT on Windows.
    private static bool IsReadOnly(IOException e) => (e.HResult & 0xffff) == (OperatingSystem.IsWindows() ? 19 : 30);

    // ENOSPC on Unix, ERROR_DISK_FULL on Windows.
    private static bool IsDiskFull(IOException e) => (e.HResult & 0xffff) is 28 or 112;
}
