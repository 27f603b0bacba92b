namespace Xe.Core.Crypto.Curve;

/// <summary>
/// Decoding of a point as Go does it (spec 01 §8.3 step 2): y modulo p, any y of a curve point, x = 0 with the sign
/// bit set accepted. The root is that of RFC 8032 §5.1.3, x = u·v³·(u·v⁷)^((p−5)/8), corrected by √−1; the
/// exponentiation lies between <see cref="Start"/> and <see cref="TryFinish"/>, so that it can run on all lanes.
/// </summary>
internal struct PointDecoding
{
    private FieldElement _y, _u, _v, _uv3;
    private bool _negative;

    /// <summary>Reads the encoding.</summary>
    /// <param name="encoded">32 bytes.</param>
    /// <param name="power">What to raise to (p − 5)/8: u·v⁷.</param>
    internal static PointDecoding Start(ReadOnlySpan<byte> encoded, out FieldElement power)
    {
        PointDecoding r;
        r._negative = (encoded[31] & 0x80) != 0;
        r._y = FieldElement.FromBytes(encoded);
        FieldElement.Square(out var yy, r._y);
        FieldElement.Subtract(out r._u, yy, FieldElement.One);
        FieldElement.Multiply(out r._u, r._u, FieldElement.One);
        FieldElement.Multiply(out r._v, yy, CurveConstants.D);
        FieldElement.Add(out r._v, r._v, FieldElement.One);

        FieldElement.Square(out var v2, r._v);
        FieldElement.Multiply(out var v3, v2, r._v);
        FieldElement.Multiply(out r._uv3, v3, r._u);
        FieldElement.Square(out var v4, v2);
        FieldElement.Multiply(out power, r._uv3, v4);
        return r;
    }

    /// <summary>The affine coordinates, or false where the encoding is of no point.</summary>
    /// <param name="powered">The power of <see cref="Start"/>, raised.</param>
    /// <param name="x">x, reduced.</param>
    /// <param name="y">y, reduced.</param>
    internal readonly bool TryFinish(in FieldElement powered, out FieldElement x, out FieldElement y)
    {
        y = _y;
        FieldElement.Multiply(out x, _uv3, powered);

        // v·x² is u, −u (then x·√−1 is a root), or neither (then u/v is not a square).
        FieldElement.Square(out var vxx, x);
        FieldElement.Multiply(out vxx, vxx, _v);
        FieldElement.Subtract(out var difference, vxx, _u);
        if (!difference.IsZero())
        {
            FieldElement.Add(out var sum, vxx, _u);
            if (!sum.IsZero())
                return false;
            FieldElement.Multiply(out x, x, CurveConstants.SqrtMinusOne);
        }
        if (x.IsNegative() != _negative)
            x = FieldElement.Negate(x);
        return true;
    }
}
