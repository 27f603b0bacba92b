using System.Buffers.Binary;
using System.Security.Cryptography;
using Xe.Core.Primitives;
using Xe.Core.Records;

namespace Xe.Core.Chat;

/// <summary>A challenge for reading chat (spec 13 §8.1): expiry ‖ nonce ‖ MAC. The node keeps nothing for an unused one.</summary>
public static class ChatChallenge
{
    /// <summary>Bytes of a token.</summary>
    public const int TokenSize = 56;

    /// <summary>Bytes of the random part.</summary>
    public const int NonceSize = 16;

    /// <summary>Life of a token: 120 s, ns.</summary>
    public const long LifetimeNs = 120_000_000_000;

    private const int MacOffset = 8 + NonceSize;

    /// <summary>Builds a token.</summary>
    /// <param name="expiresAt">Unix ns.</param>
    /// <param name="nonce">16 random bytes.</param>
    /// <param name="processKey">32 bytes, random per process.</param>
    public static byte[] CreateToken(long expiresAt, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> processKey)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(nonce.Length, NonceSize);
        byte[] token = new byte[TokenSize];
        BinaryPrimitives.WriteInt64BigEndian(token, expiresAt);
        nonce.CopyTo(token.AsSpan(8));
        HMACSHA256.HashData(processKey, token.AsSpan(0, MacOffset), token.AsSpan(MacOffset));
        return token;
    }

    /// <summary>What the account key signs: SHA-256("xe/chat-read-auth/v1" ‖ 0 ‖ token).</summary>
    public static Hash256 DigestOf(ReadOnlySpan<byte> token) =>
        new SignedBytes(96).Raw("xe/chat-read-auth/v1\0"u8).Raw(token).Digest();

    /// <summary>Expiry of a token, Unix ns.</summary>
    public static long ExpiryOf(ReadOnlySpan<byte> token) => BinaryPrimitives.ReadInt64BigEndian(token);

    /// <summary>True where the token was made with the key; constant time.</summary>
    public static bool HasValidMac(ReadOnlySpan<byte> token, ReadOnlySpan<byte> processKey)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(processKey, token[..MacOffset], mac);
        return CryptographicOperations.FixedTimeEquals(mac, token[MacOffset..TokenSize]);
    }

    /// <summary>The random part of a token.</summary>
    public static ReadOnlySpan<byte> NonceOf(ReadOnlySpan<byte> token) => token.Slice(8, NonceSize);

    /// <summary>A proof by the holder of an account's seed.</summary>
    /// <param name="seed">The account's 32-byte seed.</param>
    /// <param name="challenge">The token as hex, from the node.</param>
    public static ChatReadProof Answer(ReadOnlySpan<byte> seed, string challenge)
    {
        PublicKey key = TextSignature.KeyOf(seed);
        Hash256 digest = DigestOf(Convert.FromHexString(challenge));
        return new ChatReadProof(
            Address.FromPublicKey(key).ToString(), key.ToString(), challenge, TextSignature.Sign(seed, digest.Value.Span));
    }
}
