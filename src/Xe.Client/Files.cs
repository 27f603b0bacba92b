using System.Security.Cryptography;

namespace Xe.Client;

/// <summary>Files that are private to their owner: directories 0700, files 0600, written whole or not at all.</summary>
internal static class Files
{
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PrivateDirectory = PrivateFile | UnixFileMode.UserExecute;

    /// <summary>Makes a directory and its parents, 0700; one that is there keeps its mode.</summary>
    internal static void CreatePrivateDirectory(string path)
    {
        if (path.Length == 0 || Directory.Exists(path))
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, PrivateDirectory);
    }

    /// <summary>Reads a file of at most <paramref name="maxBytes"/>; longer ones are cut one byte above it, so that the caller's
    /// length check sees them. Null where there is none.</summary>
    internal static byte[]? ReadBounded(string path, int maxBytes)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] buffer = GC.AllocateUninitializedArray<byte>(maxBytes + 1);
            int length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            byte[] content = buffer[..length];
            CryptographicOperations.ZeroMemory(buffer);
            return content;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new XeException(XeErrors.FileFailed, $"cannot read {path}: {e.Message}", cause: e);
        }
    }

    /// <summary>Writes a private file through a temporary one beside it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="overwrite">Whether one that is there may be replaced; false throws <see cref="XeException"/> "file_exists".</param>
    internal static void WritePrivate(string path, ReadOnlySpan<byte> content, bool overwrite)
    {
        string directory = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
        string temporary = Path.Combine(directory, $".{Path.GetFileName(path)}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}.tmp");
        try
        {
            CreatePrivateDirectory(directory);
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = PrivateFile;
            using (FileStream stream = new(temporary, options))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
            throw !overwrite && File.Exists(path)
                ? new XeException("file_exists", $"{path} exists already", cause: e)
                : new XeException(XeErrors.FileFailed, $"cannot write {path}: {e.Message}", cause: e);
        }
    }

    internal static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A leftover temporary file is no reason to hide what went wrong before.
        }
    }
}
