using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Xe.Core.Crypto.Curve;

/// <summary>
/// One point of edwards25519 whose coordinates X, Y, Z, T are the four lanes of one <see cref="FieldLanes256"/> element:
/// the four multiplications of a step run side by side (Hisil, Wong, Carter, Dawson, "Twisted Edwards Curves
/// Revisited", 2008, §4.2, the formulas for four processors). For a signature that comes alone.
/// </summary>
internal static unsafe class ParallelPoint
{
    /// <summary>Words of a point.</summary>
    internal const int Words = 40;

    /// <summary>Words of scratch memory that the functions use.</summary>
    internal const int ScratchWords = 2 * Words;

    private const int Limbs = 10;
    private const ulong Mask26 = (1UL << 26) - 1;
    private const ulong Mask25 = (1UL << 25) - 1;

    // Lanes taken from the second operand of a blend, two bits of 32 each.
    private const byte Lane0 = 0x03;
    private const byte Lane1 = 0x0C;
    private const byte Lanes12 = 0x3C;
    private const byte Lanes13 = 0xCC;
    private const byte Lanes23 = 0xF0;
    private const byte Lane3 = 0xC0;

    /// <summary>The neutral point (0, 1).</summary>
    internal static void SetIdentity(ulong* p)
    {
        new Span<ulong>(p, Words).Clear();
        FieldLanes256.Set(p, 1, FieldElement.One);
        FieldLanes256.Set(p, 2, FieldElement.One);
    }

    /// <summary>p = 2·p, the doubling of <see cref="LanePoint{TField}"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Double(ulong* p, ulong* scratch)
    {
        var point = (Vector256<ulong>*)p;
        var a = (Vector256<ulong>*)scratch;
        var b = a + Limbs;
        for (var i = 0; i < Limbs; i++)
        {
            // X, Y, Z, X + Y.
            var y = Blend(Vector256<ulong>.Zero, Avx2.Permute4x64(point[i], 0b01_01_01_01), Lane3);
            a[i] = Avx2.Permute4x64(point[i], 0b00_10_01_00) + y;
        }
        FieldLanes256.Square(scratch, scratch);
        for (var i = 0; i < Limbs; i++)
        {
            // From A = X², B = Y², C = Z², D = (X + Y)²: factors (f, h, f, e) and (e, g, g, h) with
            // h = A + B, g = A − B, e = h − D, f = 2C + g.
            var s = a[i];
            var twoP = TwoP(i);
            var xx = Avx2.Permute4x64(s, 0b00_00_00_00);
            var yy = Avx2.Permute4x64(s, 0b01_01_01_01);
            var zz = Avx2.Permute4x64(s, 0b10_10_10_10);
            var minusYY = twoP - yy;
            var minusD = twoP - Avx2.Permute4x64(s, 0b11_11_11_11);
            var third = Blend(Blend(zz + zz, minusD, Lane3), Vector256<ulong>.Zero, Lane1);
            a[i] = xx + Blend(minusYY, yy, Lanes13) + third;
            b[i] = xx + Blend(yy, minusYY, Lanes12) + Blend(Vector256<ulong>.Zero, minusD, Lane0);
        }
        Carry(b);
        FieldLanes256.Multiply(p, scratch, (ulong*)b);
    }

    /// <summary>p = p ± q, the addition of <see cref="LanePoint{TField}"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add(ulong* p, TableEntry* q, bool negative, ulong* scratch)
    {
        var point = (Vector256<ulong>*)p;
        var a = (Vector256<ulong>*)scratch;
        var b = a + Limbs;
        Load(b, q, negative);
        for (var i = 0; i < Limbs; i++)
        {
            // Y − X, Y + X, Z, T.
            var x = Avx2.Permute4x64(point[i], 0b00_00_00_00);
            var signed = Blend(TwoP(i) - x, x, Lane1);
            a[i] = Avx2.Permute4x64(point[i], 0b11_10_01_01) + Blend(signed, Vector256<ulong>.Zero, Lanes23);
        }
        FieldLanes256.Multiply(scratch, scratch, (ulong*)b);
        for (var i = 0; i < Limbs; i++)
        {
            // From A, B, D, C: e = B − A, g = D + C, f = D − C, h = B + A.
            var second = Avx2.Permute4x64(a[i], 0b00_11_11_00);
            a[i] = Avx2.Permute4x64(a[i], 0b01_10_10_01) + Blend(TwoP(i) - second, second, Lanes13);
        }
        Carry(a);
        for (var i = 0; i < Limbs; i++)
            b[i] = Avx2.Permute4x64(a[i], 0b00_01_11_10);
        FieldLanes256.Multiply(p, scratch, (ulong*)b);
    }

    /// <summary>The factors of Y − X, Y + X, Z and T.</summary>
    private static void Load(Vector256<ulong>* to, TableEntry* entry, bool negative)
    {
        var mask26 = Vector256.Create(Mask26);
        var minus = (ulong*)(negative ? &entry->YPlusX : &entry->YMinusX);
        var plus = (ulong*)(negative ? &entry->YMinusX : &entry->YPlusX);
        var product = (ulong*)&entry->DXY;
        FieldElement opposite;
        if (negative)
        {
            FieldElement.Subtract(out opposite, FieldElement.Zero, entry->DXY);
            product = (ulong*)&opposite;
        }
        for (var i = 0; i < 5; i++)
        {
            var words = Vector256.Create(minus[i], plus[i], i == 0 ? 1UL : 0, product[i]);
            to[2 * i] = words & mask26;
            to[2 * i + 1] = words >>> 26;
        }
    }

    /// <summary>2p in limbs, for differences that stay positive.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> TwoP(int limb)
    {
        return Vector256.Create(limb == 0 ? 2 * Mask26 - 36 : (limb & 1) == 0 ? 2 * Mask26 : 2 * Mask25);
    }

    /// <summary>Carries all limbs at once.</summary>
    private static void Carry(Vector256<ulong>* a)
    {
        var mask26 = Vector256.Create(Mask26);
        var mask25 = Vector256.Create(Mask25);
        var top = a[Limbs - 1] >>> 25;
        var carry = top + (top << 1) + (top << 4);
        for (var i = 0; i < Limbs; i += 2)
        {
            var even = a[i];
            var odd = a[i + 1];
            a[i] = (even & mask26) + carry;
            a[i + 1] = (odd & mask25) + (even >>> 26);
            carry = odd >>> 25;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Blend(Vector256<ulong> first, Vector256<ulong> second, [ConstantExpected] byte control)
    {
        return Avx2.Blend(first.AsUInt32(), second.AsUInt32(), control).AsUInt64();
    }
}
