using System.Numerics;
using System.Security.Cryptography;

namespace Xe.Core.Tests.Crypto;

/// <summary>
/// A seeded stream of signatures, good, mutated and crafted. Keys and commitments have known multiples a, r of the
/// base point and i, j of a torsion point, so S·B − k·A = R holds exactly when S = r + k·a modulo L and −k·i = j
/// modulo 8: a model of the decision that computes no points.
/// </summary>
internal sealed class SignatureCases
{
    private readonly Random _random;
    private readonly IReadOnlyList<KnownPoint> _points;
    private readonly List<byte[]> _notOnCurve = [];

    internal SignatureCases(int seed)
    {
        _random = new Random(seed);
        _points = KnownPoint.Pool(seed, 12);
        for (var y = 2; _notOnCurve.Count < 16; y++)
        {
            var encoded = new byte[32];
            BitConverter.TryWriteBytes(encoded, y);
            if (GoRules.Decode(encoded) is null)
                _notOnCurve.Add(encoded);
        }
    }

    internal SignatureCase Next()
    {
        return _random.Next(12) switch
        {
            0 or 1 => Make("valid", Any(torsion: 0), Any(torsion: 0)),
            2 => Make("any torsion", Any(), Any()),
            3 => Make("matching torsion", Any(), Any(), matchTorsion: true),
            4 => Make("small order", _points[_random.Next(8)], _points[_random.Next(16)], matchTorsion: true),
            5 => Make("non-canonical key", Pick(KnownPoint.NonCanonical), Any(), matchTorsion: true),
            6 => Make("non-canonical commitment", Any(), Pick(KnownPoint.NonCanonical), matchTorsion: true),
            7 => Make("S beyond L", Any(torsion: 0), Any(torsion: 0), multiplesOfL: 1 + _random.Next(15)),
            8 => Flip(Make("flipped bit", Any(torsion: 0, nonZero: true), Any(torsion: 0, nonZero: true))),
            9 => Make("another message", Any(torsion: 0, nonZero: true), Any(torsion: 0)) with { Message = Bytes(32), Accept = false },
            10 => NotAPoint(),
            _ => WrongLengthOrRandom(),
        };
    }

    private SignatureCase Make(string kind, KnownPoint key, KnownPoint commitment, bool matchTorsion = false, int multiplesOfL = 0)
    {
        // A message for which the torsion parts cancel is found by trying; for even parts there may be none.
        for (var attempt = 0; ; attempt++)
        {
            var message = Bytes(_random.Next(4) == 0 ? _random.Next(200) : 32);
            byte[] input = [.. commitment.Encoded, .. key.Encoded, .. message];
            var k = new BigInteger(SHA512.HashData(input), isUnsigned: true) % GoRules.L;
            var torsionHolds = (k * key.Torsion + commitment.Torsion) % 8 == 0;
            if (matchTorsion && !torsionHolds && attempt < 24)
                continue;
            var s = (commitment.Log + k * key.Log) % GoRules.L + multiplesOfL * GoRules.L;
            while (s >= BigInteger.Pow(2, 256))
                s -= GoRules.L;
            var accept = torsionHolds && commitment.IsCanonical && s < GoRules.L;
            return new SignatureCase(kind, key.Encoded, message, [.. commitment.Encoded, .. CraftedSignature.ToBytes(s)], accept);
        }
    }

    private SignatureCase Flip(SignatureCase valid)
    {
        byte[] all = [.. valid.PublicKey, .. valid.Signature, .. valid.Message];
        var bit = _random.Next(all.Length * 8);
        all[bit >> 3] ^= (byte)(1 << (bit & 7));
        return valid with { PublicKey = all[..32], Signature = all[32..96], Message = all[96..], Accept = false };
    }

    private SignatureCase NotAPoint()
    {
        return Make("no point", Any(torsion: 0), Any(torsion: 0)) with { PublicKey = Pick(_notOnCurve), Accept = false };
    }

    private SignatureCase WrongLengthOrRandom()
    {
        var valid = Make("wrong length", Any(torsion: 0), Any(torsion: 0));
        return _random.Next(4) switch
        {
            0 => valid with { PublicKey = [.. valid.PublicKey, 0], Accept = false },
            1 => valid with { Signature = valid.Signature[..63], Accept = false },
            _ => new SignatureCase("random bytes", Bytes(32), Bytes(32), [.. Bytes(63), (byte)_random.Next(16)], false),
        };
    }

    private KnownPoint Any(int? torsion = null, bool nonZero = false)
    {
        var row = _random.Next(nonZero ? 1 : 0, _points.Count / 8);
        return _points[row * 8 + (torsion ?? _random.Next(8))];
    }

    private T Pick<T>(IReadOnlyList<T> from)
    {
        return from[_random.Next(from.Count)];
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
