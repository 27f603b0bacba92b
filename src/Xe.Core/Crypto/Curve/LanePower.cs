namespace Xe.Core.Crypto.Curve;

/// <summary>The two exponentiations of the curve, on all lanes (addition chains of Bernstein, "Curve25519", 2006, §4).</summary>
internal static unsafe class LanePower<TField>
    where TField : struct, ILaneField
{
    /// <summary>Elements of scratch memory that the functions use.</summary>
    internal const int ScratchElements = 4;

    /// <summary>r = 1/a = a^(p−2), and 0 for 0. <paramref name="r"/> is not <paramref name="a"/>.</summary>
    internal static void Invert(ulong* r, ulong* a, ulong* scratch)
    {
        var pow11 = scratch + 3 * TField.Words;
        Common(r, pow11, a, scratch);
        SquareTimes(r, r, 5);
        TField.Multiply(r, r, pow11);
    }

    /// <summary>r = a^((p−5)/8) = a^(2^252 − 3), for the square root of RFC 8032 §5.1.3. <paramref name="r"/> is not <paramref name="a"/>.</summary>
    internal static void PowP58(ulong* r, ulong* a, ulong* scratch)
    {
        Common(r, scratch + 3 * TField.Words, a, scratch);
        SquareTimes(r, r, 2);
        TField.Multiply(r, r, a);
    }

    /// <summary>a^(2^250 − 1) and a^11.</summary>
    private static void Common(ulong* pow250, ulong* pow11, ulong* a, ulong* scratch)
    {
        var t0 = scratch;
        var t1 = scratch + TField.Words;
        var t2 = scratch + 2 * TField.Words;
        TField.Square(t0, a);
        SquareTimes(t1, t0, 2);
        TField.Multiply(t1, t1, a); // a^9
        TField.Multiply(pow11, t0, t1);
        TField.Square(t0, pow11);
        TField.Multiply(t1, t0, t1); // 2^5 − 1
        SquareTimes(t0, t1, 5);
        TField.Multiply(t1, t0, t1); // 2^10 − 1
        SquareTimes(t0, t1, 10);
        TField.Multiply(t2, t0, t1); // 2^20 − 1
        SquareTimes(t0, t2, 20);
        TField.Multiply(t0, t0, t2); // 2^40 − 1
        SquareTimes(t0, t0, 10);
        TField.Multiply(t1, t0, t1); // 2^50 − 1
        SquareTimes(t0, t1, 50);
        TField.Multiply(t2, t0, t1); // 2^100 − 1
        SquareTimes(t0, t2, 100);
        TField.Multiply(t0, t0, t2); // 2^200 − 1
        SquareTimes(t0, t0, 50);
        TField.Multiply(pow250, t0, t1);
    }

    private static void SquareTimes(ulong* r, ulong* a, int count)
    {
        TField.Square(r, a);
        for (var i = 1; i < count; i++)
            TField.Square(r, r);
    }
}
