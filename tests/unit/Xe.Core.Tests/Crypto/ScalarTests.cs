using System.Numerics;
using System.Runtime.InteropServices;
using Xe.Core.Crypto.Curve;

namespace Xe.Core.Tests.Crypto;

public sealed unsafe class ScalarTests
{
    private static readonly BigInteger L = GoRules.L;

    [Fact]
    public void Wide_numbers_are_reduced_modulo_L()
    {
        var random = new Random(5);
        var numbers = new List<BigInteger> { 0, 1, L - 1, L, L + 1, 2 * L, BigInteger.Pow(2, 252), BigInteger.Pow(2, 256) - 1, BigInteger.Pow(2, 512) - 1, BigInteger.Pow(2, 512) / L * L, BigInteger.Pow(2, 512) / L * L - 1 };
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[64];
            random.NextBytes(bytes);
            numbers.Add(new BigInteger(bytes, isUnsigned: true) >> random.Next(300));
        }
        foreach (var number in numbers)
        {
            var bytes = new byte[64];
            number.TryWriteBytes(bytes, out _, isUnsigned: true);
            var reduced = new ulong[4];
            Scalar.Reduce(MemoryMarshal.Cast<byte, ulong>(bytes), reduced);
            Assert.Equal(number % L, new BigInteger(MemoryMarshal.AsBytes(reduced.AsSpan()), isUnsigned: true));
        }
    }

    [Fact]
    public void Canonical_is_what_lies_below_L()
    {
        foreach (var (number, canonical) in new (BigInteger, bool)[] { (0, true), (L - 1, true), (L, false), (L + 1, false), (L - BigInteger.Pow(2, 64), true), (L + BigInteger.Pow(2, 64), false), (L + BigInteger.Pow(2, 128), false), (L + BigInteger.Pow(2, 192), false), (BigInteger.Pow(2, 252), true), (BigInteger.Pow(2, 256) - 1, false) })
            Assert.Equal(canonical, Scalar.IsCanonical(CraftedSignature.ToBytes(number)));
    }

    [Fact]
    public void Signed_digits_sum_to_the_scalar()
    {
        var random = new Random(6);
        var digits = stackalloc short[3 * Scalar.Digits32];
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[32];
            random.NextBytes(bytes);
            var scalar = i switch { 0 => BigInteger.Zero, 1 => L - 1, 2 => BigInteger.Pow(2, 252) - 1, _ => new BigInteger(bytes, isUnsigned: true) % L };
            var words = MemoryMarshal.Cast<byte, ulong>(CraftedSignature.ToBytes(scalar)).ToArray();

            Scalar.RecodeNegated32(words, digits, 3);
            Assert.Equal(-scalar, Sum(digits, Scalar.Digits32, 32, 16));
            Assert.Equal(0, digits[3 * (Scalar.Digits32 - 1)]);
            Scalar.Recode256(words, digits, 3);
            Assert.Equal(scalar, Sum(digits, Scalar.Digits256, 256, 128));
        }
    }

    private static BigInteger Sum(short* digits, int count, int radix, int most)
    {
        var sum = BigInteger.Zero;
        for (var i = count - 1; i >= 0; i--)
        {
            Assert.InRange(digits[3 * i], -most, most);
            sum = sum * radix + digits[3 * i];
        }
        return sum;
    }
}
