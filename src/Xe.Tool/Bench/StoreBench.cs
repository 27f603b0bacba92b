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
        (Speed own, Speed peer) = (default, default);
        for (int round = 0; round < Rounds; round++)
        {
            run.ThrowIfCancelled();
            (Speed ownNow, Speed peerNow) = (loop.Own(), loop.Bare());
            (own, peer) = (own.Best(ownNow), peer.Best(peerNow));
            run.Progress($"  round {round + 1}: own {ownNow.PerSecond:N0}, peer {peerNow.PerSecond:N0} blocks/s");
        }
        string how = $"own: SqliteStore.Commit of the change sets of {Blocks:N0} blocks over {Accounts:N0} accounts, {BatchBlocks:N0} a transaction, new file on disk; "
            + "peer: prepared inserts of the same rows (block, account, pending, lookup rows in order of arrival), same transactions and settings; "
            + $"one thread, best of {Rounds} rounds each, own and peer in turn";
        yield return new BenchResult("store", own.PerSecond, peer.PerSecond, "blocks/s", how);
        yield return new BenchResult("store-cpu", own.PerCpuSecond, peer.PerCpuSecond, "blocks/CPU s", how + "; by processor time");
    }
}
