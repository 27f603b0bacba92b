using System.Numerics;
using System.Security.Cryptography;

namespace Xe.Core.Tests.Crypto;

/// <summary>An encoding of Log·B + Torsion·T, T of order eight: what a verification decides follows from these numbers.</summary>
/// <param name="Encoded">32 bytes.</param>
/// <param name="Log">Multiple of the base point.</param>
/// <param name="Torsion">Multiple of the torsion generator.</param>
/// <param name="IsCanonical">Whether the encoding is the one that an encoder makes.</param>
internal sealed record KnownPoint(byte[] Encoded, BigInteger Log, int Torsion, bool IsCanonical)
{
    /// <summary>The points that non-canonical encodings can have with known numbers: those of order 1, 2 and 4.</summary>
    internal static IReadOnlyList<KnownPoint> NonCanonical { get; } = MakeNonCanonical();

    /// <summary>Points of random multiples in each of the eight cosets, and the eight torsion points.</summary>
    internal static IReadOnlyList<KnownPoint> Pool(int seed, int logs)
    {
        var pool = new List<KnownPoint>();
        for (var i = 0; i <= logs; i++)
        {
            var log = i == 0 ? BigInteger.Zero : new BigInteger(SHA512.HashData([.. BitConverter.GetBytes(seed), .. BitConverter.GetBytes(i)]), isUnsigned: true) % GoRules.L;
            var point = GoRules.Multiply(GoRules.Base, log);
            for (var torsion = 0; torsion < 8; torsion++)
                pool.Add(new KnownPoint(GoRules.Encode(GoRules.Add(point, TorsionPoints.All[torsion])), log, torsion, true));
        }
        return pool;
    }

    private static List<KnownPoint> MakeNonCanonical()
    {
        var found = new List<KnownPoint>();
        for (var torsion = 0; torsion < 8; torsion++)
        {
            var (x, y) = TorsionPoints.All[torsion];
            var top = BigInteger.Pow(2, 255);
            foreach (var value in new[] { y, y + GoRules.P })
            {
                foreach (var sign in new[] { BigInteger.Zero, top })
                {
                    // The sign bit of x = 0 is free; otherwise it has to be that of x.
                    var signHolds = x.IsZero || !x.IsEven == !sign.IsZero;
                    var canonical = value == y && (!x.IsZero || sign.IsZero);
                    if (value < top && signHolds && !canonical)
                        found.Add(new KnownPoint(CraftedSignature.ToBytes(value + sign), BigInteger.Zero, torsion, false));
                }
            }
        }
        return found;
    }
}
