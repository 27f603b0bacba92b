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
    private const int VerifyBatches = 80;
    private const int VerifyBatchBlocks = 128;

    public string Name => "ingest";

    public string Summary => "signed blocks per second through ledger and SQLite on all cores, beside cores / (1/verify + 1/store)";

    public IEnumerable<BenchResult> Run(BenchRun run)
    {
        run.Progress($"  signing 2 x {Blocks:N0} blocks");
        var corpus = new BlockCorpus(seed: 3, signed: true);
        List<Block> spread = corpus.Spread(Accounts, Blocks);
        Block[] chain = [.. corpus.Chain(Blocks)];
        foreach (BenchResult result in Compare(run, "ingest-spread", spread, 0.75, $"over {Accounts:N0} accounts, sends and receives"))
            yield return result;
        foreach (BenchResult result in Compare(run, "ingest-chain", chain, 0.5, "on one account, sends"))
            yield return result;
    }

    private static IEnumerable<BenchResult> Compare(BenchRun run, string name, IReadOnlyList<Block> blocks, double atLeast, string what)
    {
        var store = new StoreLoop(blocks, BatchBlocks);
        var verify = new VerifyLoop(2_048, VerifyBatchBlocks);
        (Speed ingested, Speed verified, Speed stored) = (default, default, default);
        for (int round = 0; round < Rounds; round++)
        {
            run.ThrowIfCancelled();
            Speed ingestedNow = Ingest(blocks);
            Speed verifiedNow = Speed.Of(VerifyBatches * VerifyBatchBlocks, () =>
            {
                for (int i = 0; i < VerifyBatches; i++)
                    verify.Check();
            });
            Speed storedNow = store.Own().Best(store.Bare());
            (ingested, verified, stored) = (ingested.Best(ingestedNow), verified.Best(verifiedNow), stored.Best(storedNow));
            run.Progress($"  {name} round {round + 1}: ingest {ingestedNow.PerSecond:N0} on {ingestedNow.Cores:0.00} cores, "
                + $"verify {verifiedNow.PerSecond:N0}, store {storedNow.PerSecond:N0} blocks/s");
        }
        int cores = Environment.ProcessorCount;
        string how = $"own: {blocks.Count:N0} signed blocks {what}, JSON model to last durable ticket, {cores} cores, new file on disk; peer: the bound "
            + "cores / (1/verify + 1/store), store = the faster of our store and bare transactions of the same rows, each on one core; "
            + $"best of {Rounds} rounds, all in turn; ";
        yield return new BenchResult(name, ingested.PerSecond, cores * Together(verified.PerSecond, stored.PerSecond), "blocks/s",
            how + $"verify {verified.PerSecond:N0}, store {stored.PerSecond:N0} blocks/s") { AtLeast = atLeast };
        yield return new BenchResult(name + "-cpu", ingested.PerCpuSecond, Together(verified.PerCpuSecond, stored.PerCpuSecond), "blocks/CPU s",
            how + "by processor time, so for one core: what a block costs beyond its check and its rows") { AtLeast = atLeast };
    }

    private static double Together(double verified, double stored) => 1 / (1 / verified + 1 / stored);

    private static Speed Ingest(IReadOnlyList<Block> blocks)
    {
        using var directory = new BenchDirectory();
        using var ledger = new LedgerRun(directory.Path);
        (TimeSpan wall, TimeSpan cpu) = ledger.Ingest(blocks);
        return Speed.Of(blocks.Count, wall, cpu);
    }
}
