namespace Xe.Core.Crypto.Curve;

/// <summary>
/// Points of edwards25519 on all lanes, in extended coordinates x = X/Z, y = Y/Z, x·y = T/Z (Hisil, Wong, Carter,
/// Dawson, "Twisted Edwards Curves Revisited", 2008, §3): four consecutive elements X, Y, Z, T. The addition is
/// complete for this curve (a = −1 is a square, d is not), so it is right for every pair of points, those of small
/// order included, and Z is never zero.
/// </summary>
internal static unsafe class LanePoint<TField>
    where TField : struct, ILaneField
{
    /// <summary>Elements of a point.</summary>
    internal const int Elements = 4;

    /// <summary>Elements of scratch memory that the functions use.</summary>
    internal const int ScratchElements = 5;

    /// <summary>The neutral point (0, 1) on every lane.</summary>
    internal static void SetIdentity(ulong* p)
    {
        for (var lane = 0; lane < TField.Lanes; lane++)
        {
            TField.Set(p, lane, FieldElement.Zero);
            TField.Set(p + TField.Words, lane, FieldElement.One);
            TField.Set(p + 2 * TField.Words, lane, FieldElement.One);
            TField.Set(p + 3 * TField.Words, lane, FieldElement.Zero);
        }
    }

    /// <summary>
    /// 2·p: dbl-2008-hwcd with a = −1 (§3.3), all four factors negated, which leaves the products as they are.
    /// T is only computed where the next step is an addition.
    /// </summary>
    internal static void Double(ulong* p, ulong* scratch, bool needT)
    {
        var x = p;
        var y = p + TField.Words;
        var z = p + 2 * TField.Words;
        var t = p + 3 * TField.Words;
        var a = scratch;
        var b = scratch + TField.Words;
        var c = scratch + 2 * TField.Words;
        var e = scratch + 3 * TField.Words;
        var h = scratch + 4 * TField.Words;
        TField.Add(e, x, y);
        TField.Square(e, e);
        TField.Square(a, x);
        TField.Square(b, y);
        TField.Square(c, z);
        var g = a;
        var f = c;
        TField.AddSubtract(h, g, a, b);
        TField.Subtract(e, h, e);
        TField.Add(f, c, c);
        TField.Add(f, f, g); // 3 units: only ever the first factor
        TField.Multiply(x, f, e);
        TField.Multiply(y, h, g);
        TField.Multiply(z, f, g);
        if (needT)
            TField.Multiply(t, e, h);
    }

    /// <summary>
    /// p + q for table entries loaded by <see cref="ILaneField.LoadEntries"/>: add-2008-hwcd-3 with Z2 = 1 (§3.1),
    /// every intermediate halved because the entry is, which is the same point.
    /// </summary>
    internal static void Add(ulong* p, ulong* entry, ulong* scratch, bool needT)
    {
        var x = p;
        var y = p + TField.Words;
        var z = p + 2 * TField.Words;
        var t = p + 3 * TField.Words;
        var a = scratch;
        var b = scratch + TField.Words;
        var c = scratch + 2 * TField.Words;
        var g = scratch + 3 * TField.Words;
        var h = scratch + 4 * TField.Words;
        TField.AddSubtract(b, a, y, x);
        TField.Multiply(a, a, entry + TField.Words);
        TField.Multiply(b, b, entry);
        TField.Multiply(c, t, entry + 2 * TField.Words);
        var e = b;
        var f = c;
        TField.AddSubtract(h, e, b, a);
        TField.AddSubtract(g, f, z, c);
        TField.Multiply(x, e, f);
        TField.Multiply(y, g, h);
        TField.Multiply(z, f, g);
        if (needT)
            TField.Multiply(t, e, h);
    }

    /// <summary>Makes the entry of a point from 1/(2Z).</summary>
    internal static void ToEntry(ulong* entry, ulong* p, ulong* inverseOfTwoZ, ulong* fourD, ulong* scratch)
    {
        var x = scratch;
        var y = scratch + TField.Words;
        TField.Multiply(x, p, inverseOfTwoZ);
        TField.Multiply(y, p + TField.Words, inverseOfTwoZ);
        TField.AddSubtract(entry, entry + TField.Words, y, x);
        TField.Multiply(x, x, y);
        TField.Multiply(entry + 2 * TField.Words, x, fourD);
    }
}
