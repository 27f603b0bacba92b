using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Xe.Core.Crypto.Curve;

/// <summary>
/// Eight lanes in AVX-512 registers: ten unsigned limbs of alternately 26 and 25 bits, limb i counting 2^⌈25.5·i⌉
/// (Bernstein, "Curve25519: new Diffie-Hellman speed records", 2006, §3), one 32×32→64-bit multiplication per product
/// and lane. Reduced: limbs below 2^26 and 2^25 + 2^13. With a of u units and b of v, a limb sum is below u·v·2^59,
/// and 19 times an even limb of b or 38 times an odd one must fit 32 bits: v ≤ 3.
/// <para>Straight-line on purpose: the JIT keeps the limbs in registers only as long as no helper is inlined.</para>
/// </summary>
internal readonly unsafe partial struct FieldLanes512 : ILaneField
{
    private const ulong Mask26 = (1UL << 26) - 1;
    private const ulong Mask25 = (1UL << 25) - 1;

    public static int Lanes => 8;

    public static int Words => 80;

    internal static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    /// <summary>The schoolbook product row by row; a product of two odd limbs counts twice, one that passes 2^255 nineteen times.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ulong* r, ulong* a, ulong* b)
    {
        var x = (Vector512<uint>*)a;
        var y = (Vector512<uint>*)b;
        var z = (Vector512<ulong>*)r;
        var nineteen = Vector512.Create(19UL).AsUInt32();
        var mask26 = Vector512.Create(Mask26);
        var mask25 = Vector512.Create(Mask25);
        var n1 = Avx512F.Multiply(y[1], nineteen).AsUInt32();
        var n2 = Avx512F.Multiply(y[2], nineteen).AsUInt32();
        var n3 = Avx512F.Multiply(y[3], nineteen).AsUInt32();
        var n4 = Avx512F.Multiply(y[4], nineteen).AsUInt32();
        var n5 = Avx512F.Multiply(y[5], nineteen).AsUInt32();
        var n6 = Avx512F.Multiply(y[6], nineteen).AsUInt32();
        var n7 = Avx512F.Multiply(y[7], nineteen).AsUInt32();
        var n8 = Avx512F.Multiply(y[8], nineteen).AsUInt32();
        var n9 = Avx512F.Multiply(y[9], nineteen).AsUInt32();

        var f = x[0];
        var h0 = Avx512F.Multiply(f, y[0]);
        var h1 = Avx512F.Multiply(f, y[1]);
        var h2 = Avx512F.Multiply(f, y[2]);
        var h3 = Avx512F.Multiply(f, y[3]);
        var h4 = Avx512F.Multiply(f, y[4]);
        var h5 = Avx512F.Multiply(f, y[5]);
        var h6 = Avx512F.Multiply(f, y[6]);
        var h7 = Avx512F.Multiply(f, y[7]);
        var h8 = Avx512F.Multiply(f, y[8]);
        var h9 = Avx512F.Multiply(f, y[9]);

        f = x[1];
        var d = (f.AsUInt64() + f.AsUInt64()).AsUInt32();
        h1 += Avx512F.Multiply(f, y[0]);
        h2 += Avx512F.Multiply(d, y[1]);
        h3 += Avx512F.Multiply(f, y[2]);
        h4 += Avx512F.Multiply(d, y[3]);
        h5 += Avx512F.Multiply(f, y[4]);
        h6 += Avx512F.Multiply(d, y[5]);
        h7 += Avx512F.Multiply(f, y[6]);
        h8 += Avx512F.Multiply(d, y[7]);
        h9 += Avx512F.Multiply(f, y[8]);
        h0 += Avx512F.Multiply(d, n9);

        f = x[2];
        h2 += Avx512F.Multiply(f, y[0]);
        h3 += Avx512F.Multiply(f, y[1]);
        h4 += Avx512F.Multiply(f, y[2]);
        h5 += Avx512F.Multiply(f, y[3]);
        h6 += Avx512F.Multiply(f, y[4]);
        h7 += Avx512F.Multiply(f, y[5]);
        h8 += Avx512F.Multiply(f, y[6]);
        h9 += Avx512F.Multiply(f, y[7]);
        h0 += Avx512F.Multiply(f, n8);
        h1 += Avx512F.Multiply(f, n9);

        f = x[3];
        d = (f.AsUInt64() + f.AsUInt64()).AsUInt32();
        h3 += Avx512F.Multiply(f, y[0]);
        h4 += Avx512F.Multiply(d, y[1]);
        h5 += Avx512F.Multiply(f, y[2]);
        h6 += Avx512F.Multiply(d, y[3]);
        h7 += Avx512F.Multiply(f, y[4]);
        h8 += Avx512F.Multiply(d, y[5]);
        h9 += Avx512F.Multiply(f, y[6]);
        h0 += Avx512F.Multiply(d, n7);
        h1 += Avx512F.Multiply(f, n8);
        h2 += Avx512F.Multiply(d, n9);

        f = x[4];
        h4 += Avx512F.Multiply(f, y[0]);
        h5 += Avx512F.Multiply(f, y[1]);
        h6 += Avx512F.Multiply(f, y[2]);
        h7 += Avx512F.Multiply(f, y[3]);
        h8 += Avx512F.Multiply(f, y[4]);
        h9 += Avx512F.Multiply(f, y[5]);
        h0 += Avx512F.Multiply(f, n6);
        h1 += Avx512F.Multiply(f, n7);
        h2 += Avx512F.Multiply(f, n8);
        h3 += Avx512F.Multiply(f, n9);

        f = x[5];
        d = (f.AsUInt64() + f.AsUInt64()).AsUInt32();
        h5 += Avx512F.Multiply(f, y[0]);
        h6 += Avx512F.Multiply(d, y[1]);
        h7 += Avx512F.Multiply(f, y[2]);
        h8 += Avx512F.Multiply(d, y[3]);
        h9 += Avx512F.Multiply(f, y[4]);
        h0 += Avx512F.Multiply(d, n5);
        h1 += Avx512F.Multiply(f, n6);
        h2 += Avx512F.Multiply(d, n7);
        h3 += Avx512F.Multiply(f, n8);
        h4 += Avx512F.Multiply(d, n9);

        f = x[6];
        h6 += Avx512F.Multiply(f, y[0]);
        h7 += Avx512F.Multiply(f, y[1]);
        h8 += Avx512F.Multiply(f, y[2]);
        h9 += Avx512F.Multiply(f, y[3]);
        h0 += Avx512F.Multiply(f, n4);
        h1 += Avx512F.Multiply(f, n5);
        h2 += Avx512F.Multiply(f, n6);
        h3 += Avx512F.Multiply(f, n7);
        h4 += Avx512F.Multiply(f, n8);
        h5 += Avx512F.Multiply(f, n9);

        f = x[7];
        d = (f.AsUInt64() + f.AsUInt64()).AsUInt32();
        h7 += Avx512F.Multiply(f, y[0]);
        h8 += Avx512F.Multiply(d, y[1]);
        h9 += Avx512F.Multiply(f, y[2]);
        h0 += Avx512F.Multiply(d, n3);
        h1 += Avx512F.Multiply(f, n4);
        h2 += Avx512F.Multiply(d, n5);
        h3 += Avx512F.Multiply(f, n6);
        h4 += Avx512F.Multiply(d, n7);
        h5 += Avx512F.Multiply(f, n8);
        h6 += Avx512F.Multiply(d, n9);

        f = x[8];
        h8 += Avx512F.Multiply(f, y[0]);
        h9 += Avx512F.Multiply(f, y[1]);
        h0 += Avx512F.Multiply(f, n2);
        h1 += Avx512F.Multiply(f, n3);
        h2 += Avx512F.Multiply(f, n4);
        h3 += Avx512F.Multiply(f, n5);
        h4 += Avx512F.Multiply(f, n6);
        h5 += Avx512F.Multiply(f, n7);
        h6 += Avx512F.Multiply(f, n8);
        h7 += Avx512F.Multiply(f, n9);

        f = x[9];
        d = (f.AsUInt64() + f.AsUInt64()).AsUInt32();
        h9 += Avx512F.Multiply(f, y[0]);
        h0 += Avx512F.Multiply(d, n1);
        h1 += Avx512F.Multiply(f, n2);
        h2 += Avx512F.Multiply(d, n3);
        h3 += Avx512F.Multiply(f, n4);
        h4 += Avx512F.Multiply(d, n5);
        h5 += Avx512F.Multiply(f, n6);
        h6 += Avx512F.Multiply(d, n7);
        h7 += Avx512F.Multiply(f, n8);
        h8 += Avx512F.Multiply(d, n9);

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
        var x = (Vector512<uint>*)a;
        var z = (Vector512<ulong>*)r;
        var nineteen = Vector512.Create(19UL).AsUInt32();
        var thirtyEight = Vector512.Create(38UL).AsUInt32();
        var mask26 = Vector512.Create(Mask26);
        var mask25 = Vector512.Create(Mask25);
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
        var n5 = Avx512F.Multiply(f5, thirtyEight).AsUInt32();
        var n6 = Avx512F.Multiply(f6, nineteen).AsUInt32();
        var n7 = Avx512F.Multiply(f7, thirtyEight).AsUInt32();
        var n8 = Avx512F.Multiply(f8, nineteen).AsUInt32();
        var n9 = Avx512F.Multiply(f9, thirtyEight).AsUInt32();

        var h0 = Avx512F.Multiply(f0, f0);
        h0 += Avx512F.Multiply(d1, n9);
        h0 += Avx512F.Multiply(d2, n8);
        h0 += Avx512F.Multiply(d3, n7);
        h0 += Avx512F.Multiply(d4, n6);
        h0 += Avx512F.Multiply(f5, n5);

        var h1 = Avx512F.Multiply(d0, f1);
        h1 += Avx512F.Multiply(f2, n9);
        h1 += Avx512F.Multiply(d3, n8);
        h1 += Avx512F.Multiply(f4, n7);
        h1 += Avx512F.Multiply(d5, n6);

        var h2 = Avx512F.Multiply(d0, f2);
        h2 += Avx512F.Multiply(d1, f1);
        h2 += Avx512F.Multiply(d3, n9);
        h2 += Avx512F.Multiply(d4, n8);
        h2 += Avx512F.Multiply(d5, n7);
        h2 += Avx512F.Multiply(f6, n6);

        var h3 = Avx512F.Multiply(d0, f3);
        h3 += Avx512F.Multiply(d1, f2);
        h3 += Avx512F.Multiply(f4, n9);
        h3 += Avx512F.Multiply(d5, n8);
        h3 += Avx512F.Multiply(f6, n7);

        var h4 = Avx512F.Multiply(d0, f4);
        h4 += Avx512F.Multiply(d1, d3);
        h4 += Avx512F.Multiply(f2, f2);
        h4 += Avx512F.Multiply(d5, n9);
        h4 += Avx512F.Multiply(d6, n8);
        h4 += Avx512F.Multiply(f7, n7);

        var h5 = Avx512F.Multiply(d0, f5);
        h5 += Avx512F.Multiply(d1, f4);
        h5 += Avx512F.Multiply(d2, f3);
        h5 += Avx512F.Multiply(f6, n9);
        h5 += Avx512F.Multiply(d7, n8);

        var h6 = Avx512F.Multiply(d0, f6);
        h6 += Avx512F.Multiply(d1, d5);
        h6 += Avx512F.Multiply(d2, f4);
        h6 += Avx512F.Multiply(d3, f3);
        h6 += Avx512F.Multiply(d7, n9);
        h6 += Avx512F.Multiply(f8, n8);

        var h7 = Avx512F.Multiply(d0, f7);
        h7 += Avx512F.Multiply(d1, f6);
        h7 += Avx512F.Multiply(d2, f5);
        h7 += Avx512F.Multiply(d3, f4);
        h7 += Avx512F.Multiply(f8, n9);

        var h8 = Avx512F.Multiply(d0, f8);
        h8 += Avx512F.Multiply(d1, d7);
        h8 += Avx512F.Multiply(d2, f6);
        h8 += Avx512F.Multiply(d3, d5);
        h8 += Avx512F.Multiply(f4, f4);
        h8 += Avx512F.Multiply(f9, n9);

        var h9 = Avx512F.Multiply(d0, f9);
        h9 += Avx512F.Multiply(d1, f8);
        h9 += Avx512F.Multiply(d2, f7);
        h9 += Avx512F.Multiply(d3, f6);
        h9 += Avx512F.Multiply(d4, f5);

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
}
