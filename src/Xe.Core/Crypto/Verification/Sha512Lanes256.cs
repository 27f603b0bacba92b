using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Xe.Core.Crypto.Verification;

/// <summary>SHA-512 (FIPS 180-4 §6.4.2) of four one-block messages side by side.</summary>
internal readonly unsafe struct Sha512Lanes256 : ISha512Lanes
{
    public static int Lanes => 4;

    public static void HashBlock(ulong* words, ulong* digests)
    {
        var w = (Vector256<ulong>*)words;
        var k = Sha512Constants.Rounds;
        var a = Vector256.Create(Sha512Constants.Initial[0]);
        var b = Vector256.Create(Sha512Constants.Initial[1]);
        var c = Vector256.Create(Sha512Constants.Initial[2]);
        var d = Vector256.Create(Sha512Constants.Initial[3]);
        var e = Vector256.Create(Sha512Constants.Initial[4]);
        var f = Vector256.Create(Sha512Constants.Initial[5]);
        var g = Vector256.Create(Sha512Constants.Initial[6]);
        var h = Vector256.Create(Sha512Constants.Initial[7]);
        for (var t = 0; t < 80; t += 8)
        {
            if (t >= 16)
                Expand(w, t & 15);

            // Eight rounds; the letters move instead of the values.
            h += (((e >>> 14) | (e << 50)) ^ ((e >>> 18) | (e << 46)) ^ ((e >>> 41) | (e << 23))) + (g ^ (e & (f ^ g))) + w[t & 15] + Vector256.Create(k[t]);
            d += h;
            h += (((a >>> 28) | (a << 36)) ^ ((a >>> 34) | (a << 30)) ^ ((a >>> 39) | (a << 25))) + ((a & b) ^ (c & (a ^ b)));
            g += (((d >>> 14) | (d << 50)) ^ ((d >>> 18) | (d << 46)) ^ ((d >>> 41) | (d << 23))) + (f ^ (d & (e ^ f))) + w[(t + 1) & 15] + Vector256.Create(k[t + 1]);
            c += g;
            g += (((h >>> 28) | (h << 36)) ^ ((h >>> 34) | (h << 30)) ^ ((h >>> 39) | (h << 25))) + ((h & a) ^ (b & (h ^ a)));
            f += (((c >>> 14) | (c << 50)) ^ ((c >>> 18) | (c << 46)) ^ ((c >>> 41) | (c << 23))) + (e ^ (c & (d ^ e))) + w[(t + 2) & 15] + Vector256.Create(k[t + 2]);
            b += f;
            f += (((g >>> 28) | (g << 36)) ^ ((g >>> 34) | (g << 30)) ^ ((g >>> 39) | (g << 25))) + ((g & h) ^ (a & (g ^ h)));
            e += (((b >>> 14) | (b << 50)) ^ ((b >>> 18) | (b << 46)) ^ ((b >>> 41) | (b << 23))) + (d ^ (b & (c ^ d))) + w[(t + 3) & 15] + Vector256.Create(k[t + 3]);
            a += e;
            e += (((f >>> 28) | (f << 36)) ^ ((f >>> 34) | (f << 30)) ^ ((f >>> 39) | (f << 25))) + ((f & g) ^ (h & (f ^ g)));
            d += (((a >>> 14) | (a << 50)) ^ ((a >>> 18) | (a << 46)) ^ ((a >>> 41) | (a << 23))) + (c ^ (a & (b ^ c))) + w[(t + 4) & 15] + Vector256.Create(k[t + 4]);
            h += d;
            d += (((e >>> 28) | (e << 36)) ^ ((e >>> 34) | (e << 30)) ^ ((e >>> 39) | (e << 25))) + ((e & f) ^ (g & (e ^ f)));
            c += (((h >>> 14) | (h << 50)) ^ ((h >>> 18) | (h << 46)) ^ ((h >>> 41) | (h << 23))) + (b ^ (h & (a ^ b))) + w[(t + 5) & 15] + Vector256.Create(k[t + 5]);
            g += c;
            c += (((d >>> 28) | (d << 36)) ^ ((d >>> 34) | (d << 30)) ^ ((d >>> 39) | (d << 25))) + ((d & e) ^ (f & (d ^ e)));
            b += (((g >>> 14) | (g << 50)) ^ ((g >>> 18) | (g << 46)) ^ ((g >>> 41) | (g << 23))) + (a ^ (g & (h ^ a))) + w[(t + 6) & 15] + Vector256.Create(k[t + 6]);
            f += b;
            b += (((c >>> 28) | (c << 36)) ^ ((c >>> 34) | (c << 30)) ^ ((c >>> 39) | (c << 25))) + ((c & d) ^ (e & (c ^ d)));
            a += (((f >>> 14) | (f << 50)) ^ ((f >>> 18) | (f << 46)) ^ ((f >>> 41) | (f << 23))) + (h ^ (f & (g ^ h))) + w[(t + 7) & 15] + Vector256.Create(k[t + 7]);
            e += a;
            a += (((b >>> 28) | (b << 36)) ^ ((b >>> 34) | (b << 30)) ^ ((b >>> 39) | (b << 25))) + ((b & c) ^ (d & (b ^ c)));
        }
        var to = (Vector256<ulong>*)digests;
        to[0] = a + Vector256.Create(Sha512Constants.Initial[0]);
        to[1] = b + Vector256.Create(Sha512Constants.Initial[1]);
        to[2] = c + Vector256.Create(Sha512Constants.Initial[2]);
        to[3] = d + Vector256.Create(Sha512Constants.Initial[3]);
        to[4] = e + Vector256.Create(Sha512Constants.Initial[4]);
        to[5] = f + Vector256.Create(Sha512Constants.Initial[5]);
        to[6] = g + Vector256.Create(Sha512Constants.Initial[6]);
        to[7] = h + Vector256.Create(Sha512Constants.Initial[7]);
    }

    /// <summary>The next eight words of the message schedule, in place of those sixteen rounds ago.</summary>
    private static void Expand(Vector256<ulong>* w, int from)
    {
        for (var i = from; i < from + 8; i++)
        {
            var early = w[(i + 1) & 15];
            var late = w[(i + 14) & 15];
            w[i] += (((early >>> 1) | (early << 63)) ^ ((early >>> 8) | (early << 56)) ^ early >>> 7) + w[(i + 9) & 15] + (((late >>> 19) | (late << 45)) ^ ((late >>> 61) | (late << 3)) ^ late >>> 6);
        }
    }
}
