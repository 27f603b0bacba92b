using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Xe.Core.Crypto.Curve;

/// <content>Sums, differences, and the way in and out of lanes.</content>
internal readonly unsafe partial struct FieldLanes512
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ulong* r, ulong* a, ulong* b)
    {
        var x = (Vector512<ulong>*)a;
        var y = (Vector512<ulong>*)b;
        var z = (Vector512<ulong>*)r;
        for (var i = 0; i < 10; i++)
            z[i] = x[i] + y[i];
    }

    /// <summary>The difference is a + 2p − b, all its limbs carried at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSubtract(ulong* sum, ulong* difference, ulong* a, ulong* b)
    {
        var x = (Vector512<ulong>*)a;
        var y = (Vector512<ulong>*)b;
        var s = (Vector512<ulong>*)sum;
        var d = (Vector512<ulong>*)difference;
        var mask26 = Vector512.Create(Mask26);
        var mask25 = Vector512.Create(Mask25);
        var twoP = Vector512.Create(2 * Mask26 - 36);
        var carry = (x[9] + Vector512.Create(2 * Mask25) - y[9]) >>> 25;
        carry = carry + (carry << 1) + (carry << 4);
        for (var i = 0; i < 10; i += 2)
        {
            var a0 = x[i];
            var a1 = x[i + 1];
            var b0 = y[i];
            var b1 = y[i + 1];
            var even = a0 + twoP - b0;
            var odd = a1 + Vector512.Create(2 * Mask25) - b1;
            s[i] = a0 + b0;
            s[i + 1] = a1 + b1;
            d[i] = (even & mask26) + carry;
            d[i + 1] = (odd & mask25) + (even >>> 26);
            carry = odd >>> 25;
            twoP = Vector512.Create(2 * Mask26);
        }
    }

    /// <summary>a + 2p − b, all limbs carried at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(ulong* r, ulong* a, ulong* b)
    {
        var x = (Vector512<ulong>*)a;
        var y = (Vector512<ulong>*)b;
        var z = (Vector512<ulong>*)r;
        var mask26 = Vector512.Create(Mask26);
        var mask25 = Vector512.Create(Mask25);
        var twoP = Vector512.Create(2 * Mask26 - 36);
        var carry = (x[9] + Vector512.Create(2 * Mask25) - y[9]) >>> 25;
        carry = carry + (carry << 1) + (carry << 4);
        for (var i = 0; i < 10; i += 2)
        {
            var even = x[i] + twoP - y[i];
            var odd = x[i + 1] + Vector512.Create(2 * Mask25) - y[i + 1];
            z[i] = (even & mask26) + carry;
            z[i + 1] = (odd & mask25) + (even >>> 26);
            carry = odd >>> 25;
            twoP = Vector512.Create(2 * Mask26);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LoadEntries(ulong* r, ulong** entries, short* digits)
    {
        // Twice eight words of eight lanes, transposed.
        Transpose(entries, 0, out var p0, out var p1, out var p2, out var p3, out var p4, out var m0, out var m1, out var m2);
        Transpose(entries, 8, out var m3, out var m4, out var d0, out var d1, out var d2, out var d3, out var d4, out _);
        var negative = Vector512.LessThan(Avx512F.ConvertToVector512Int64(*(Vector128<short>*)digits), Vector512<long>.Zero).AsUInt64();

        // 2p − d for the third member of the opposite point.
        var lowest = Vector512.Create(2 * FieldElement.Mask51 - 36);
        var other = Vector512.Create(2 * FieldElement.Mask51);
        var z = (Vector512<ulong>*)r;
        Split(z + 0, Vector512.ConditionalSelect(negative, m0, p0), Vector512.ConditionalSelect(negative, p0, m0), Vector512.ConditionalSelect(negative, lowest - d0, d0));
        Split(z + 2, Vector512.ConditionalSelect(negative, m1, p1), Vector512.ConditionalSelect(negative, p1, m1), Vector512.ConditionalSelect(negative, other - d1, d1));
        Split(z + 4, Vector512.ConditionalSelect(negative, m2, p2), Vector512.ConditionalSelect(negative, p2, m2), Vector512.ConditionalSelect(negative, other - d2, d2));
        Split(z + 6, Vector512.ConditionalSelect(negative, m3, p3), Vector512.ConditionalSelect(negative, p3, m3), Vector512.ConditionalSelect(negative, other - d3, d3));
        Split(z + 8, Vector512.ConditionalSelect(negative, m4, p4), Vector512.ConditionalSelect(negative, p4, m4), Vector512.ConditionalSelect(negative, other - d4, d4));
    }

    public static FieldElement Get(ulong* a, int lane)
    {
        a += lane;
        return new FieldElement
        {
            L0 = a[0] + (a[8] << 26),
            L1 = a[16] + (a[24] << 26),
            L2 = a[32] + (a[40] << 26),
            L3 = a[48] + (a[56] << 26),
            L4 = a[64] + (a[72] << 26),
        };
    }

    public static void Set(ulong* a, int lane, in FieldElement value)
    {
        a += lane;
        SetPair(a, value.L0);
        SetPair(a + 16, value.L1);
        SetPair(a + 32, value.L2);
        SetPair(a + 48, value.L3);
        SetPair(a + 64, value.L4);
    }

    private static void SetPair(ulong* a, ulong limb)
    {
        a[0] = limb & Mask26;
        a[8] = limb >> 26;
    }

    /// <summary>One limb of 51 bits of each of the three members becomes two limbs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(Vector512<ulong>* z, Vector512<ulong> plus, Vector512<ulong> minus, Vector512<ulong> product)
    {
        var mask26 = Vector512.Create(Mask26);
        z[0] = plus & mask26;
        z[1] = plus >>> 26;
        z[10] = minus & mask26;
        z[11] = minus >>> 26;
        z[20] = product & mask26;
        z[21] = product >>> 26;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ulong** rows, int from, out Vector512<ulong> w0, out Vector512<ulong> w1, out Vector512<ulong> w2, out Vector512<ulong> w3, out Vector512<ulong> w4, out Vector512<ulong> w5, out Vector512<ulong> w6, out Vector512<ulong> w7)
    {
        var a = Vector512.Load(rows[0] + from);
        var b = Vector512.Load(rows[1] + from);
        var c = Vector512.Load(rows[2] + from);
        var d = Vector512.Load(rows[3] + from);
        var e = Vector512.Load(rows[4] + from);
        var f = Vector512.Load(rows[5] + from);
        var g = Vector512.Load(rows[6] + from);
        var h = Vector512.Load(rows[7] + from);
        TransposePairs(Avx512F.UnpackLow(a, b), Avx512F.UnpackLow(c, d), Avx512F.UnpackLow(e, f), Avx512F.UnpackLow(g, h), out w0, out w2, out w4, out w6);
        TransposePairs(Avx512F.UnpackHigh(a, b), Avx512F.UnpackHigh(c, d), Avx512F.UnpackHigh(e, f), Avx512F.UnpackHigh(g, h), out w1, out w3, out w5, out w7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposePairs(Vector512<ulong> ab, Vector512<ulong> cd, Vector512<ulong> ef, Vector512<ulong> gh, out Vector512<ulong> w0, out Vector512<ulong> w1, out Vector512<ulong> w2, out Vector512<ulong> w3)
    {
        var abcdLow = Avx512F.Shuffle4x128(ab, cd, 0x44);
        var abcdHigh = Avx512F.Shuffle4x128(ab, cd, 0xEE);
        var efghLow = Avx512F.Shuffle4x128(ef, gh, 0x44);
        var efghHigh = Avx512F.Shuffle4x128(ef, gh, 0xEE);
        w0 = Avx512F.Shuffle4x128(abcdLow, efghLow, 0x88);
        w1 = Avx512F.Shuffle4x128(abcdLow, efghLow, 0xDD);
        w2 = Avx512F.Shuffle4x128(abcdHigh, efghHigh, 0x88);
        w3 = Avx512F.Shuffle4x128(abcdHigh, efghHigh, 0xDD);
    }
}
