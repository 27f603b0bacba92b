using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Xe.Core.Crypto.Curve;

/// <summary>
/// Eight lanes in AVX-512 registers: ten unsigned limbs of alternately 26 and 25 bits, limb i counting 2^⌈25.5·i⌉
/// (Bernstein, "Curve25519: new Diffie-Hellman speed records", 2006, §3), 32×32→64-bit multiplications. Reduced:
/// limbs below 2^26 + 2^8 and 2^25 + 2^13. The largest sum in a product, of five times 19·7.5·2^26·3·2^26 with a of 5
/// units and b of 2, stays below 2^64, and 19 times the sum of two limbs of b below 2^32.
/// <para>Straight-line on purpose: the JIT keeps the limbs in registers only as long as no helper is inlined.</para>
/// </summary>
internal readonly unsafe partial struct FieldLanes512 : ILaneField
{
    private const ulong Mask26 = (1UL << 26) - 1;
    private const ulong Mask25 = (1UL << 25) - 1;

    public static int Lanes => 8;

    public static int Words => 80;

    internal static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    /// <summary>
    /// Even limbs e and odd limbs o are two numbers of five limbs of 51 bits, a = e + 2^26·o, and Karatsuba's
    /// three products of those give the four (Karatsuba, Ofman, "Multiplication of multidigit numbers on automata",
    /// 1962): p = e·e', q = o·o', c = (e+o)·(e'+o') − p − q. Limbs that pass 2^255 count nineteen times; 2^52·q is
    /// twice the next even limb.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ulong* r, ulong* a, ulong* b)
    {
        var x = (Vector512<uint>*)a;
        var y = (Vector512<uint>*)b;
        var z = (Vector512<ulong>*)r;
        var nineteen = Vector512.Create(19UL).AsUInt32();
        var mask26 = Vector512.Create(Mask26);
        var mask25 = Vector512.Create(Mask25);
        var ae0 = x[0];
        var ae1 = x[2];
        var ae2 = x[4];
        var ae3 = x[6];
        var ae4 = x[8];
        var ao0 = x[1];
        var ao1 = x[3];
        var ao2 = x[5];
        var ao3 = x[7];
        var ao4 = x[9];
        var be0 = y[0];
        var be1 = y[2];
        var be2 = y[4];
        var be3 = y[6];
        var be4 = y[8];
        var bo0 = y[1];
        var bo1 = y[3];
        var bo2 = y[5];
        var bo3 = y[7];
        var bo4 = y[9];
        var ne1 = Avx512F.Multiply(be1, nineteen).AsUInt32();
        var ne2 = Avx512F.Multiply(be2, nineteen).AsUInt32();
        var ne3 = Avx512F.Multiply(be3, nineteen).AsUInt32();
        var ne4 = Avx512F.Multiply(be4, nineteen).AsUInt32();
        var no1 = Avx512F.Multiply(bo1, nineteen).AsUInt32();
        var no2 = Avx512F.Multiply(bo2, nineteen).AsUInt32();
        var no3 = Avx512F.Multiply(bo3, nineteen).AsUInt32();
        var no4 = Avx512F.Multiply(bo4, nineteen).AsUInt32();

        var p0 = Avx512F.Multiply(ae0, be0) + Avx512F.Multiply(ae1, ne4) + Avx512F.Multiply(ae2, ne3) + Avx512F.Multiply(ae3, ne2) + Avx512F.Multiply(ae4, ne1);
        var p1 = Avx512F.Multiply(ae0, be1) + Avx512F.Multiply(ae1, be0) + Avx512F.Multiply(ae2, ne4) + Avx512F.Multiply(ae3, ne3) + Avx512F.Multiply(ae4, ne2);
        var p2 = Avx512F.Multiply(ae0, be2) + Avx512F.Multiply(ae1, be1) + Avx512F.Multiply(ae2, be0) + Avx512F.Multiply(ae3, ne4) + Avx512F.Multiply(ae4, ne3);
        var p3 = Avx512F.Multiply(ae0, be3) + Avx512F.Multiply(ae1, be2) + Avx512F.Multiply(ae2, be1) + Avx512F.Multiply(ae3, be0) + Avx512F.Multiply(ae4, ne4);
        var p4 = Avx512F.Multiply(ae0, be4) + Avx512F.Multiply(ae1, be3) + Avx512F.Multiply(ae2, be2) + Avx512F.Multiply(ae3, be1) + Avx512F.Multiply(ae4, be0);

        var q0 = Avx512F.Multiply(ao0, bo0) + Avx512F.Multiply(ao1, no4) + Avx512F.Multiply(ao2, no3) + Avx512F.Multiply(ao3, no2) + Avx512F.Multiply(ao4, no1);
        var q1 = Avx512F.Multiply(ao0, bo1) + Avx512F.Multiply(ao1, bo0) + Avx512F.Multiply(ao2, no4) + Avx512F.Multiply(ao3, no3) + Avx512F.Multiply(ao4, no2);
        var q2 = Avx512F.Multiply(ao0, bo2) + Avx512F.Multiply(ao1, bo1) + Avx512F.Multiply(ao2, bo0) + Avx512F.Multiply(ao3, no4) + Avx512F.Multiply(ao4, no3);
        var q3 = Avx512F.Multiply(ao0, bo3) + Avx512F.Multiply(ao1, bo2) + Avx512F.Multiply(ao2, bo1) + Avx512F.Multiply(ao3, bo0) + Avx512F.Multiply(ao4, no4);
        var q4 = Avx512F.Multiply(ao0, bo4) + Avx512F.Multiply(ao1, bo3) + Avx512F.Multiply(ao2, bo2) + Avx512F.Multiply(ao3, bo1) + Avx512F.Multiply(ao4, bo0);

        ae0 += ao0;
        ae1 += ao1;
        ae2 += ao2;
        ae3 += ao3;
        ae4 += ao4;
        be0 += bo0;
        be1 += bo1;
        be2 += bo2;
        be3 += bo3;
        be4 += bo4;
        ne1 += no1;
        ne2 += no2;
        ne3 += no3;
        ne4 += no4;

        var c0 = Avx512F.Multiply(ae0, be0) + Avx512F.Multiply(ae1, ne4) + Avx512F.Multiply(ae2, ne3) + Avx512F.Multiply(ae3, ne2) + Avx512F.Multiply(ae4, ne1);
        var c1 = Avx512F.Multiply(ae0, be1) + Avx512F.Multiply(ae1, be0) + Avx512F.Multiply(ae2, ne4) + Avx512F.Multiply(ae3, ne3) + Avx512F.Multiply(ae4, ne2);
        var c2 = Avx512F.Multiply(ae0, be2) + Avx512F.Multiply(ae1, be1) + Avx512F.Multiply(ae2, be0) + Avx512F.Multiply(ae3, ne4) + Avx512F.Multiply(ae4, ne3);
        var c3 = Avx512F.Multiply(ae0, be3) + Avx512F.Multiply(ae1, be2) + Avx512F.Multiply(ae2, be1) + Avx512F.Multiply(ae3, be0) + Avx512F.Multiply(ae4, ne4);
        var c4 = Avx512F.Multiply(ae0, be4) + Avx512F.Multiply(ae1, be3) + Avx512F.Multiply(ae2, be2) + Avx512F.Multiply(ae3, be1) + Avx512F.Multiply(ae4, be0);

        var h1 = c0 - p0 - q0;
        var h3 = c1 - p1 - q1;
        var h5 = c2 - p2 - q2;
        var h7 = c3 - p3 - q3;
        var h9 = c4 - p4 - q4;
        var h0 = p0 + (q4 << 1) + (q4 << 2) + (q4 << 5);
        var h2 = p1 + (q0 << 1);
        var h4 = p2 + (q1 << 1);
        var h6 = p3 + (q2 << 1);
        var h8 = p4 + (q3 << 1);

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
