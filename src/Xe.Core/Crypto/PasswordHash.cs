namespace Xe.Core.Crypto;

/// <summary>Keys from passwords: Argon2id version 1.3 (RFC 9106) with one lane, through libsodium.</summary>
public static class PasswordHash
{
    /// <summary>Length of the salt, in bytes.</summary>
    public const int SaltSize = 16;

    /// <summary>Passes over the memory for an interactive use (libsodium's INTERACTIVE).</summary>
    public const int InteractiveOperations = 2;

    /// <summary>Memory for an interactive use, in bytes (64 MiB).</summary>
    public const long InteractiveMemoryBytes = 64L << 20;

    /// <summary>Passes over the memory for a wallet file (libsodium's MODERATE).</summary>
    public const int ModerateOperations = 3;

    /// <summary>Memory for a wallet file, in bytes (256 MiB).</summary>
    public const long ModerateMemoryBytes = 256L << 20;

    private const int Argon2id13 = 2;

    /// <summary>Derives a key.</summary>
    /// <param name="password">The password as bytes (UTF-8 by convention).</param>
    /// <param name="salt">Exactly 16 random bytes, stored beside what the key protects.</param>
    /// <param name="operations">Passes over the memory, at least 1.</param>
    /// <param name="memoryBytes">Memory to fill, in bytes, at least 8192 and at most 4 TiB.</param>
    /// <param name="key">Receives the key, at least 16 bytes.</param>
    /// <returns>False when the memory could not be had; everything else that fails is an argument error.</returns>
    /// <exception cref="ArgumentException">A length or cost is outside its range.</exception>
    public static bool DeriveKey(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int operations, long memoryBytes, Span<byte> key)
    {
        if (salt.Length != SaltSize)
            throw new ArgumentException("The salt has 16 bytes.", nameof(salt));
        if (key.Length < 16)
            throw new ArgumentException("A derived key has at least 16 bytes.", nameof(key));
        ArgumentOutOfRangeException.ThrowIfLessThan(operations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(memoryBytes, 8192);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(memoryBytes, 4398046510080);
        SodiumLibrary.Initialize();
        return Sodium.PasswordHash(key, (ulong)key.Length, password, (ulong)password.Length, salt, (ulong)operations, (nuint)memoryBytes, Argon2id13) == 0;
    }
}
