namespace Xe.Core.Crypto;

/// <summary>BLAKE2b (RFC 7693) through libsodium. The digest length is a parameter of the function, not a truncation.</summary>
public static class Blake2b
{
    /// <summary>Longest digest, in bytes.</summary>
    public const int MaxDigestSize = 64;

    /// <summary>Hashes <paramref name="message"/> without a key.</summary>
    /// <param name="message">Bytes to hash, any length.</param>
    /// <param name="digest">Receives the digest; its length (1 to 64 bytes) is the digest length parameter.</param>
    /// <exception cref="ArgumentException"><paramref name="digest"/> is empty or longer than 64 bytes.</exception>
    public static void Hash(ReadOnlySpan<byte> message, Span<byte> digest)
    {
        if (digest.Length is 0 or > MaxDigestSize)
            throw new ArgumentException("A BLAKE2b digest has 1 to 64 bytes.", nameof(digest));
        SodiumLibrary.Initialize();

        // libsodium's front end refuses nothing below 1 byte; its recommended minimum of 16 is not enforced.
        if (Sodium.Blake2b(digest, (nuint)digest.Length, message, (ulong)message.Length, default, 0) != 0)
            throw new InvalidOperationException("crypto_generichash_blake2b failed.");
    }
}
