using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Xe.Core.Crypto.Curve;

/// <content>Sums, differences, and the way in and out of lanes.</content>
internal readonly unsafe partial struct FieldLanes256
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ulong* r, ulong* a, ulong* b)
    {
        var x = (Vector256<ulong>*)a;
        var y = (Vector256<ulong>*)b;
        var z = (Vector256<ulong>*)r;
        for (var i = 0; i < 10; i++)
            z[i] = x[i] + y[i];
    }

    /// <summary>The difference is a + 2p − b, all its limbs carried at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSubtract(ulong* sum, ulong* difference, ulong* a, ulong* b)
    {
        var x = (Vector256<ulong>*)a;
        var y = (Vector256<ulong>*)b;
        var s = (Vector256<ulong>*)sum;
        var d = (Vector256<ulong>*)difference;
        var mask26 = Vector256.Create(Mask26);
        var mask25 = Vector256.Create(Mask25);
        var twoP = Vector256.Create(2 * Mask26 - 36);
        var carry = (x[9] + Vector256.Create(2 * Mask25) - y[9]) >>> 25;
        carry = carry + (carry << 1) + (carry << 4);
        for (var i = 0; i < 10; i += 2)
        {
            var a0 = x[i];
            var a1 = x[i + 1];
            var b0 = y[i];
            var b1 = y[i + 1];
            var even = a0 + twoP - b0;
            var odd = a1 + Vector256.Create(2 * Mask25) - b1;
            s[i] = a0 + b0;
            s[i + 1] = a1 + b1;
            d[i] = (even & mask26) + carry;
            d[i + 1] = (odd & mask25) + (even >>> 26);
            carry = odd >>> 25;
            twoP = Vector256.Create(2 * Mask26);
        }
    }

    /// <summary>a + 2p − b, all limbs carried at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(ulong* r, ulong* a, ulong* b)
    {
        var x = (Vector256<ulong>*)a;
        var y = (Vector256<ulong>*)b;
        var z = (Vector256<ulong>*)r;
        var mask26 = Vector256.Create(Mask26);
        var mask25 = Vector256.Create(Mask25);
        var twoP = Vector256.Create(2 * Mask26 - 36);
        var carry = (x[9] + Vector256.Create(2 * Mask25) - y[9]) >>> 25;
        carry = carry + (carry << 1) + (carry << 4);
        for (var i = 0; i < 10; i += 2)
        {
            var even = x[i] + twoP - y[i];
            var odd = x[i + 1] + Vector256.Create(2 * Mask25) - y[i + 1];
            z[i] = (even & mask26) + carry;
            z[i + 1] = (odd & mask25) + (even >>> 26);
            carry = odd >>> 25;
            twoP = Vector256.Create(2 * Mask26);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LoadEntries(ulong* r, ulong** entries, short* digits)
    {
        // Four times four words of four lanes, transposed.
        Transpose(entries, 0, out var p0, out var p1, out var p2, out var p3);
        Transpose(entries, 4, out var p4, out var m0, out var m1, out var m2);
        Transpose(entries, 8, out var m3, out var m4, out var d0, out var d1);
        Transpose(entries, 12, out var d2, out var d3, out var d4, out _);
        var negative = Vector256.LessThan(Avx2.ConvertToVector256Int64(digits), Vector256<long>.Zero).AsUInt64();

        // 2p − d for the third member of the opposite point.
        var lowest = Vector256.Create(2 * FieldElement.Mask51 - 36);
        var other = Vector256.Create(2 * FieldElement.Mask51);
        var z = (Vector256<ulong>*)r;
        Split(z + 0, Vector256.ConditionalSelect(negative, m0, p0), Vector256.ConditionalSelect(negative, p0, m0), Vector256.ConditionalSelect(negative, lowest - d0, d0));
        Split(z + 2, Vector256.ConditionalSelect(negative, m1, p1), Vector256.ConditionalSelect(negative, p1, m1), Vector256.ConditionalSelect(negative, other - d1, d1));
        Split(z + 4, Vector256.ConditionalSelect(negative, m2, p2), Vector256.ConditionalSelect(negative, p2, m2), Vector256.ConditionalSelect(negative, other - d2, d2));
        Split(z + 6, Vector256.ConditionalSelect(negative, m3, p3), Vector256.ConditionalSelect(negative, p3, m3), Vector256.ConditionalSelect(negative, other - d3, d3));
        Split(z + 8, Vector256.ConditionalSelect(negative, m4, p4), Vector256.ConditionalSelect(negative, p4, m4), Vector256.ConditionalSelect(negative, other - d4, d4));
    }

    public static FieldElement Get(ulong* a, int lane)
    {
        a += lane;
        return new FieldElement
        {
            L0 = a[0] + (a[4] << 26),
            L1 = a[8] + (a[12] << 26),
            L2 = a[16] + (a[20] << 26),
            L3 = a[24] + (a[28] << 26),
            L4 = a[32] + (a[36] << 26),
        };
    }

    public static void Set(ulong* a, int lane, in FieldElement value)
    {
        a += lane;
        SetPair(a, value.L0);
        SetPair(a + 8, value.L1);
        SetPair(a + 16, value.L2);
        SetPair(a + 24, value.L3);
        SetPair(a + 32, value.L4);
    }

    private static void SetPair(ulong* a, ulong limb)
    {
        a[0] = limb & Mask26;
        a[4] = limb >> 26;
    }

    /// <summary>One limb of 51 bits of each of the three members becomes two limbs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(Vector256<ulong>* z, Vector256<ulong> plus, Vector256<ulong> minus, Vector256<ulong> product)
    {
        var mask26 = Vector256.Create(Mask26);
        z[0] = plus & mask26;
        z[1] = plus >>> 26;
        z[10] = minus & mask26;
        z[11] = minus >>> 26;
        z[20] = product & mask26;
        z[21] = product >>> 26;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ulong** rows, int from, out Vector256<ulong> w0, out Vector256<ulong> w1, out Vector256<ulong> w2, out Vector256<ulong> w3)
    {
        var a = Vector256.Load(rows[0] + from);
        var b = Vector256.Load(rows[1] + from);
        var c = Vector256.Load(rows[2] + from);
        var d = Vector256.Load(rows[3] + from);
        var abLow = Avx2.UnpackLow(a, b);
        var abHigh = Avx2.UnpackHigh(a, b);
        var cdLow = Avx2.UnpackLow(c, d);
        var cdHigh = Avx2.UnpackHigh(c, d);
        w0 = Avx2.Permute2x128(abLow, cdLow, 0x20);
        w1 = Avx2.Permute2x128(abHigh, cdHigh, 0x20);
        w2 = Avx2.Permute2x128(abLow, cdLow, 0x31);
        w3 = Avx2.Permute2x128(abHigh, cdHigh, 0x31);
    }
}
