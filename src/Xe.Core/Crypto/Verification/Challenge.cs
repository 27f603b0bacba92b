using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Xe.Core.Crypto.Curve;
using Xe.Core.Primitives;

namespace Xe.Core.Crypto.Verification;

/// <summary>k = SHA-512(R ‖ A ‖ M) mod L, with R and A as supplied (spec 01 §8.3 step 5).</summary>
internal static class Challenge
{
    private const int StackBytes = 512;

    internal static Bytes32 Compute(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Span<byte> digest = stackalloc byte[64];
        if (message.Length <= StackBytes - 64)
        {
            Span<byte> input = stackalloc byte[StackBytes];
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
        Span<ulong> reduced = stackalloc ulong[4];
        Scalar.Read(digest, wide);
        Scalar.Reduce(wide, reduced);
        return new Bytes32(MemoryMarshal.AsBytes(reduced));
    }
}
