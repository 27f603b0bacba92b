using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Xe.Libp2p.Identity;

namespace Xe.Libp2p;

/// <summary>A peer's identity: the multihash of its protobuf public key (spec 06 §2.1). Immutable; compared by value.</summary>
public sealed class PeerId : IEquatable<PeerId>, IComparable<PeerId>
{
    /// <summary>Longest multihash accepted, in bytes.</summary>
    public const int MaxLength = 66;

    private const byte IdentityHash = 0x00;
    private const byte Sha256Hash = 0x12;
    private const int MaxInlineKeyLength = 42;

    private readonly byte[] _bytes;
    private readonly int _hash;
    private string? _text;

    private PeerId(byte[] bytes)
    {
        _bytes = bytes;
        // The tail is key or digest, so four of its bytes are as good as a hash.
        _hash = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(bytes.Length - 4));
    }

    /// <summary>The multihash.</summary>
    public ReadOnlySpan<byte> Span => _bytes;

    /// <summary>The multihash.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes;

    /// <summary>Length of the multihash in bytes (38 for Ed25519 keys).</summary>
    public int Length => _bytes.Length;

    /// <summary>The id that belongs to a public key.</summary>
    public static PeerId FromPublicKey(PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        ReadOnlySpan<byte> encoded = key.Encoded;
        if (encoded.Length <= MaxInlineKeyLength)
        {
            byte[] bytes = new byte[2 + encoded.Length];
            bytes[0] = IdentityHash;
            bytes[1] = (byte)encoded.Length;
            encoded.CopyTo(bytes.AsSpan(2));
            return new PeerId(bytes);
        }
        byte[] digest = new byte[34];
        digest[0] = Sha256Hash;
        digest[1] = 32;
        SHA256.HashData(encoded, digest.AsSpan(2));
        return new PeerId(digest);
    }

    /// <summary>Reads the binary form; false where it is no identity or SHA-256 multihash.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PeerId? id)
    {
        id = null;
        if (bytes.Length is < 6 or > MaxLength || bytes[1] != bytes.Length - 2) return false;
        bool known = bytes[0] == Sha256Hash ? bytes.Length == 34 : bytes[0] == IdentityHash && bytes.Length <= MaxInlineKeyLength + 2;
        if (!known) return false;
        id = new PeerId(bytes.ToArray());
        return true;
    }

    /// <summary>Reads the base58btc text form.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out PeerId? id)
    {
        id = null;
        return Base58.TryDecode(text, out byte[] bytes) && TryFromBytes(bytes, out id);
    }

    /// <summary>Reads the base58btc text form.</summary>
    /// <exception cref="FormatException">The text is no peer id.</exception>
    public static PeerId Parse(string text) =>
        TryParse(text, out PeerId? id) ? id : throw new FormatException("not a peer id");

    /// <summary>The public key where the id holds it (all Ed25519 ids do).</summary>
    public bool TryGetPublicKey([NotNullWhen(true)] out PublicKey? key)
    {
        key = null;
        return _bytes[0] == IdentityHash && PublicKey.TryDecode(_bytes.AsSpan(2), out key);
    }

    /// <inheritdoc/>
    public bool Equals(PeerId? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && _bytes.AsSpan().SequenceEqual(other._bytes));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PeerId);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>Orders by the bytes of the multihash.</summary>
    public int CompareTo(PeerId? other) => other is null ? 1 : _bytes.AsSpan().SequenceCompareTo(other._bytes);

    /// <summary>The base58btc text.</summary>
    public override string ToString() => _text ??= Base58.Encode(_bytes);

    /// <summary>Value equality.</summary>
    public static bool operator ==(PeerId? left, PeerId? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Value inequality.</summary>
    public static bool operator !=(PeerId? left, PeerId? right) => !(left == right);

    /// <summary>Orders by bytes.</summary>
    public static bool operator <(PeerId? left, PeerId? right) => left is null ? right is not null : left.CompareTo(right) < 0;

    /// <summary>Orders by bytes.</summary>
    public static bool operator >(PeerId? left, PeerId? right) => left is not null && left.CompareTo(right) > 0;

    /// <summary>Orders by bytes.</summary>
    public static bool operator <=(PeerId? left, PeerId? right) => !(left > right);

    /// <summary>Orders by bytes.</summary>
    public static bool operator >=(PeerId? left, PeerId? right) => !(left < right);
}
