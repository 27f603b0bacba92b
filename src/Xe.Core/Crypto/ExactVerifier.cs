using System.Security.Cryptography;
using Xe.Core.Crypto.Curve;

namespace Xe.Core.Crypto;

/// <summary>The acceptance rule of spec 01 §8.3 for one signature, in portable code without tables or state.</summary>
internal static class ExactVerifier
{
    /// <summary>Decides; the caller has checked the lengths (32 and 64 bytes).</summary>
    internal static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (!Scalar.IsCanonical(signature[32..]) || !EdwardsPoint.TryDecode(publicKey, out var key))
            return false;

        Span<ulong> s = stackalloc ulong[4];
        Span<ulong> k = stackalloc ulong[4];
        Scalar.Read(signature[32..], s);
        Challenge(publicKey, message, signature, k);

        key.X = FieldElement.Negate(key.X);
        key.T = FieldElement.Negate(key.T);
        var minusA = NielsPoint.From(key, CurveConstants.Half);
        var b = NielsPoint.From(CurveConstants.Base, CurveConstants.Half);

        // S·B + k·(−A), bit by bit with shared doublings (Straus). Rare enough that tables would not pay.
        var sum = EdwardsPoint.Identity;
        for (var bit = 252; bit >= 0; bit--)
        {
            EdwardsPoint.Double(ref sum, needT: true);
            if ((s[bit >> 6] >> (bit & 63) & 1) != 0)
                EdwardsPoint.Add(ref sum, b, needT: true);
            if ((k[bit >> 6] >> (bit & 63) & 1) != 0)
                EdwardsPoint.Add(ref sum, minusA, needT: true);
        }
        Span<byte> encoded = stackalloc byte[32];
        sum.Encode(encoded);
        return encoded.SequenceEqual(signature[..32]);
    }

    /// <summary>k = SHA-512(R ‖ A ‖ M) mod L, with R and A as supplied (spec 01 §8.3 step 5).</summary>
    internal static void Challenge(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature, Span<ulong> k)
    {
        Span<byte> digest = stackalloc byte[64];
        const int StackLimit = 448;
        if (message.Length <= StackLimit)
        {
            Span<byte> input = stackalloc byte[64 + StackLimit];
            signature[..32].CopyTo(input);
            publicKey.CopyTo(input[32..]);
            message.CopyTo(input[64..]);
            SHA512.HashData(input[..(64 + message.Length)], digest);
        }
        else
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
            hash.AppendData(signature[..32]);
            hash.AppendData(publicKey);
            hash.AppendData(message);
            hash.GetHashAndReset(digest);
        }
        Span<ulong> wide = stackalloc ulong[8];
        Scalar.Read(digest, wide);
        Scalar.Reduce(wide, k);
    }
}
