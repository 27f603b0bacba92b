using System.Security.Cryptography;

namespace Xe.Core.Crypto;

/// <summary>
/// Ed25519 (RFC 8032): keys and signatures by libsodium, acceptance by <see cref="Ed25519Verifier"/>.
/// Secret bytes stay the caller's: nothing is kept.
/// </summary>
public static class Ed25519
{
    /// <summary>Length of a seed ("private key"), in bytes.</summary>
    public const int SeedSize = 32;

    /// <summary>Length of an expanded secret key (seed followed by public key), in bytes.</summary>
    public const int ExpandedKeySize = 64;

    /// <summary>Length of a public key, in bytes.</summary>
    public const int PublicKeySize = 32;

    /// <summary>Length of a signature, in bytes.</summary>
    public const int SignatureSize = 64;

    /// <summary>Derives the public key of a seed (spec 01 §8.1).</summary>
    /// <param name="seed">32 bytes.</param>
    /// <param name="publicKey">Receives 32 bytes.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public static void PublicKeyFromSeed(ReadOnlySpan<byte> seed, Span<byte> publicKey)
    {
        CheckLength(publicKey.Length, PublicKeySize, nameof(publicKey));
        Span<byte> expanded = stackalloc byte[ExpandedKeySize];
        ExpandSeed(seed, expanded);
        expanded[SeedSize..].CopyTo(publicKey);
        CryptographicOperations.ZeroMemory(expanded);
    }

    /// <summary>Expands a seed for repeated signing; the last 32 bytes are the public key.</summary>
    /// <param name="seed">32 bytes.</param>
    /// <param name="expandedKey">Receives 64 secret bytes; the caller zeroes them after use.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public static void ExpandSeed(ReadOnlySpan<byte> seed, Span<byte> expandedKey)
    {
        CheckLength(seed.Length, SeedSize, nameof(seed));
        CheckLength(expandedKey.Length, ExpandedKeySize, nameof(expandedKey));
        SodiumLibrary.Initialize();
        Span<byte> publicKey = stackalloc byte[PublicKeySize];
        if (Sodium.SignSeedKeypair(publicKey, expandedKey, seed) != 0)
            throw new InvalidOperationException("crypto_sign_ed25519_seed_keypair failed.");
    }

    /// <summary>Signs a message with a seed or an expanded key.</summary>
    /// <param name="key">A seed (32 bytes) or an expanded key (64 bytes, about half the time).</param>
    /// <param name="message">Message bytes.</param>
    /// <param name="signature">Receives 64 bytes.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public static void Sign(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        CheckLength(signature.Length, SignatureSize, nameof(signature));
        if (key.Length == ExpandedKeySize)
        {
            SodiumLibrary.Initialize();
            SignExpanded(key, message, signature);
            return;
        }
        Span<byte> expanded = stackalloc byte[ExpandedKeySize];
        ExpandSeed(key, expanded);
        SignExpanded(expanded, message, signature);
        CryptographicOperations.ZeroMemory(expanded);
    }

    /// <summary>Decides whether a signature is valid, exactly as spec 01 §8.3 (the rule of Go's crypto/ed25519).</summary>
    /// <param name="publicKey">Public key; any other length than 32 is not valid.</param>
    /// <param name="message">Message bytes.</param>
    /// <param name="signature">Signature; any other length than 64 is not valid.</param>
    /// <returns>True when the signature is accepted.</returns>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        return Ed25519Verifier.Shared.Verify(publicKey, message, signature);
    }

    private static void SignExpanded(ReadOnlySpan<byte> expandedKey, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        if (Sodium.SignDetached(signature, 0, message, (ulong)message.Length, expandedKey) != 0)
            throw new InvalidOperationException("crypto_sign_ed25519_detached failed.");
    }

    private static void CheckLength(int actual, int expected, string name)
    {
        if (actual != expected)
            throw new ArgumentException($"invalid {name} length: got {actual}, want {expected}", name);
    }
}
