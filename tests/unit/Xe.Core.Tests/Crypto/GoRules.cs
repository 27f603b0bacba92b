using System.Numerics;
using System.Security.Cryptography;

namespace Xe.Core.Tests.Crypto;

/// <summary>
/// Go's Ed25519 decision over BigInteger, from RFC 8032 and spec 01 §8.3 alone; it shares nothing with the code
/// under test. Affine arithmetic with the complete addition law, so it is slow and plain.
/// </summary>
internal static class GoRules
{
    internal static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    internal static readonly BigInteger L = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", null);
    internal static readonly BigInteger D = Mod(-121665 * Inverse(121666));
    internal static readonly BigInteger SqrtMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);
    internal static readonly (BigInteger X, BigInteger Y) Base = DecodeBase();

    internal static readonly (BigInteger X, BigInteger Y) Identity = (BigInteger.Zero, BigInteger.One);

    internal static BigInteger Mod(BigInteger a)
    {
        var r = a % P;
        return r.Sign < 0 ? r + P : r;
    }

    internal static BigInteger Inverse(BigInteger a)
    {
        return BigInteger.ModPow(Mod(a), P - 2, P);
    }

    internal static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != 32 || signature.Length != 64)
            return false;
        if (Decode(publicKey) is not { } a)
            return false;
        var s = new BigInteger(signature[32..], isUnsigned: true);
        if (s >= L)
            return false;
        byte[] input = [.. signature[..32], .. publicKey, .. message];
        var k = new BigInteger(SHA512.HashData(input), isUnsigned: true) % L;
        var point = Add(Multiply(Base, s), Multiply((Mod(-a.X), a.Y), k));
        return Encode(point).AsSpan().SequenceEqual(signature[..32]);
    }

    internal static (BigInteger X, BigInteger Y)? Decode(ReadOnlySpan<byte> encoded)
    {
        var y = new BigInteger(encoded, isUnsigned: true);
        var sign = !(y >> 255).IsZero;
        y = Mod(y & (BigInteger.Pow(2, 255) - 1));
        var xx = Mod((y * y - 1) * Inverse(D * y * y + 1));
        var x = BigInteger.ModPow(xx, (P + 3) / 8, P);
        if (Mod(x * x) != xx)
            x = Mod(x * SqrtMinusOne);
        if (Mod(x * x) != xx)
            return null;
        if (!x.IsEven != sign)
            x = Mod(-x);
        return (x, y);
    }

    internal static byte[] Encode((BigInteger X, BigInteger Y) p)
    {
        var value = p.Y + (p.X.IsEven ? BigInteger.Zero : BigInteger.Pow(2, 255));
        var bytes = new byte[32];
        value.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }

    internal static (BigInteger X, BigInteger Y) Add((BigInteger X, BigInteger Y) p, (BigInteger X, BigInteger Y) q)
    {
        var t = Mod(D * p.X * q.X % P * p.Y * q.Y);
        return (Mod((p.X * q.Y + p.Y * q.X) * Inverse(1 + t)), Mod((p.Y * q.Y + p.X * q.X) * Inverse(1 - t)));
    }

    /// <summary>n·p in projective coordinates (add-2008-bbjlp, Bernstein, Birkner, Joye, Lange, Peters), one inversion at the end.</summary>
    internal static (BigInteger X, BigInteger Y) Multiply((BigInteger X, BigInteger Y) p, BigInteger n)
    {
        (BigInteger X, BigInteger Y, BigInteger Z) r = (0, 1, 1);
        (BigInteger X, BigInteger Y, BigInteger Z) q = (p.X, p.Y, 1);
        for (var i = (int)n.GetBitLength() - 1; i >= 0; i--)
        {
            r = AddProjective(r, r);
            if (!(n >> i).IsEven)
                r = AddProjective(r, q);
        }
        var z = Inverse(r.Z);
        return (Mod(r.X * z), Mod(r.Y * z));
    }

    private static (BigInteger X, BigInteger Y, BigInteger Z) AddProjective((BigInteger X, BigInteger Y, BigInteger Z) p, (BigInteger X, BigInteger Y, BigInteger Z) q)
    {
        var a = p.Z * q.Z % P;
        var b = a * a % P;
        var c = p.X * q.X % P;
        var d = p.Y * q.Y % P;
        var e = D * c % P * d % P;
        var f = b - e;
        var g = b + e;
        return (Mod(a * f % P * ((p.X + p.Y) * (q.X + q.Y) - c - d)), Mod(a * g % P * (d + c)), Mod(f * g));
    }

    private static (BigInteger X, BigInteger Y) DecodeBase()
    {
        var y = Mod(4 * Inverse(5));
        return Decode(Encode((BigInteger.Zero, y)))!.Value;
    }
}
