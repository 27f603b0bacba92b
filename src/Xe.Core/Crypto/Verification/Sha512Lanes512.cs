using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Xe.Core.Crypto.Verification;

/// <summary>SHA-512 (FIPS 180-4 §6.4.2) of eight one-block messages side by side.</summary>
internal readonly unsafe struct Sha512Lanes512 : ISha512Lanes
{
    public static int Lanes => 8;

    public static void HashBlock(ulong* words, ulong* digests)
    {
        var w = (Vector512<ulong>*)words;
        var k = Sha512Constants.Rounds;
        var a = Vector512.Create(Sha512Constants.Initial[0]);
        var b = Vector512.Create(Sha512Constants.Initial[1]);
        var c = Vector512.Create(Sha512Constants.Initial[2]);
        var d = Vector512.Create(Sha512Constants.Initial[3]);
        var e = Vector512.Create(Sha512Constants.Initial[4]);
        var f = Vector512.Create(Sha512Constants.Initial[5]);
        var g = Vector512.Create(Sha512Constants.Initial[6]);
        var h = Vector512.Create(Sha512Constants.Initial[7]);
        for (var t = 0; t < 80; t += 8)
        {
            if (t >= 16)
                Expand(w, t & 15);

            // Eight rounds; the letters move instead of the values.
            h += Avx512F.TernaryLogic(Avx512F.RotateRight(e, 14), Avx512F.RotateRight(e, 18), Avx512F.RotateRight(e, 41), 0x96) + Avx512F.TernaryLogic(e, f, g, 0xCA) + w[t & 15] + Vector512.Create(k[t]);
            d += h;
            h += Avx512F.TernaryLogic(Avx512F.RotateRight(a, 28), Avx512F.RotateRight(a, 34), Avx512F.RotateRight(a, 39), 0x96) + Avx512F.TernaryLogic(a, b, c, 0xE8);
            g += Avx512F.TernaryLogic(Avx512F.RotateRight(d, 14), Avx512F.RotateRight(d, 18), Avx512F.RotateRight(d, 41), 0x96) + Avx512F.TernaryLogic(d, e, f, 0xCA) + w[(t + 1) & 15] + Vector512.Create(k[t + 1]);
            c += g;
            g += Avx512F.TernaryLogic(Avx512F.RotateRight(h, 28), Avx512F.RotateRight(h, 34), Avx512F.RotateRight(h, 39), 0x96) + Avx512F.TernaryLogic(h, a, b, 0xE8);
            f += Avx512F.TernaryLogic(Avx512F.RotateRight(c, 14), Avx512F.RotateRight(c, 18), Avx512F.RotateRight(c, 41), 0x96) + Avx512F.TernaryLogic(c, d, e, 0xCA) + w[(t + 2) & 15] + Vector512.Create(k[t + 2]);
            b += f;
            f += Avx512F.TernaryLogic(Avx512F.RotateRight(g, 28), Avx512F.RotateRight(g, 34), Avx512F.RotateRight(g, 39), 0x96) + Avx512F.TernaryLogic(g, h, a, 0xE8);
            e += Avx512F.TernaryLogic(Avx512F.RotateRight(b, 14), Avx512F.RotateRight(b, 18), Avx512F.RotateRight(b, 41), 0x96) + Avx512F.TernaryLogic(b, c, d, 0xCA) + w[(t + 3) & 15] + Vector512.Create(k[t + 3]);
            a += e;
            e += Avx512F.TernaryLogic(Avx512F.RotateRight(f, 28), Avx512F.RotateRight(f, 34), Avx512F.RotateRight(f, 39), 0x96) + Avx512F.TernaryLogic(f, g, h, 0xE8);
            d += Avx512F.TernaryLogic(Avx512F.RotateRight(a, 14), Avx512F.RotateRight(a, 18), Avx512F.RotateRight(a, 41), 0x96) + Avx512F.TernaryLogic(a, b, c, 0xCA) + w[(t + 4) & 15] + Vector512.Create(k[t + 4]);
            h += d;
            d += Avx512F.TernaryLogic(Avx512F.RotateRight(e, 28), Avx512F.RotateRight(e, 34), Avx512F.RotateRight(e, 39), 0x96) + Avx512F.TernaryLogic(e, f, g, 0xE8);
            c += Avx512F.TernaryLogic(Avx512F.RotateRight(h, 14), Avx512F.RotateRight(h, 18), Avx512F.RotateRight(h, 41), 0x96) + Avx512F.TernaryLogic(h, a, b, 0xCA) + w[(t + 5) & 15] + Vector512.Create(k[t + 5]);
            g += c;
            c += Avx512F.TernaryLogic(Avx512F.RotateRight(d, 28), Avx512F.RotateRight(d, 34), Avx512F.RotateRight(d, 39), 0x96) + Avx512F.TernaryLogic(d, e, f, 0xE8);
            b += Avx512F.TernaryLogic(Avx512F.RotateRight(g, 14), Avx512F.RotateRight(g, 18), Avx512F.RotateRight(g, 41), 0x96) + Avx512F.TernaryLogic(g, h, a, 0xCA) + w[(t + 6) & 15] + Vector512.Create(k[t + 6]);
            f += b;
            b += Avx512F.TernaryLogic(Avx512F.RotateRight(c, 28), Avx512F.RotateRight(c, 34), Avx512F.RotateRight(c, 39), 0x96) + Avx512F.TernaryLogic(c, d, e, 0xE8);
            a += Avx512F.TernaryLogic(Avx512F.RotateRight(f, 14), Avx512F.RotateRight(f, 18), Avx512F.RotateRight(f, 41), 0x96) + Avx512F.TernaryLogic(f, g, h, 0xCA) + w[(t + 7) & 15] + Vector512.Create(k[t + 7]);
            e += a;
            a += Avx512F.TernaryLogic(Avx512F.RotateRight(b, 28), Avx512F.RotateRight(b, 34), Avx512F.RotateRight(b, 39), 0x96) + Avx512F.TernaryLogic(b, c, d, 0xE8);
        }
        var to = (Vector512<ulong>*)digests;
        to[0] = a + Vector512.Create(Sha512Constants.Initial[0]);
        to[1] = b + Vector512.Create(Sha512Constants.Initial[1]);
        to[2] = c + Vector512.Create(Sha512Constants.Initial[2]);
        to[3] = d + Vector512.Create(Sha512Constants.Initial[3]);
        to[4] = e + Vector512.Create(Sha512Constants.Initial[4]);
        to[5] = f + Vector512.Create(Sha512Constants.Initial[5]);
        to[6] = g + Vector512.Create(Sha512Constants.Initial[6]);
        to[7] = h + Vector512.Create(Sha512Constants.Initial[7]);
    }

    /// <summary>The next eight words of the message schedule, in place of those sixteen rounds ago.</summary>
    private static void Expand(Vector512<ulong>* w, int from)
    {
        for (var i = from; i < from + 8; i++)
        {
            var early = w[(i + 1) & 15];
            var late = w[(i + 14) & 15];
            w[i] += Avx512F.TernaryLogic(Avx512F.RotateRight(early, 1), Avx512F.RotateRight(early, 8), early >>> 7, 0x96) + w[(i + 9) & 15] + Avx512F.TernaryLogic(Avx512F.RotateRight(late, 19), Avx512F.RotateRight(late, 61), late >>> 6, 0x96);
        }
    }
}
