using System.Security.Cryptography;
using Xe.Core.Crypto;
using Xe.Core.Primitives;

namespace Xe.Core.Keys;

/// <summary>An Ed25519 key pair of an account (spec 01 §8.1). Holds the secret until it is disposed, which overwrites it.
/// Thread-safe but for disposal.</summary>
public sealed class AccountKey : IDisposable
{
    /// <summary>Length of a seed, bytes; "private key" means the seed everywhere.</summary>
    public const int SeedSize = Ed25519.SeedSize;

    // Pinned, so that the collector leaves no copies behind.
    private readonly byte[] _expanded = GC.AllocateArray<byte>(Ed25519.ExpandedKeySize, pinned: true);
    private bool _disposed;

    private AccountKey(ReadOnlySpan<byte> seed)
    {
        Ed25519.ExpandSeed(seed, _expanded);
        PublicKey = new PublicKey(_expanded.AsSpan(SeedSize));
        Address = Address.FromPublicKey(PublicKey);
    }

    /// <summary>The public key.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>The address of the key's single-key account, the same on every network.</summary>
    public Address Address { get; }

    /// <summary>The pair of a seed; throws <see cref="ArgumentException"/> "invalid seed length: got …, want 32".</summary>
    public static AccountKey FromSeed(ReadOnlySpan<byte> seed) =>
        seed.Length == SeedSize ? new AccountKey(seed) : throw new ArgumentException($"invalid seed length: got {seed.Length}, want {SeedSize}", nameof(seed));

    /// <summary>A new random pair.</summary>
    public static AccountKey Generate()
    {
        Span<byte> seed = stackalloc byte[SeedSize];
        SecureRandom.Fill(seed);
        AccountKey key = new(seed);
        CryptographicOperations.ZeroMemory(seed);
        return key;
    }

    /// <summary>Signs a message as it stands; 64 bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        byte[] signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_expanded, message, signature);
        return signature;
    }

    /// <summary>Copies the 32-byte seed out; the caller overwrites it after use.</summary>
    public void CopySeed(Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _expanded.AsSpan(0, SeedSize).CopyTo(destination);
    }

    /// <summary>Lends the 32-byte seed to a signer that takes one, without a copy of it.</summary>
    /// <param name="use">Gets the seed; must not keep it.</param>
    /// <returns>What <paramref name="use"/> gives.</returns>
    public T WithSeed<T>(Func<ReadOnlySpan<byte>, T> use)
    {
        ArgumentNullException.ThrowIfNull(use);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return use(_expanded.AsSpan(0, SeedSize));
    }

    /// <summary>Overwrites the secret.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_expanded);
    }
}
