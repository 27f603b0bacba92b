using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Xe.Core.Crypto.Curve;
using Xe.Core.Primitives;

namespace Xe.Core.Crypto.Verification;

/// <summary>k = SHA-512(R ‖ A ‖ M) mod L, with R and A as supplied (spec 01 §8.3 step 5).</summary>
internal static class Challenge
{
    /// <summary>Longest message whose padded input is one block.</summary>
    internal const int BlockMessageBytes = BlockBytes - 64 - 1 - 16;

    /// <summary>Bytes of a SHA-512 block.</summary>
    internal const int BlockBytes = 128;

    private const int StackBytes = 512;

    /// <summary>Writes the padded input of a short message (FIPS 180-4 §5.1.2), to be hashed in lanes.</summary>
    internal static void WriteBlock(Span<byte> block, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        block.Clear();
        signature[..32].CopyTo(block);
        publicKey.CopyTo(block[32..]);
        message.CopyTo(block[64..]);
        block[64 + message.Length] = 0x80;
        BinaryPrimitives.WriteInt32BigEndian(block[(BlockBytes - sizeof(int))..], 8 * (64 + message.Length));
    }

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
        Scalar.Read(digest, wide);
        return Reduce(wide);
    }

    /// <summary>A digest modulo L; its first byte is the lowest.</summary>
    internal static Bytes32 Reduce(ReadOnlySpan<ulong> digest)
    {
        Span<ulong> reduced = stackalloc ulong[4];
        Scalar.Reduce(digest, reduced);
        return new Bytes32(MemoryMarshal.AsBytes(reduced));
    }
}
