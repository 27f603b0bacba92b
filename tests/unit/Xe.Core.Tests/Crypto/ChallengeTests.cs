using System.Numerics;
using System.Security.Cryptography;
using Xe.Core.Crypto;
using Xe.Core.Crypto.Verification;
using Xe.Core.Primitives;

namespace Xe.Core.Tests.Crypto;

public sealed class ChallengeTests
{
    [Fact]
    public void Challenges_are_the_digest_modulo_L_for_messages_of_every_length()
    {
        var random = new Random(9);
        for (var length = 0; length < 600; length += length < 130 ? 1 : 37)
        {
            var (key, message, signature) = (Bytes(random, 32), Bytes(random, length), Bytes(random, 64));
            Assert.Equal(Expected(key, message, signature), Value(Challenge.Compute(key, message, signature)));
        }
    }

    [Fact]
    public void Four_lanes_hash_as_one()
    {
        if (Ed25519Verifier.IsSupported(Ed25519Backend.Avx2))
            CheckLanes(new ChallengeLanes<Sha512Lanes256>());
    }

    [Fact]
    public void Eight_lanes_hash_as_one()
    {
        if (Ed25519Verifier.IsSupported(Ed25519Backend.Avx512))
            CheckLanes(new ChallengeLanes<Sha512Lanes512>());
    }

    private static void CheckLanes(ChallengeLanes lanes)
    {
        var random = new Random(10);
        for (var count = 0; count <= LaneEngine.MaxJobs; count++)
        {
            var jobs = new SignatureJob[count];
            var blocks = new byte[count * Challenge.BlockBytes];
            var expected = new BigInteger[count];
            for (var i = 0; i < count; i++)
            {
                var (key, message, signature) = (Bytes(random, 32), Bytes(random, random.Next(Challenge.BlockMessageBytes + 1)), Bytes(random, 64));
                Challenge.WriteBlock(blocks.AsSpan(i * Challenge.BlockBytes, Challenge.BlockBytes), key, message, signature);
                jobs[i].AwaitsChallenge = random.Next(5) > 0;
                expected[i] = jobs[i].AwaitsChallenge ? Expected(key, message, signature) : 0;
            }
            lanes.Compute(jobs, blocks);
            Assert.Equal(expected, jobs.Select(job => Value(job.K)));
        }
    }

    private static BigInteger Expected(byte[] key, byte[] message, byte[] signature)
    {
        byte[] input = [.. signature[..32], .. key, .. message];
        return new BigInteger(SHA512.HashData(input), isUnsigned: true) % GoRules.L;
    }

    private static BigInteger Value(Bytes32 bytes)
    {
        return new BigInteger(bytes.Span, isUnsigned: true);
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
