using Xe.Core.Blocks;

namespace Xe.Tool.Bench;

/// <summary>Signed blocks through everything: checks on all cores, ledger, writer, SQLite on disk; until the last ticket. Beside
/// the bound that checking and storing alone set.</summary>
internal sealed class IngestBench : IBench
{
    private const int Accounts = 2_048;
    private const int Blocks = 40_000;
    private const int BatchBlocks = 1_000;
    private const int Rounds = 5;
    private const double VerifySeconds = 0.5;

    public string Name => "ingest";

    public string Summary => "signed blocks per second through ledger and SQLite on all cores, beside cores / (1/verify + 1/store)";

    public IEnumerable<BenchResult> Run(BenchRun run)
    {
        run.Progress($"  signing 2 x {Blocks:N0} blocks");
        var corpus = new BlockCorpus(seed: 3, signed: true);
        List<Block> spread = corpus.Spread(Accounts, Blocks);
        Block[] chain = [.. corpus.Chain(Blocks)];
        yield return Compare(run, "ingest-spread", spread, 0.75, $"over {Accounts:N0} accounts, sends and receives");
        yield return Compare(run, "ingest-chain", chain, 0.5, "on one account, sends");
    }

    private static BenchResult Compare(BenchRun run, string name, IReadOnlyList<Block> blocks, double atLeast, string what)
    {
        var store = new StoreLoop(blocks, BatchBlocks);
        var verify = new VerifyLoop(2_048, 128);
        (double ingest, double verified, double stored, double bare) = (0, 0, 0, 0);
        for (int round = 0; round < Rounds; round++)
        {
            run.ThrowIfCancelled();
            (double ownNow, double cores) = Ingest(blocks);
            (double verifyNow, double storeNow, double bareNow) = (Rate.Once(verify.Check, VerifySeconds), store.Own(), store.Bare());
            (ingest, verified, stored, bare) = (Math.Max(ingest, ownNow), Math.Max(verified, verifyNow), Math.Max(stored, storeNow), Math.Max(bare, bareNow));
            run.Progress($"  {name} round {round + 1}: ingest {ownNow:N0} on {cores:0.00} cores, verify {verifyNow:N0}, store {storeNow:N0}, bare SQLite {bareNow:N0} blocks/s");
        }
        double bound = Environment.ProcessorCount / (1 / verified + 1 / Math.Max(stored, bare));
        return new BenchResult(name, ingest, bound, "blocks/s",
            $"own: {blocks.Count:N0} signed blocks {what}, JSON model to last durable ticket, {Environment.ProcessorCount} cores, new file on disk; "
            + $"peer: the bound cores / (1/verify + 1/store) of verify {verified:N0} and store {Math.Max(stored, bare):N0} blocks/s (the faster of our store and bare "
            + $"transactions), each on one core; best of {Rounds} rounds, all in turn")
        { AtLeast = atLeast };
    }

    private static (double Rate, double Cores) Ingest(IReadOnlyList<Block> blocks)
    {
        using var directory = new BenchDirectory();
        using var ledger = new LedgerRun(directory.Path);
        (TimeSpan wall, TimeSpan cpu) = ledger.Ingest(blocks);
        return (blocks.Count / wall.TotalSeconds, cpu / wall);
    }
}
