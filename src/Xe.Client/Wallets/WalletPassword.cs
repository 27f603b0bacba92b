using System.Security.Cryptography;
using System.Text;

namespace Xe.Client.Wallets;

/// <summary>A password as UTF-8 bytes that are overwritten on disposal.</summary>
public sealed class WalletPassword : IDisposable
{
    private readonly byte[] _utf8;

    private WalletPassword(byte[] utf8) => _utf8 = utf8;

    /// <summary>The bytes; empty after disposal.</summary>
    public ReadOnlySpan<byte> Utf8 => _utf8;

    /// <summary>Takes text over; the caller overwrites its own copy.</summary>
    public static WalletPassword FromText(ReadOnlySpan<char> text)
    {
        byte[] utf8 = GC.AllocateArray<byte>(Encoding.UTF8.GetByteCount(text), pinned: true);
        Encoding.UTF8.GetBytes(text, utf8);
        return new WalletPassword(utf8);
    }

    /// <summary>The first line of a file, without its line end.</summary>
    /// <exception cref="XeException">The file is missing, unreadable, longer than 4096 bytes, or its first line is empty.</exception>
    public static WalletPassword FromFile(string path)
    {
        byte[] content = Files.ReadBounded(path, MaxFileBytes) ?? throw new XeException(XeErrors.FileFailed, "no password file at " + path);
        try
        {
            if (content.Length > MaxFileBytes)
                throw new XeException(XeErrors.BadValue, $"password file {path} is longer than {MaxFileBytes} bytes");
            ReadOnlySpan<byte> line = content.AsSpan();
            int end = line.IndexOf((byte)'\n');
            line = (end < 0 ? line : line[..end]).TrimEnd((byte)'\r');
            if (line.IsEmpty)
                throw new XeException(XeErrors.BadValue, $"password file {path} holds no password in its first line");
            byte[] utf8 = GC.AllocateArray<byte>(line.Length, pinned: true);
            line.CopyTo(utf8);
            return new WalletPassword(utf8);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <summary>Overwrites the bytes.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_utf8);

    private const int MaxFileBytes = 4096;
}
