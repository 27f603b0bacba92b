namespace Xe.Core.Crypto.Curve;

/// <summary>
/// A point of edwards25519 in extended coordinates x = X/Z, y = Y/Z, x·y = T/Z (Hisil, Wong, Carter, Dawson,
/// "Twisted Edwards Curves Revisited", 2008, §3). The addition is complete for this curve (a = −1 is a square, d is
/// not), so it is right for every pair of points, those of small order included.
/// </summary>
internal struct EdwardsPoint
{
    internal FieldElement X, Y, Z, T;

    internal static EdwardsPoint Identity => new() { Y = FieldElement.One, Z = FieldElement.One };

    /// <summary>
    /// Decodes as Go does (spec 01 §8.3 step 2): y modulo p, any y of a curve point, x = 0 with the sign bit set
    /// accepted. The root is that of RFC 8032 §5.1.3: x = u·v^3·(u·v^7)^((p−5)/8), corrected by √−1.
    /// </summary>
    internal static bool TryDecode(ReadOnlySpan<byte> encoded, out EdwardsPoint point)
    {
        point = default;
        var y = FieldElement.FromBytes(encoded);
        FieldElement.Square(out var yy, y);
        FieldElement.Subtract(out var u, yy, FieldElement.One);
        FieldElement.Multiply(out var v, yy, CurveConstants.D);
        FieldElement.Add(out v, v, FieldElement.One);

        FieldElement.Square(out var v2, v);
        FieldElement.Multiply(out var v3, v2, v);
        FieldElement.Square(out var v6, v3);
        FieldElement.Multiply(out var uv7, v6, v);
        FieldElement.Multiply(out uv7, uv7, u);
        FieldElement.PowP58(out var x, uv7);
        FieldElement.Multiply(out x, x, v3);
        FieldElement.Multiply(out x, x, u);

        // v·x² is u, −u (then x·√−1 is a root), or neither (then u/v is not a square).
        FieldElement.Square(out var vxx, x);
        FieldElement.Multiply(out vxx, vxx, v);
        FieldElement.Multiply(out u, u, FieldElement.One);
        FieldElement.Subtract(out var difference, vxx, u);
        if (!difference.IsZero())
        {
            FieldElement.Add(out var sum, vxx, u);
            if (!sum.IsZero())
                return false;
            FieldElement.Multiply(out x, x, CurveConstants.SqrtMinusOne);
        }
        if (x.IsNegative() != (encoded[31] & 0x80) > 0)
            x = FieldElement.Negate(x);

        point.X = x;
        point.Y = y;
        point.Z = FieldElement.One;
        FieldElement.Multiply(out point.T, x, y);
        return true;
    }

    /// <summary>Writes the canonical encoding (RFC 8032 §5.1.2).</summary>
    internal readonly void Encode(Span<byte> encoded)
    {
        FieldElement.Invert(out var inverse, Z);
        FieldElement.Multiply(out var x, X, inverse);
        FieldElement.Multiply(out var y, Y, inverse);
        y.ToBytes(encoded);
        if (x.IsNegative())
            encoded[31] |= 0x80;
    }

    /// <summary>
    /// 2·p: dbl-2008-hwcd with a = −1 (§3.3), all four factors negated, which leaves the products as they are.
    /// T is only computed where the next step is an addition.
    /// </summary>
    internal static void Double(ref EdwardsPoint p, bool needT)
    {
        FieldElement.Square(out var a, p.X);
        FieldElement.Square(out var b, p.Y);
        FieldElement.Square(out var c, p.Z);
        FieldElement.Add(out var xy, p.X, p.Y);
        FieldElement.Square(out var e, xy);
        FieldElement.Add(out var h, a, b);
        FieldElement.Subtract(out e, h, e);
        FieldElement.Subtract(out var g, a, b);
        FieldElement.Add(out c, c, c);
        FieldElement.Add(out var f, c, g);
        FieldElement.Multiply(out p.X, e, f);
        FieldElement.Multiply(out p.Y, g, h);
        FieldElement.Multiply(out p.Z, f, g);
        if (needT)
            FieldElement.Multiply(out p.T, e, h);
    }

    /// <summary>
    /// p + q for a table entry: add-2008-hwcd-3 with Z2 = 1 (§3.1), every intermediate halved because the entry is,
    /// which is the same point.
    /// </summary>
    internal static void Add(ref EdwardsPoint p, in NielsPoint q, bool needT)
    {
        FieldElement.Subtract(out var a, p.Y, p.X);
        FieldElement.Multiply(out a, a, q.YMinusX);
        FieldElement.Add(out var b, p.Y, p.X);
        FieldElement.Multiply(out b, b, q.YPlusX);
        FieldElement.Multiply(out var c, p.T, q.DXY);
        Finish(ref p, a, b, c, p.Z, needT);
    }

    /// <summary>p − q: the entry of −q has its first two members exchanged and the third negated.</summary>
    internal static void Subtract(ref EdwardsPoint p, in NielsPoint q, bool needT)
    {
        FieldElement.Subtract(out var a, p.Y, p.X);
        FieldElement.Multiply(out a, a, q.YPlusX);
        FieldElement.Add(out var b, p.Y, p.X);
        FieldElement.Multiply(out b, b, q.YMinusX);
        FieldElement.Multiply(out var c, p.T, q.DXY);
        c = FieldElement.Negate(c);
        Finish(ref p, a, b, c, p.Z, needT);
    }

    private static void Finish(ref EdwardsPoint p, in FieldElement a, in FieldElement b, in FieldElement c, in FieldElement d, bool needT)
    {
        FieldElement.Subtract(out var e, b, a);
        FieldElement.Subtract(out var f, d, c);
        FieldElement.Add(out var g, d, c);
        FieldElement.Add(out var h, b, a);
        FieldElement.Multiply(out p.X, e, f);
        FieldElement.Multiply(out p.Y, g, h);
        FieldElement.Multiply(out p.Z, f, g);
        if (needT)
            FieldElement.Multiply(out p.T, e, h);
    }
}
