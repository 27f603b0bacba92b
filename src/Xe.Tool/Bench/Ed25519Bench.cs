using Xe.Core.Crypto;

namespace Xe.Tool.Bench;

/// <summary>Signatures per second and core on every backend, beside a bare loop of libsodium over the same signatures.</summary>
internal sealed class Ed25519Bench : IBench
{
    private const string Peer = "peer: loop of crypto_sign_ed25519_verify_detached over the same signatures; one thread, best of 7 rounds of 150 ms each, own and peer in turn";

    public string Name => "ed25519";

    public string Summary => "signatures per second and core on every backend, beside a bare libsodium verify loop";

    public IEnumerable<BenchResult> Run(BenchRun run)
    {
        foreach (var (backend, atLeast) in new[] { (Ed25519Backend.Avx512, 3.0), (Ed25519Backend.Avx2, 1.5), (Ed25519Backend.Scalar, 0.6) })
        {
            if (!Ed25519Verifier.IsSupported(backend))
            {
                run.Progress($"ed25519: this processor lacks {backend}");
                continue;
            }
            var name = "ed25519-" + backend.ToString().ToLowerInvariant();
            var once = new Ed25519Loop(backend, keysComeBack: false);
            var (own, peer) = Rate.Compare(once.Batch, once.Bare, run.CancellationToken);
            yield return new BenchResult(name, own, peer, "signatures/s per core", "own: batches of 128, every key unknown; " + Peer) { AtLeast = atLeast };
            var again = new Ed25519Loop(backend, keysComeBack: true);
            (own, peer) = Rate.Compare(again.Batch, again.Bare, run.CancellationToken);
            yield return new BenchResult(name + "-cached", own, peer, "signatures/s per core", "own: batches of 128 by 1,024 keys that sign again and again; " + Peer) { AtLeast = atLeast };
        }
        var alone = new Ed25519Loop(Ed25519Backend.Automatic, keysComeBack: false);
        var (lone, bare) = Rate.Compare(alone.OneByOne, alone.Bare, run.CancellationToken);
        yield return new BenchResult("ed25519-lone", lone, bare, "signatures/s per core", "own: one at a time, every key unknown; " + Peer) { AtLeast = 0.95 };
        alone = new Ed25519Loop(Ed25519Backend.Automatic, keysComeBack: true);
        (lone, bare) = Rate.Compare(alone.OneByOne, alone.Bare, run.CancellationToken);
        yield return new BenchResult("ed25519-lone-cached", lone, bare, "signatures/s per core", "own: one at a time by 1,024 keys that sign again and again; " + Peer) { AtLeast = 1 };
    }
}
