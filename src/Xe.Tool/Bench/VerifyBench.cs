namespace Xe.Tool.Bench;

/// <summary>The whole stateless check of a block (decode, canonical bytes, hash, signature, work), beside a bare loop of
/// libsodium's signature check over the same hashes.</summary>
internal sealed class VerifyBench : IBench
{
    private const int Blocks = 2_048;
    private const int BatchBlocks = 128;
    private const string Peer = "peer: loop of crypto_sign_ed25519_verify_detached over the same hashes and keys; one thread, best of 7 rounds of 150 ms each, own and peer in turn";

    public string Name => "verify";

    public string Summary => "whole stateless check of a block per second and core, beside a bare libsodium verify loop";

    public IEnumerable<BenchResult> Run(BenchRun run)
    {
        var check = new VerifyLoop(Blocks, BatchBlocks);
        (double own, double peer) = Rate.Compare(check.Check, check.Bare, run.CancellationToken);
        yield return new BenchResult("verify", own, peer, "blocks/s per core",
            "own: decode the JSON model, canonical bytes, hash, signature and work of signed blocks in batches of 128; " + Peer) { AtLeast = 0.9 };
        (own, peer) = Rate.Compare(check.CheckJson, check.Bare, run.CancellationToken);
        yield return new BenchResult("verify-json", own, peer, "blocks/s per core", "own: as verify, from the JSON text on; " + Peer);
    }
}
