using System.Diagnostics.CodeAnalysis;
using Xe.Libp2p.Crypto;
using Xe.Libp2p.Proto;

namespace Xe.Libp2p;

/// <summary>A libp2p public key in its protobuf form <c>{type=1, data=2}</c>. Only Ed25519 keys verify
/// signatures; others are carried, never trusted (spec 07 §13.1).</summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    /// <summary>Key type 1.</summary>
    public const int Ed25519 = 1;

    /// <summary>Longest protobuf form accepted, in bytes.</summary>
    public const int MaxEncodedLength = 2048;

    private readonly byte[] _encoded;
    private readonly byte[] _data;

    private PublicKey(int type, byte[] data, byte[] encoded)
    {
        Type = type;
        _data = data;
        _encoded = encoded;
    }

    /// <summary>The protobuf key type: 0 RSA, 1 Ed25519, 2 secp256k1, 3 ECDSA.</summary>
    public int Type { get; }

    /// <summary>The key itself; 32 bytes for Ed25519.</summary>
    public ReadOnlySpan<byte> Data => _data;

    /// <summary>The protobuf form.</summary>
    public ReadOnlySpan<byte> Encoded => _encoded;

    /// <summary>Wraps a raw Ed25519 public key of 32 bytes.</summary>
    public static PublicKey FromEd25519(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, 32);
        return new PublicKey(Ed25519, key.ToArray(), [0x08, 0x01, 0x12, 0x20, .. key]);
    }

    /// <summary>Reads the protobuf form; false where it is malformed.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out PublicKey? key)
    {
        key = null;
        if (encoded.Length > MaxEncodedLength) return false;
        ulong type = 0;
        bool hasType = false;
        ReadOnlySpan<byte> data = default;
        ProtoReader reader = new(encoded);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field == 1 && wire == WireType.Varint) hasType = reader.TryReadVarint(out type);
            else if (field == 2 && wire == WireType.Bytes) reader.TryReadBytes(out data);
            else reader.TrySkip(wire);
        }
        if (reader.Failed || !hasType || type > 3 || data.IsEmpty || (type == Ed25519 && data.Length != 32)) return false;
        key = type == Ed25519 ? FromEd25519(data) : new PublicKey((int)type, data.ToArray(), encoded.ToArray());
        return true;
    }

    /// <summary>True when the signature is valid; always false for key types other than Ed25519.</summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Type == Ed25519 && signature.Length == Sodium.SignatureBytes && Sodium.Verify(signature, message, _data);

    /// <summary>The peer id of this key.</summary>
    public PeerId ToPeerId() => PeerId.FromPublicKey(this);

    /// <inheritdoc/>
    public bool Equals(PublicKey? other) => other is not null && _encoded.AsSpan().SequenceEqual(other._encoded);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_encoded);
        return hash.ToHashCode();
    }
}
