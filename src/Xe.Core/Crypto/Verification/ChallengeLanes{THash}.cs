using System.Buffers.Binary;

namespace Xe.Core.Crypto.Verification;

/// <summary>Challenges on the lanes of one hash implementation.</summary>
internal sealed unsafe class ChallengeLanes<THash> : ChallengeLanes
    where THash : struct, ISha512Lanes
{
    private const int BlockWords = 16;
    private const int DigestWords = 8;

    private readonly AlignedWords _words = new((BlockWords + DigestWords) * THash.Lanes);

    internal override void Compute(Span<SignatureJob> jobs, ReadOnlySpan<byte> blocks)
    {
        var words = _words.Start;
        var digests = words + BlockWords * THash.Lanes;
        Span<ulong> digest = stackalloc ulong[DigestWords];
        for (var from = 0; from < jobs.Length; from += THash.Lanes)
        {
            var count = Math.Min(THash.Lanes, jobs.Length - from);
            for (var lane = 0; lane < count; lane++)
            {
                var block = blocks.Slice((from + lane) * Challenge.BlockBytes, Challenge.BlockBytes);
                for (var i = 0; i < BlockWords; i++)
                    words[i * THash.Lanes + lane] = BinaryPrimitives.ReadUInt64BigEndian(block[(8 * i)..]);
            }
            THash.HashBlock(words, digests);
            for (var lane = 0; lane < count; lane++)
            {
                ref var job = ref jobs[from + lane];
                if (!job.AwaitsChallenge)
                    continue;
                for (var i = 0; i < DigestWords; i++)
                    digest[i] = BinaryPrimitives.ReverseEndianness(digests[i * THash.Lanes + lane]);
                job.K = Challenge.Reduce(digest);
            }
        }
    }
}
