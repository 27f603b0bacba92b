using System.Numerics;

namespace Xe.Core.Tests.Crypto;

/// <summary>The eight points of the torsion subgroup; index i is i times a point of order eight.</summary>
internal static class TorsionPoints
{
    internal static IReadOnlyList<(BigInteger X, BigInteger Y)> All { get; } = Compute();

    private static List<(BigInteger X, BigInteger Y)> Compute()
    {
        for (var y = 2; ; y++)
        {
            var encoded = new byte[32];
            encoded[0] = (byte)y;
            if (GoRules.Decode(encoded) is not { } point)
                continue;
            var generator = GoRules.Multiply(point, GoRules.L);
            if (GoRules.Multiply(generator, 4) == GoRules.Identity)
                continue;
            var points = new List<(BigInteger X, BigInteger Y)> { GoRules.Identity };
            for (var i = 1; i < 8; i++)
                points.Add(GoRules.Add(points[^1], generator));
            return points;
        }
    }
}
