using System.Numerics;
using Xe.Core.Crypto;
using Xe.Core.Crypto.Curve;
using Xe.Core.Crypto.Verification;

namespace Xe.Core.Tests.Crypto;

/// <summary>The field arithmetic of every backend against BigInteger, with random limbs and with limbs at the bounds of <see cref="ILaneField"/>.</summary>
public sealed unsafe class FieldTests
{
    private static readonly BigInteger P = GoRules.P;

    [Fact]
    public void One_lane_computes_modulo_p()
    {
        Check<FieldScalar>([0, 51, 102, 153, 204]);
    }

    [Fact]
    public void Four_lanes_compute_modulo_p()
    {
        if (Ed25519Verifier.IsSupported(Ed25519Backend.Avx2))
            Check<FieldLanes256>([0, 26, 51, 77, 102, 128, 153, 179, 204, 230]);
    }

    [Fact]
    public void Eight_lanes_compute_modulo_p()
    {
        if (Ed25519Verifier.IsSupported(Ed25519Backend.Avx512))
            Check<FieldLanes512>([0, 26, 51, 77, 102, 128, 153, 179, 204, 230]);
    }

    private static void Check<TField>(int[] positions)
        where TField : struct, ILaneField
    {
        const int Seed = 4711;
        var random = new Random(Seed);
        var memory = new AlignedWords(12 * TField.Words);
        var a = memory.Start;
        var b = a + TField.Words;
        var r = b + TField.Words;
        var s = r + TField.Words;
        var entry = s + TField.Words;
        for (var round = 0; round < 400; round++)
        {
            // Multiply: 5 and 2 units; Square: 2 units; differences: 2 units and 1.
            Fill<TField>(a, 5, positions, random);
            Fill<TField>(b, 2, positions, random);
            TField.Multiply(r, a, b);
            ForEachLane<TField>(positions, (lane, v) => Assert.Equal(v(a) * v(b) % P, Reduced<TField>(r, lane, positions) % P));
            TField.Square(r, b);
            ForEachLane<TField>(positions, (lane, v) => Assert.Equal(v(b) * v(b) % P, Reduced<TField>(r, lane, positions) % P));
            Fill<TField>(a, 2, positions, random);
            Fill<TField>(b, 1, positions, random);
            TField.Add(r, a, b);
            ForEachLane<TField>(positions, (lane, v) => Assert.Equal(v(a) + v(b), v(r)));
            TField.AddSubtract(r, s, a, b);
            ForEachLane<TField>(positions, (lane, v) => Assert.Equal((v(a) + v(b), (v(a) + P + P - v(b)) % P), (v(r), v(s) % P)));
            TField.Subtract(s, a, b);
            ForEachLane<TField>(positions, (lane, v) => Assert.Equal((v(a) + P + P - v(b)) % P, v(s) % P));
            TField.Multiply(r, a, s);
            ForEachLane<TField>(positions, (lane, v) => Assert.Equal(v(a) * (v(a) + P + P - v(b)) % P, Reduced<TField>(r, lane, positions) % P));

            // In place.
            TField.Multiply(r, a, b);
            TField.Multiply(a, a, b);
            Assert.Equal(Words<TField>(r), Words<TField>(a));
            TField.AddSubtract(r, s, a, b);
            TField.AddSubtract(a, b, a, b);
            Assert.Equal(Words<TField>(r), Words<TField>(a));
            Assert.Equal(Words<TField>(s), Words<TField>(b));
            TField.Square(r, a);
            TField.Square(a, a);
            Assert.Equal(Words<TField>(r), Words<TField>(a));
            CheckLanes<TField>(r, positions, random);
            CheckEntries<TField>(entry, positions, random);
        }
    }

    private static ulong[] Words<TField>(ulong* a)
        where TField : struct, ILaneField
    {
        return new ReadOnlySpan<ulong>(a, TField.Words).ToArray();
    }

    private static void CheckLanes<TField>(ulong* r, int[] positions, Random random)
        where TField : struct, ILaneField
    {
        var bytes = new byte[32];
        for (var lane = 0; lane < TField.Lanes; lane++)
        {
            random.NextBytes(bytes);
            var value = FieldElement.FromBytes(bytes);
            TField.Set(r, lane, value);
            var expected = (new BigInteger(bytes, isUnsigned: true) & (BigInteger.Pow(2, 255) - 1)) % P;
            Assert.Equal(expected, Value<TField>(r, lane, positions) % P);
            var back = new byte[32];
            TField.Get(r, lane).ToBytes(back);
            Assert.Equal(expected, new BigInteger(back, isUnsigned: true));
        }
    }

    private static void CheckEntries<TField>(ulong* r, int[] positions, Random random)
        where TField : struct, ILaneField
    {
        var table = new AlignedWords(TField.Lanes * TableEntry.Words);
        var entries = stackalloc ulong*[TField.Lanes];
        var digits = stackalloc short[TField.Lanes];
        for (var lane = 0; lane < TField.Lanes; lane++)
        {
            entries[lane] = table.Start + lane * TableEntry.Words;
            digits[lane] = (short)random.Next(-128, 128);
            for (var i = 0; i < 15; i++)
                entries[lane][i] = (ulong)random.NextInt64(1L << 51);
        }
        TField.LoadEntries(r, entries, digits);
        for (var lane = 0; lane < TField.Lanes; lane++)
        {
            var members = Enumerable.Range(0, 3).Select(m => Enumerable.Range(0, 5).Aggregate(BigInteger.Zero, (sum, i) => sum + ((BigInteger)entries[lane][5 * m + i] << (51 * i)))).ToArray();
            var negative = digits[lane] < 0;
            Assert.Equal(members[negative ? 1 : 0] % P, Value<TField>(r, lane, positions) % P);
            Assert.Equal(members[negative ? 0 : 1] % P, Value<TField>(r + TField.Words, lane, positions) % P);
            Assert.Equal(GoRules.Mod(negative ? -members[2] : members[2]), Value<TField>(r + 2 * TField.Words, lane, positions) % P);
        }
    }

    /// <summary>Random limbs below the units' bound; each limb is at the bound or zero one time in four.</summary>
    private static void Fill<TField>(ulong* a, int units, int[] positions, Random random)
        where TField : struct, ILaneField
    {
        for (var limb = 0; limb < positions.Length; limb++)
        {
            var width = (limb + 1 < positions.Length ? positions[limb + 1] : 255) - positions[limb];
            var slack = positions.Length == 5 ? 1L << 18 : limb % 2 == 1 ? 1L << 13 : 1L << 8;
            var bound = units * ((1L << width) + slack) - 1;
            for (var lane = 0; lane < TField.Lanes; lane++)
                a[limb * TField.Lanes + lane] = (ulong)(random.Next(8) switch { 0 => 0, 1 => bound, _ => random.NextInt64(bound + 1) });
        }
    }

    private static void ForEachLane<TField>(int[] positions, LaneCheck check)
        where TField : struct, ILaneField
    {
        for (var lane = 0; lane < TField.Lanes; lane++)
        {
            var number = lane;
            check(number, element => Value<TField>(element, number, positions));
        }
    }

    private delegate BigInteger LaneValue(ulong* element);

    private delegate void LaneCheck(int lane, LaneValue value);

    private static BigInteger Value<TField>(ulong* a, int lane, int[] positions)
        where TField : struct, ILaneField
    {
        var sum = BigInteger.Zero;
        for (var limb = 0; limb < positions.Length; limb++)
            sum += (BigInteger)a[limb * TField.Lanes + lane] << positions[limb];
        return sum;
    }

    /// <summary>The value, after a check that its limbs are reduced.</summary>
    private static BigInteger Reduced<TField>(ulong* a, int lane, int[] positions)
        where TField : struct, ILaneField
    {
        for (var limb = 0; limb < positions.Length; limb++)
        {
            var width = (limb + 1 < positions.Length ? positions[limb + 1] : 255) - positions[limb];
            var slack = positions.Length == 5 ? 1UL << 18 : limb % 2 == 1 ? 1UL << 13 : 1UL << 8;
            Assert.True(a[limb * TField.Lanes + lane] < (1UL << width) + slack, $"limb {limb} of lane {lane} is not reduced");
        }
        return Value<TField>(a, lane, positions);
    }
}
