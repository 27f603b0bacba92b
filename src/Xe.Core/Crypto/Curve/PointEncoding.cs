using Xe.Core.Primitives;

namespace Xe.Core.Crypto.Curve;

/// <summary>The canonical encoding of points (RFC 8032 §5.1.2).</summary>
internal static class PointEncoding
{
    /// <summary>Whether (x, y) encodes to these bytes.</summary>
    internal static bool Equals(in FieldElement x, in FieldElement y, in Bytes32 encoded)
    {
        Span<byte> own = stackalloc byte[Bytes32.Size];
        y.ToBytes(own);
        if (x.IsNegative())
            own[31] |= 0x80;
        return own.SequenceEqual(encoded.Span);
    }
}
