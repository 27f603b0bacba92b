using System.Buffers.Binary;
using Xe.Core.Crypto;
using Xe.Core.Work;

namespace Xe.Tool.Bench;

/// <summary>Proof-of-work tries per second and thread, beside a loop of libsodium's BLAKE2b over the same bytes.</summary>
internal sealed class WorkBench : IBench
{
    private const int Batch = 4_096;

    public string Name => "work";

    public string Summary => "proof-of-work tries per second and thread, beside a loop of libsodium's BLAKE2b";

    public IEnumerable<BenchResult> Run(BenchRun run)
    {
        SodiumLibrary.Initialize();
        var hash = Convert.FromHexString("03af2511e6803419633d2739e0ae1e9f941f20052e4f20d88e5015172c5eab12");
        var next = 0UL;
        var input = new byte[40];
        hash.CopyTo(input, 8);
        var digest = new byte[8];
        foreach (var backend in new[] { WorkBackend.Avx512, WorkBackend.Avx2, WorkBackend.Scalar })
        {
            if (!WorkSearch.IsSupported(backend))
                continue;
            var (own, peer) = Rate.Compare(
                () =>
                {
                    WorkSearch.TryFindInRange(backend, hash, next, Batch, ulong.MaxValue, out _);
                    next += Batch;
                    return Batch;
                },
                () =>
                {
                    for (var i = 0; i < Batch; i++)
                    {
                        BinaryPrimitives.WriteUInt64LittleEndian(input, next++);
                        _ = Sodium.Blake2b(digest, 8, input, 40, default, 0);
                    }
                    return Batch;
                },
                run.CancellationToken);
            yield return new BenchResult("work-" + backend.ToString().ToLowerInvariant(), own, peer, "tries/s per thread", "one thread, best of 7 rounds of 150 ms, peer: loop of crypto_generichash_blake2b over nonce and hash, digest length 8")
            {
                AtLeast = backend switch { WorkBackend.Avx512 => 8, WorkBackend.Avx2 => 4, _ => null },
            };
        }
    }
}
