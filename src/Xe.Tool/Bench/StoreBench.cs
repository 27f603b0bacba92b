namespace Xe.Tool.Bench;

/// <summary>Change sets of blocks committed by our store, beside bare SQLite transactions of the same rows.</summary>
internal sealed class StoreBench : IBench
{
    private const int Accounts = 2_048;
    private const int Blocks = 40_000;
    private const int BatchBlocks = 1_000;
    private const int Rounds = 5;

    public string Name => "store";

    public string Summary => "blocks per second committed by the store, beside bare batched SQLite transactions of the same rows";

    public IEnumerable<BenchResult> Run(BenchRun run)
    {
        run.Progress($"  making {Blocks:N0} blocks");
        var loop = new StoreLoop(new BlockCorpus(seed: 2, signed: false).Spread(Accounts, Blocks), BatchBlocks);
        (double own, double peer) = (0, 0);
        for (int round = 0; round < Rounds; round++)
        {
            run.ThrowIfCancelled();
            (double ownNow, double peerNow) = (loop.Own(), loop.Bare());
            (own, peer) = (Math.Max(own, ownNow), Math.Max(peer, peerNow));
            run.Progress($"  round {round + 1}: own {ownNow:N0}, peer {peerNow:N0} blocks/s");
        }
        yield return new BenchResult("store", own, peer, "blocks/s",
            $"own: SqliteStore.Commit of the change sets of {Blocks:N0} blocks over {Accounts:N0} accounts, {BatchBlocks:N0} a transaction, new file on disk; "
            + "peer: prepared inserts of the same rows (block, account, pending, lookup rows in order of arrival), same transactions and settings; "
            + $"one thread, best of {Rounds} rounds each, own and peer in turn");
    }
}
