using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Xe.Core.Keys;

/// <summary>The wallet file of the public command line: the seed as 64 hex characters and one LF, in clear text; white space
/// around it is ignored (spec 01 §18). File mode 0600, directory 0700.</summary>
public static class PlainWalletFormat
{
    /// <summary>Reads the content; refused with "corrupt wallet file: PATH".</summary>
    /// <param name="path">Shown in the message.</param>
    /// <param name="content">The file's bytes; the caller overwrites them after use.</param>
    /// <param name="key">The key.</param>
    /// <param name="rejection">Why there is none.</param>
    public static bool TryRead(
        string path, ReadOnlySpan<byte> content, [NotNullWhen(true)] out AccountKey? key, [NotNullWhen(false)] out Rejection? rejection)
    {
        ReadOnlySpan<byte> digits = content.Trim(" \t\r\n\v\f"u8);
        Span<byte> seed = stackalloc byte[AccountKey.SeedSize];
        bool valid = digits.Length == AccountKey.SeedSize * 2
            && Convert.FromHexString(digits, seed, out _, out _) == System.Buffers.OperationStatus.Done;
        key = valid ? AccountKey.FromSeed(seed) : null;
        CryptographicOperations.ZeroMemory(seed);
        rejection = valid ? null : new Rejection("wallet_corrupt", "corrupt wallet file: " + path);
        return valid;
    }

    /// <summary>The content for a key; the caller overwrites it after use.</summary>
    public static byte[] Write(AccountKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> seed = stackalloc byte[AccountKey.SeedSize];
        key.CopySeed(seed);
        byte[] content = GC.AllocateArray<byte>(AccountKey.SeedSize * 2 + 1, pinned: true);
        Convert.TryToHexStringLower(seed, content, out int written);
        content[written] = (byte)'\n';
        CryptographicOperations.ZeroMemory(seed);
        return content;
    }
}
