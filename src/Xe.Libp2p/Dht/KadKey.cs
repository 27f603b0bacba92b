using System.Numerics;
using System.Security.Cryptography;

namespace Xe.Libp2p.Dht;

/// <summary>A point of the Kademlia space: the SHA-256 of a peer id or key. Distance is XOR.</summary>
internal readonly struct KadKey : IEquatable<KadKey>
{
    /// <summary>Bits of the space.</summary>
    public const int Bits = 256;

    private readonly UInt128 _high;
    private readonly UInt128 _low;

    private KadKey(UInt128 high, UInt128 low) => (_high, _low) = (high, low);

    public static KadKey Of(ReadOnlySpan<byte> raw)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(raw, hash);
        return new KadKey(BinaryPrimitives128(hash), BinaryPrimitives128(hash[16..]));
    }

    public static KadKey Of(PeerId peer) => Of(peer.Span);

    /// <summary>Leading bits the two have in common, 0 to 256.</summary>
    public int CommonPrefixLength(KadKey other)
    {
        UInt128 high = _high ^ other._high;
        return high != 0 ? (int)UInt128.LeadingZeroCount(high) : 128 + (int)UInt128.LeadingZeroCount(_low ^ other._low);
    }

    /// <summary>Less than zero where <paramref name="left"/> is nearer to this key than <paramref name="right"/>.</summary>
    public int CompareDistance(KadKey left, KadKey right)
    {
        int order = (left._high ^ _high).CompareTo(right._high ^ _high);
        return order != 0 ? order : (left._low ^ _low).CompareTo(right._low ^ _low);
    }

    public bool Equals(KadKey other) => _high == other._high && _low == other._low;

    public override bool Equals(object? obj) => obj is KadKey other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_high, _low);

    private static UInt128 BinaryPrimitives128(ReadOnlySpan<byte> bytes) => System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
}
