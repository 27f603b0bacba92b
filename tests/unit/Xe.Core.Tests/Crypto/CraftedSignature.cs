using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Xe.Core.Tests.Crypto;

/// <summary>Signatures made with the secret scalar, over keys and commitments moved by torsion points.</summary>
internal sealed record CraftedSignature(byte[] PublicKey, byte[] Message, byte[] Signature)
{
    /// <summary>A = a·B + <paramref name="keyTorsion"/>, R = r·B + <paramref name="commitmentTorsion"/>, S = r + k·a: holds up to torsion.</summary>
    internal static CraftedSignature Make(int number, (BigInteger X, BigInteger Y) keyTorsion, (BigInteger X, BigInteger Y) commitmentTorsion)
    {
        var seed = new byte[32];
        BinaryPrimitives.WriteInt32LittleEndian(seed, number);
        var a = new BigInteger(SHA512.HashData(seed), isUnsigned: true) % GoRules.L;
        seed[31] = 1;
        var r = new BigInteger(SHA512.HashData(seed), isUnsigned: true) % GoRules.L;
        seed[31] = 2;
        var message = SHA256.HashData(seed);
        var key = GoRules.Encode(GoRules.Add(GoRules.Multiply(GoRules.Base, a), keyTorsion));
        var commitment = GoRules.Encode(GoRules.Add(GoRules.Multiply(GoRules.Base, r), commitmentTorsion));
        return new CraftedSignature(key, message, [.. commitment, .. Response(r, a, key, commitment, message)]);
    }

    internal static byte[] Response(BigInteger r, BigInteger a, byte[] key, byte[] commitment, byte[] message)
    {
        byte[] input = [.. commitment, .. key, .. message];
        var k = new BigInteger(SHA512.HashData(input), isUnsigned: true) % GoRules.L;
        return ToBytes((r + k * a) % GoRules.L);
    }

    internal static byte[] ToBytes(BigInteger value)
    {
        var bytes = new byte[32];
        if (!value.TryWriteBytes(bytes, out _, isUnsigned: true))
            throw new ArgumentOutOfRangeException(nameof(value));
        return bytes;
    }
}
