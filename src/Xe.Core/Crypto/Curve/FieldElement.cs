using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Xe.Core.Crypto.Curve;

/// <summary>
/// An element of GF(p), p = 2^255 − 19, as five limbs of radix 2^51 (Bernstein, Duif, Lange, Schwabe, Yang,
/// "High-speed high-security signatures", §3, "Radix 2^51"). Public data only: nothing here is constant time.
/// <para>Bounds: "reduced" means limbs below 2^51 + 2^18, what every multiplication leaves. <see cref="Multiply"/>
/// takes limbs below 2^54, <see cref="Square"/> below 2^53; a sum of two reduced elements is below 2^53, a
/// difference (<see cref="Subtract"/> of a reduced element) at most 2^52 above the minuend.</para>
/// </summary>
internal struct FieldElement
{
    internal const ulong Mask51 = (1UL << 51) - 1;

    internal ulong L0, L1, L2, L3, L4;

    internal static FieldElement Zero => default;

    internal static FieldElement One => FromSmall(1);

    internal static FieldElement FromSmall(ulong value)
    {
        return new FieldElement { L0 = value };
    }

    /// <summary>Reads 255 bits little-endian; bit 255 is ignored and values ≥ p are taken modulo p (spec 01 §8.3 step 2).</summary>
    internal static FieldElement FromBytes(ReadOnlySpan<byte> bytes)
    {
        var w0 = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        var w1 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        var w2 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        var w3 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
        return new FieldElement
        {
            L0 = w0 & Mask51,
            L1 = (w0 >> 51 | w1 << 13) & Mask51,
            L2 = (w1 >> 38 | w2 << 26) & Mask51,
            L3 = (w2 >> 25 | w3 << 39) & Mask51,
            L4 = (w3 >> 12) & Mask51,
        };
    }

    /// <summary>Writes the canonical encoding (the representative below p); limbs below 2^63 are allowed.</summary>
    internal readonly void ToBytes(Span<byte> bytes)
    {
        var r = Canonical();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, r.L0 | r.L1 << 51);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], r.L1 >> 13 | r.L2 << 38);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], r.L2 >> 26 | r.L3 << 25);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], r.L3 >> 39 | r.L4 << 12);
    }

    internal readonly FieldElement Canonical()
    {
        // Two carry passes bring any limbs below 2^63 under 2^51 + 1, so the value is below 2p.
        var r = Carried().Carried();

        // q = 1 exactly when the value is ≥ p: adding 19 then carries out of bit 255.
        var q = (r.L0 + 19) >> 51;
        q = (r.L1 + q) >> 51;
        q = (r.L2 + q) >> 51;
        q = (r.L3 + q) >> 51;
        q = (r.L4 + q) >> 51;
        r.L0 += 19 * q;
        r.L1 += r.L0 >> 51;
        r.L0 &= Mask51;
        r.L2 += r.L1 >> 51;
        r.L1 &= Mask51;
        r.L3 += r.L2 >> 51;
        r.L2 &= Mask51;
        r.L4 += r.L3 >> 51;
        r.L3 &= Mask51;
        r.L4 &= Mask51;
        return r;
    }

    internal readonly bool IsZero()
    {
        var r = Canonical();
        return (r.L0 | r.L1 | r.L2 | r.L3 | r.L4) == 0;
    }

    /// <summary>The sign of RFC 8032 §5.1.2: the lowest bit of the canonical value.</summary>
    internal readonly bool IsNegative()
    {
        return (Canonical().L0 & 1) != 0;
    }

    /// <summary>The same value with reduced limbs; limbs below 2^63 are allowed.</summary>
    internal readonly FieldElement Carried()
    {
        FieldElement r;
        r.L0 = (L0 & Mask51) + 19 * (L4 >> 51);
        r.L1 = (L1 & Mask51) + (r.L0 >> 51) + (L0 >> 51);
        r.L0 &= Mask51;
        r.L2 = (L2 & Mask51) + (r.L1 >> 51) + (L1 >> 51);
        r.L1 &= Mask51;
        r.L3 = (L3 & Mask51) + (r.L2 >> 51) + (L2 >> 51);
        r.L2 &= Mask51;
        r.L4 = (L4 & Mask51) + (r.L3 >> 51) + (L3 >> 51);
        r.L3 &= Mask51;
        return r;
    }

    internal static void Add(out FieldElement r, in FieldElement a, in FieldElement b)
    {
        r.L0 = a.L0 + b.L0;
        r.L1 = a.L1 + b.L1;
        r.L2 = a.L2 + b.L2;
        r.L3 = a.L3 + b.L3;
        r.L4 = a.L4 + b.L4;
    }

    /// <summary>a + 2p − b; <paramref name="b"/> must be below 2^52 − 38 in each limb (reduced, or a sum of halves).</summary>
    internal static void Subtract(out FieldElement r, in FieldElement a, in FieldElement b)
    {
        const ulong TwoP0 = 0xFFFFFFFFFFFDA;
        const ulong TwoP = 0xFFFFFFFFFFFFE;
        r.L0 = a.L0 + TwoP0 - b.L0;
        r.L1 = a.L1 + TwoP - b.L1;
        r.L2 = a.L2 + TwoP - b.L2;
        r.L3 = a.L3 + TwoP - b.L3;
        r.L4 = a.L4 + TwoP - b.L4;
    }

    /// <summary>−a, reduced enough for every use; <paramref name="a"/> must be reduced.</summary>
    internal static FieldElement Negate(in FieldElement a)
    {
        Subtract(out var r, Zero, a);
        return r.Carried();
    }

    /// <summary>
    /// Schoolbook product. One factor is shifted left by ten, so that a 64×64→128-bit product a·b·2^10 splits
    /// at bit 54 of a·b without carries between the halves: high = a·b ≥ 2^54 part, low ≫ 10 = the rest. The high
    /// sums count 2^54 = 8·2^51 and move one limb up; limb 5 wraps with 2^255 = 19.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(out FieldElement r, in FieldElement a, in FieldElement b)
    {
        ulong a0 = a.L0, a1 = a.L1, a2 = a.L2, a3 = a.L3, a4 = a.L4;
        ulong b0 = b.L0 << 10, b1 = b.L1 << 10, b2 = b.L2 << 10, b3 = b.L3 << 10, b4 = b.L4 << 10;
        var n1 = a1 * 19;
        var n2 = a2 * 19;
        var n3 = a3 * 19;
        var n4 = a4 * 19;

        var h0 = High(a0, b0);
        var s0 = (a0 * b0) >> 10;
        h0 += High(n1, b4);
        s0 += (n1 * b4) >> 10;
        h0 += High(n2, b3);
        s0 += (n2 * b3) >> 10;
        h0 += High(n3, b2);
        s0 += (n3 * b2) >> 10;
        h0 += High(n4, b1);
        s0 += (n4 * b1) >> 10;

        var h1 = High(a0, b1);
        var s1 = (a0 * b1) >> 10;
        h1 += High(a1, b0);
        s1 += (a1 * b0) >> 10;
        h1 += High(n2, b4);
        s1 += (n2 * b4) >> 10;
        h1 += High(n3, b3);
        s1 += (n3 * b3) >> 10;
        h1 += High(n4, b2);
        s1 += (n4 * b2) >> 10;

        var h2 = High(a0, b2);
        var s2 = (a0 * b2) >> 10;
        h2 += High(a1, b1);
        s2 += (a1 * b1) >> 10;
        h2 += High(a2, b0);
        s2 += (a2 * b0) >> 10;
        h2 += High(n3, b4);
        s2 += (n3 * b4) >> 10;
        h2 += High(n4, b3);
        s2 += (n4 * b3) >> 10;

        var h3 = High(a0, b3);
        var s3 = (a0 * b3) >> 10;
        h3 += High(a1, b2);
        s3 += (a1 * b2) >> 10;
        h3 += High(a2, b1);
        s3 += (a2 * b1) >> 10;
        h3 += High(a3, b0);
        s3 += (a3 * b0) >> 10;
        h3 += High(n4, b4);
        s3 += (n4 * b4) >> 10;

        var h4 = High(a0, b4);
        var s4 = (a0 * b4) >> 10;
        h4 += High(a1, b3);
        s4 += (a1 * b3) >> 10;
        h4 += High(a2, b2);
        s4 += (a2 * b2) >> 10;
        h4 += High(a3, b1);
        s4 += (a3 * b1) >> 10;
        h4 += High(a4, b0);
        s4 += (a4 * b0) >> 10;

        Finish(out r, s0, s1, s2, s3, s4, h0, h1, h2, h3, h4);
    }

    /// <summary>The square; ten products less than <see cref="Multiply"/> by symmetry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Square(out FieldElement r, in FieldElement a)
    {
        ulong a0 = a.L0, a1 = a.L1, a2 = a.L2, a3 = a.L3, a4 = a.L4;
        ulong b0 = a0 << 10, b1 = a1 << 10, b2 = a2 << 10, b3 = a3 << 10, b4 = a4 << 10;
        var d0 = a0 * 2;
        var d1 = a1 * 2;
        var m3 = a3 * 19;
        var m4 = a4 * 19;
        var n1 = a1 * 38;
        var n2 = a2 * 38;
        var n3 = a3 * 38;

        var h0 = High(a0, b0);
        var s0 = (a0 * b0) >> 10;
        h0 += High(n1, b4);
        s0 += (n1 * b4) >> 10;
        h0 += High(n2, b3);
        s0 += (n2 * b3) >> 10;

        var h1 = High(d0, b1);
        var s1 = (d0 * b1) >> 10;
        h1 += High(n2, b4);
        s1 += (n2 * b4) >> 10;
        h1 += High(m3, b3);
        s1 += (m3 * b3) >> 10;

        var h2 = High(d0, b2);
        var s2 = (d0 * b2) >> 10;
        h2 += High(a1, b1);
        s2 += (a1 * b1) >> 10;
        h2 += High(n3, b4);
        s2 += (n3 * b4) >> 10;

        var h3 = High(d0, b3);
        var s3 = (d0 * b3) >> 10;
        h3 += High(d1, b2);
        s3 += (d1 * b2) >> 10;
        h3 += High(m4, b4);
        s3 += (m4 * b4) >> 10;

        var h4 = High(d0, b4);
        var s4 = (d0 * b4) >> 10;
        h4 += High(d1, b3);
        s4 += (d1 * b3) >> 10;
        h4 += High(a2, b2);
        s4 += (a2 * b2) >> 10;

        Finish(out r, s0, s1, s2, s3, s4, h0, h1, h2, h3, h4);
    }

    /// <summary>
    /// The upper half of a product. Together with a plain multiplication for the lower half this is faster here than
    /// one that gives both: the lower half of those passes through memory.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong High(ulong a, ulong b)
    {
        return Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b) : Math.BigMul(a, b, out _);
    }

    /// <summary>
    /// Joins low and high sums and carries once, all limbs at a time. Bounds for factors below 2^54: h0…h3 below
    /// 2^60.4, h4 below 2^56.4, so every limb sum is below 2^64 and every carry below 2^13.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(out FieldElement r, ulong s0, ulong s1, ulong s2, ulong s3, ulong s4, ulong h0, ulong h1, ulong h2, ulong h3, ulong h4)
    {
        s0 += 152 * h4;
        s1 += h0 << 3;
        s2 += h1 << 3;
        s3 += h2 << 3;
        s4 += h3 << 3;
        r.L0 = (s0 & Mask51) + 19 * (s4 >> 51);
        r.L1 = (s1 & Mask51) + (s0 >> 51);
        r.L2 = (s2 & Mask51) + (s1 >> 51);
        r.L3 = (s3 & Mask51) + (s2 >> 51);
        r.L4 = (s4 & Mask51) + (s3 >> 51);
    }
}
