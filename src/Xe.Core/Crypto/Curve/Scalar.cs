using System.Buffers.Binary;

namespace Xe.Core.Crypto.Curve;

/// <summary>Numbers modulo L = 2^252 + 27742317777372353535851937790883648493 (RFC 8032 §5.1), as four 64-bit words, lowest first.</summary>
internal static class Scalar
{
    /// <summary>Digits of a scalar in signed radix 32: 52 · 5 = 260 bits.</summary>
    internal const int Digits32 = 52;

    /// <summary>Digits of a scalar in signed radix 256.</summary>
    internal const int Digits256 = 32;

    private const ulong L0 = 0x5812631A5CF5D3ED;
    private const ulong L1 = 0x14DEF9DEA2F79CD6;
    private const ulong L2 = 0;
    private const ulong L3 = 0x1000000000000000;

    // ⌊2^512 / L⌋, five words; checked against BigInteger in the tests.
    private static readonly ulong[] Mu = [0xED9CE5A30A2C131B, 0x2106215D086329A7, 0xFFFFFFFFFFFFFFEB, 0xFFFFFFFFFFFFFFFF, 0xF];

    /// <summary>Whether 32 little-endian bytes are below L (spec 01 §8.3 step 4).</summary>
    internal static bool IsCanonical(ReadOnlySpan<byte> bytes)
    {
        var w3 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
        if (w3 != L3)
            return w3 < L3;
        var w2 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        if (w2 != L2)
            return false;
        var w1 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        return w1 != L1 ? w1 < L1 : BinaryPrimitives.ReadUInt64LittleEndian(bytes) < L0;
    }

    internal static void Read(ReadOnlySpan<byte> bytes, Span<ulong> words)
    {
        for (var i = 0; i < words.Length; i++)
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(8 * i)..]);
    }

    /// <summary>
    /// x mod L for a 512-bit x: Barrett reduction (Menezes, van Oorschot, Vanstone, "Handbook of Applied
    /// Cryptography", algorithm 14.42, with b = 2^64 and k = 4).
    /// </summary>
    internal static void Reduce(ReadOnlySpan<ulong> x, Span<ulong> result)
    {
        Span<ulong> q2 = stackalloc ulong[10];
        q2.Clear();
        MultiplyAdd(x.Slice(3, 5), Mu, q2);
        Span<ulong> product = stackalloc ulong[9];
        product.Clear();
        MultiplyAdd(q2.Slice(5, 5), [L0, L1, L2, L3], product);

        // r = x − q3·L modulo 2^320; the quotient is at most two too small.
        Span<ulong> r = stackalloc ulong[5];
        ulong borrow = 0;
        for (var i = 0; i < 5; i++)
            r[i] = SubtractWithBorrow(x[i], product[i], ref borrow);
        while (r[4] != 0 || !IsBelowL(r))
        {
            borrow = 0;
            r[0] = SubtractWithBorrow(r[0], L0, ref borrow);
            r[1] = SubtractWithBorrow(r[1], L1, ref borrow);
            r[2] = SubtractWithBorrow(r[2], L2, ref borrow);
            r[3] = SubtractWithBorrow(r[3], L3, ref borrow);
            r[4] -= borrow;
        }
        r[..4].CopyTo(result);
    }

    /// <summary>
    /// Minus the scalar in signed radix 32: Σ digits[i]·32^i with digits from −16 to 16 (fixed signed windows; the
    /// carry moves up). The scalar is below 2^253, so the highest digit is zero.
    /// </summary>
    /// <param name="words">The scalar.</param>
    /// <param name="digits">Receives <see cref="Digits32"/> digits, <paramref name="stride"/> apart.</param>
    /// <param name="stride">Distance of two digits.</param>
    internal static unsafe void RecodeNegated32(ReadOnlySpan<ulong> words, short* digits, int stride)
    {
        var carry = 0;
        for (var i = 0; i < Digits32; i++)
        {
            var bit = 5 * i;
            var word = bit >> 6;
            var shift = bit & 63;
            var window = word < 4 ? words[word] >> shift : 0;
            if (shift > 59 && word < 3)
                window |= words[word + 1] << (64 - shift);
            var digit = (int)(window & 31) + carry;
            carry = (digit + 15) >> 5;
            digits[i * stride] = (short)((carry << 5) - digit);
        }
    }

    /// <summary>The scalar in signed radix 256: Σ digits[i]·256^i with digits from −128 to 127; it is below 2^253, so no carry is left.</summary>
    /// <param name="words">The scalar.</param>
    /// <param name="digits">Receives <see cref="Digits256"/> digits, <paramref name="stride"/> apart.</param>
    /// <param name="stride">Distance of two digits.</param>
    internal static unsafe void Recode256(ReadOnlySpan<ulong> words, short* digits, int stride)
    {
        var carry = 0;
        for (var i = 0; i < Digits256; i++)
        {
            var digit = (int)(words[i >> 3] >> (8 * (i & 7)) & 255) + carry;
            carry = (digit + 128) >> 8;
            digits[i * stride] = (short)(digit - (carry << 8));
        }
    }

    private static bool IsBelowL(ReadOnlySpan<ulong> r)
    {
        return r[3] != L3 ? r[3] < L3 : r[2] == 0 && (r[1] != L1 ? r[1] < L1 : r[0] < L0);
    }

    private static ulong SubtractWithBorrow(ulong a, ulong b, ref ulong borrow)
    {
        var d = a - b;
        var next = a < b ? 1UL : 0;
        var e = d - borrow;
        next += d < borrow ? 1UL : 0;
        borrow = next;
        return e;
    }

    /// <summary>r += a·b; r has room for all words of the product.</summary>
    private static void MultiplyAdd(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> r)
    {
        for (var i = 0; i < a.Length; i++)
        {
            ulong carry = 0;
            for (var j = 0; j < b.Length; j++)
            {
                var high = Math.BigMul(a[i], b[j], out var low);
                low += carry;
                high += low < carry ? 1UL : 0;
                var sum = r[i + j] + low;
                carry = high + (sum < low ? 1UL : 0);
                r[i + j] = sum;
            }
            r[i + b.Length] = carry;
        }
    }
}
