using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Xe.Core.Crypto.Curve;

/// <summary>
/// Four lanes in AVX2 registers: ten unsigned limbs of alternately 26 and 25 bits, limb i counting 2^⌈25.5·i⌉
/// (Bernstein, "Curve25519: new Diffie-Hellman speed records", 2006, §3), one 32×32→64-bit multiplication per product
/// and lane. Reduced: limbs below 2^26 and 2^25 + 2^13. With a of u units and b of v, a limb sum is below u·v·2^59,
/// and 19 times an even limb of b or 38 times an odd one must fit 32 bits: v ≤ 3.
/// <para>Straight-line on purpose: the JIT keeps the limbs in registers only as long as no helper is inlined.</para>
/// </summary>
internal readonly unsafe struct FieldLanes256 : ILaneField
{
    private const ulong Mask26 = (1UL << 26) - 1;
    private const ulong Mask25 = (1UL << 25) - 1;

    public static int Lanes => 4;

    public static int Words => 40;

    internal static bool IsSupported => Avx2.IsSupported;

    /// <summary>The schoolbook product row by row; a product of two odd limbs counts twice, one that passes 2^255 nineteen times.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ulong* r, ulong* a, ulong* b)
    {
        var x = (Vector256<uint>*)a;
        var y = (Vector256<uint>*)b;
        var z = (Vector256<ulong>*)r;
        var nineteen = Vector256.Create(19UL).AsUInt32();
        var mask26 = Vector256.Create(Mask26);
        var mask25 = Vector256.Create(Mask25);
        var n1 = Avx2.Multiply(y[1], nineteen).AsUInt32();
        var n2 = Avx2.Multiply(y[2], nineteen).AsUInt32();
        var n3 = Avx2.Multiply(y[3], nineteen).AsUInt32();
        var n4 = Avx2.Multiply(y[4], nineteen).AsUInt32();
        var n5 = Avx2.Multiply(y[5], nineteen).AsUInt32();
        var n6 = Avx2.Multiply(y[6], nineteen).AsUInt32();
        var n7 = Avx2.Multiply(y[7], nineteen).AsUInt32();
        var n8 = Avx2.Multiply(y[8], nineteen).AsUInt32();
        var n9 = Avx2.Multiply(y[9], nineteen).AsUInt32();

        var f = x[0];
        var h0 = Avx2.Multiply(f, y[0]);
        var h1 = Avx2.Multiply(f, y[1]);
        var h2 = Avx2.Multiply(f, y[2]);
        var h3 = Avx2.Multiply(f, y[3]);
        var h4 = Avx2.Multiply(f, y[4]);
        var h5 = Avx2.Multiply(f, y[5]);
        var h6 = Avx2.Multiply(f, y[6]);
        var h7 = Avx2.Multiply(f, y[7]);
        var h8 = Avx2.Multiply(f, y[8]);
        var h9 = Avx2.Multiply(f, y[9]);

        f = x[1];
        var d = (f.AsUInt64() + f.AsUInt64()).AsUInt32();
        h1 += Avx2.Multiply(f, y[0]);
        h2 += Avx2.Multiply(d, y[1]);
        h3 += Avx2.Multiply(f, y[2]);
        h4 += Avx2.Multiply(d, y[3]);
        h5 += Avx2.Multiply(f, y[4]);
        h6 += Avx2.Multiply(d, y[5]);
        h7 += Avx2.Multiply(f, y[6]);
        h8 += Avx2.Multiply(d, y[7]);
        h9 += Avx2.Multiply(f, y[8]);
        h0 += Avx2.Multiply(d, n9);

        f = x[2];
        h2 += Avx2.Multiply(f, y[0]);
        h3 += Avx2.Multiply(f, y[1]);
        h4 += Avx2.Multiply(f, y[2]);
        h5 += Avx2.Multiply(f, y[3]);
        h6 += Avx2.Multiply(f, y[4]);
        h7 += Avx2.Multiply(f, y[5]);
        h8 += Avx2.Multiply(f, y[6]);
        h9 += Avx2.Multiply(f, y[7]);
        h0 += Avx2.Multiply(f, n8);
        h1 += Avx2.Multiply(f, n9);

        f = x[3];
        d = (f.AsUInt64() + f.AsUInt64()).AsUInt32();
        h3 += Avx2.Multiply(f, y[0]);
        h4 += Avx2.Multiply(d, y[1]);
        h5 += Avx2.Multiply(f, y[2]);
        h6 += Avx2.Multiply(d, y[3]);
        h7 += Avx2.Multiply(f, y[4]);
        h8 += Avx2.Multiply(d, y[5]);
        h9 += Avx2.Multiply(f, y[6]);
        h0 += Avx2.Multiply(d, n7);
        h1 += Avx2.Multiply(f, n8);
        h2 += Avx2.Multiply(d, n9);

        f = x[4];
        h4 += Avx2.Multiply(f, y[0]);
        h5 += Avx2.Multiply(f, y[1]);
        h6 += Avx2.Multiply(f, y[2]);
        h7 += Avx2.Multiply(f, y[3]);
        h8 += Avx2.Multiply(f, y[4]);
        h9 += Avx2.Multiply(f, y[5]);
        h0 += Avx2.Multiply(f, n6);
        h1 += Avx2.Multiply(f, n7);
        h2 += Avx2.Multiply(f, n8);
        h3 += Avx2.Multiply(f, n9);

        f = x[5];
        d = (f.AsUInt64() + f.AsUInt64()).AsUInt32();
        h5 += Avx2.Multiply(f, y[0]);
        h6 += Avx2.Multiply(d, y[1]);
        h7 += Avx2.Multiply(f, y[2]);
        h8 += Avx2.Multiply(d, y[3]);
        h9 += Avx2.Multiply(f, y[4]);
        h0 += Avx2.Multiply(d, n5);
        h1 += Avx2.Multiply(f, n6);
        h2 += Avx2.Multiply(d, n7);
        h3 += Avx2.Multiply(f, n8);
        h4 += Avx2.Multiply(d, n9);

        f = x[6];
        h6 += Avx2.Multiply(f, y[0]);
        h7 += Avx2.Multiply(f, y[1]);
        h8 += Avx2.Multiply(f, y[2]);
        h9 += Avx2.Multiply(f, y[3]);
        h0 += Avx2.Multiply(f, n4);
        h1 += Avx2.Multiply(f, n5);
        h2 += Avx2.Multiply(f, n6);
        h3 += Avx2.Multiply(f, n7);
        h4 += Avx2.Multiply(f, n8);
        h5 += Avx2.Multiply(f, n9);

        f = x[7];
        d = (f.AsUInt64() + f.AsUInt64()).AsUInt32();
        h7 += Avx2.Multiply(f, y[0]);
        h8 += Avx2.Multiply(d, y[1]);
        h9 += Avx2.Multiply(f, y[2]);
        h0 += Avx2.Multiply(d, n3);
        h1 += Avx2.Multiply(f, n4);
        h2 += Avx2.Multiply(d, n5);
        h3 += Avx2.Multiply(f, n6);
        h4 += Avx2.Multiply(d, n7);
        h5 += Avx2.Multiply(f, n8);
        h6 += Avx2.Multiply(d, n9);

        f = x[8];
        h8 += Avx2.Multiply(f, y[0]);
        h9 += Avx2.Multiply(f, y[1]);
        h0 += Avx2.Multiply(f, n2);
        h1 += Avx2.Multiply(f, n3);
        h2 += Avx2.Multiply(f, n4);
        h3 += Avx2.Multiply(f, n5);
        h4 += Avx2.Multiply(f, n6);
        h5 += Avx2.Multiply(f, n7);
        h6 += Avx2.Multiply(f, n8);
        h7 += Avx2.Multiply(f, n9);

        f = x[9];
        d = (f.AsUInt64() + f.AsUInt64()).AsUInt32();
        h9 += Avx2.Multiply(f, y[0]);
        h0 += Avx2.Multiply(d, n1);
        h1 += Avx2.Multiply(f, n2);
        h2 += Avx2.Multiply(d, n3);
        h3 += Avx2.Multiply(f, n4);
        h4 += Avx2.Multiply(d, n5);
        h5 += Avx2.Multiply(f, n6);
        h6 += Avx2.Multiply(d, n7);
        h7 += Avx2.Multiply(f, n8);
        h8 += Avx2.Multiply(d, n9);

        // Two interleaved carry chains, limbs 0…4 and 5…9, then once around: 2^255 = 19.
        h1 += h0 >>> 26;
        h0 &= mask26;
        h5 += h4 >>> 26;
        h4 &= mask26;
        h2 += h1 >>> 25;
        h1 &= mask25;
        h6 += h5 >>> 25;
        h5 &= mask25;
        h3 += h2 >>> 26;
        h2 &= mask26;
        h7 += h6 >>> 26;
        h6 &= mask26;
        h4 += h3 >>> 25;
        h3 &= mask25;
        h8 += h7 >>> 25;
        h7 &= mask25;
        h5 += h4 >>> 26;
        h4 &= mask26;
        h9 += h8 >>> 26;
        h8 &= mask26;
        var c = h9 >>> 25;
        h9 &= mask25;
        h0 += c + (c << 1) + (c << 4);
        h1 += h0 >>> 26;
        h0 &= mask26;
        z[0] = h0;
        z[1] = h1;
        z[2] = h2;
        z[3] = h3;
        z[4] = h4;
        z[5] = h5;
        z[6] = h6;
        z[7] = h7;
        z[8] = h8;
        z[9] = h9;
    }

    /// <summary>The square: 55 products, those of two different limbs doubled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Square(ulong* r, ulong* a)
    {
        var x = (Vector256<uint>*)a;
        var z = (Vector256<ulong>*)r;
        var nineteen = Vector256.Create(19UL).AsUInt32();
        var thirtyEight = Vector256.Create(38UL).AsUInt32();
        var mask26 = Vector256.Create(Mask26);
        var mask25 = Vector256.Create(Mask25);
        var f0 = x[0];
        var f1 = x[1];
        var f2 = x[2];
        var f3 = x[3];
        var f4 = x[4];
        var f5 = x[5];
        var f6 = x[6];
        var f7 = x[7];
        var f8 = x[8];
        var f9 = x[9];
        var d0 = (f0.AsUInt64() + f0.AsUInt64()).AsUInt32();
        var d1 = (f1.AsUInt64() + f1.AsUInt64()).AsUInt32();
        var d2 = (f2.AsUInt64() + f2.AsUInt64()).AsUInt32();
        var d3 = (f3.AsUInt64() + f3.AsUInt64()).AsUInt32();
        var d4 = (f4.AsUInt64() + f4.AsUInt64()).AsUInt32();
        var d5 = (f5.AsUInt64() + f5.AsUInt64()).AsUInt32();
        var d6 = (f6.AsUInt64() + f6.AsUInt64()).AsUInt32();
        var d7 = (f7.AsUInt64() + f7.AsUInt64()).AsUInt32();
        var n5 = Avx2.Multiply(f5, thirtyEight).AsUInt32();
        var n6 = Avx2.Multiply(f6, nineteen).AsUInt32();
        var n7 = Avx2.Multiply(f7, thirtyEight).AsUInt32();
        var n8 = Avx2.Multiply(f8, nineteen).AsUInt32();
        var n9 = Avx2.Multiply(f9, thirtyEight).AsUInt32();

        var h0 = Avx2.Multiply(f0, f0);
        h0 += Avx2.Multiply(d1, n9);
        h0 += Avx2.Multiply(d2, n8);
        h0 += Avx2.Multiply(d3, n7);
        h0 += Avx2.Multiply(d4, n6);
        h0 += Avx2.Multiply(f5, n5);

        var h1 = Avx2.Multiply(d0, f1);
        h1 += Avx2.Multiply(f2, n9);
        h1 += Avx2.Multiply(d3, n8);
        h1 += Avx2.Multiply(f4, n7);
        h1 += Avx2.Multiply(d5, n6);

        var h2 = Avx2.Multiply(d0, f2);
        h2 += Avx2.Multiply(d1, f1);
        h2 += Avx2.Multiply(d3, n9);
        h2 += Avx2.Multiply(d4, n8);
        h2 += Avx2.Multiply(d5, n7);
        h2 += Avx2.Multiply(f6, n6);

        var h3 = Avx2.Multiply(d0, f3);
        h3 += Avx2.Multiply(d1, f2);
        h3 += Avx2.Multiply(f4, n9);
        h3 += Avx2.Multiply(d5, n8);
        h3 += Avx2.Multiply(f6, n7);

        var h4 = Avx2.Multiply(d0, f4);
        h4 += Avx2.Multiply(d1, d3);
        h4 += Avx2.Multiply(f2, f2);
        h4 += Avx2.Multiply(d5, n9);
        h4 += Avx2.Multiply(d6, n8);
        h4 += Avx2.Multiply(f7, n7);

        var h5 = Avx2.Multiply(d0, f5);
        h5 += Avx2.Multiply(d1, f4);
        h5 += Avx2.Multiply(d2, f3);
        h5 += Avx2.Multiply(f6, n9);
        h5 += Avx2.Multiply(d7, n8);

        var h6 = Avx2.Multiply(d0, f6);
        h6 += Avx2.Multiply(d1, d5);
        h6 += Avx2.Multiply(d2, f4);
        h6 += Avx2.Multiply(d3, f3);
        h6 += Avx2.Multiply(d7, n9);
        h6 += Avx2.Multiply(f8, n8);

        var h7 = Avx2.Multiply(d0, f7);
        h7 += Avx2.Multiply(d1, f6);
        h7 += Avx2.Multiply(d2, f5);
        h7 += Avx2.Multiply(d3, f4);
        h7 += Avx2.Multiply(f8, n9);

        var h8 = Avx2.Multiply(d0, f8);
        h8 += Avx2.Multiply(d1, d7);
        h8 += Avx2.Multiply(d2, f6);
        h8 += Avx2.Multiply(d3, d5);
        h8 += Avx2.Multiply(f4, f4);
        h8 += Avx2.Multiply(f9, n9);

        var h9 = Avx2.Multiply(d0, f9);
        h9 += Avx2.Multiply(d1, f8);
        h9 += Avx2.Multiply(d2, f7);
        h9 += Avx2.Multiply(d3, f6);
        h9 += Avx2.Multiply(d4, f5);

        // Two interleaved carry chains, limbs 0…4 and 5…9, then once around: 2^255 = 19.
        h1 += h0 >>> 26;
        h0 &= mask26;
        h5 += h4 >>> 26;
        h4 &= mask26;
        h2 += h1 >>> 25;
        h1 &= mask25;
        h6 += h5 >>> 25;
        h5 &= mask25;
        h3 += h2 >>> 26;
        h2 &= mask26;
        h7 += h6 >>> 26;
        h6 &= mask26;
        h4 += h3 >>> 25;
        h3 &= mask25;
        h8 += h7 >>> 25;
        h7 &= mask25;
        h5 += h4 >>> 26;
        h4 &= mask26;
        h9 += h8 >>> 26;
        h8 &= mask26;
        var c = h9 >>> 25;
        h9 &= mask25;
        h0 += c + (c << 1) + (c << 4);
        h1 += h0 >>> 26;
        h0 &= mask26;
        z[0] = h0;
        z[1] = h1;
        z[2] = h2;
        z[3] = h3;
        z[4] = h4;
        z[5] = h5;
        z[6] = h6;
        z[7] = h7;
        z[8] = h8;
        z[9] = h9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ulong* r, ulong* a, ulong* b)
    {
        var x = (Vector256<ulong>*)a;
        var y = (Vector256<ulong>*)b;
        var z = (Vector256<ulong>*)r;
        for (var i = 0; i < 10; i++)
            z[i] = x[i] + y[i];
    }

    /// <summary>The difference is a + 2p − b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSubtract(ulong* sum, ulong* difference, ulong* a, ulong* b)
    {
        var x = (Vector256<ulong>*)a;
        var y = (Vector256<ulong>*)b;
        var s = (Vector256<ulong>*)sum;
        var d = (Vector256<ulong>*)difference;
        var even = Vector256.Create(2 * Mask26 - 36);
        var odd = Vector256.Create(2 * Mask25);
        for (var i = 0; i < 10; i += 2)
        {
            var a0 = x[i];
            var a1 = x[i + 1];
            var b0 = y[i];
            var b1 = y[i + 1];
            s[i] = a0 + b0;
            s[i + 1] = a1 + b1;
            d[i] = a0 + even - b0;
            d[i + 1] = a1 + odd - b1;
            even = Vector256.Create(2 * Mask26);
        }
    }

    /// <summary>a + 2p − b, and the carries of all limbs at once: even limbs end below 2^26 + 2^8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SubtractCarried(ulong* r, ulong* a, ulong* b)
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
