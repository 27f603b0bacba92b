using System.Diagnostics;
using Xe.Core.Blocks;
using Xe.Core.Genesis;
using Xe.Core.Ledger;
using Xe.Core.Storage;
using Xe.Node.Storage;

namespace Xe.Tool.Bench;

/// <summary>Cold sync of a fresh node over loopback TCP, every layer included: libp2p, Noise, yamux, sync, checks, ledger, SQLite.
/// Beside it the local intake of the same blocks in the same run.</summary>
internal sealed class SyncBench : IBench
{
    private const int Accounts = 2_048;
    private const int BulkBlocks = 200_000;
    private const int CommonBlocks = 50_000;
    private const int CommonPeers = 3;
    private const int SeedOfCorpus = 7;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public string Name => "sync";

    public string Summary => "cold sync of a fresh node over loopback TCP, blocks per second, beside local intake of the same blocks";

    public bool IsLong => true;

    public IEnumerable<BenchResult> Run(BenchRun run)
    {
        run.Progress($"  signing {BulkBlocks:N0} blocks");
        List<Block> blocks = new BlockCorpus(SeedOfCorpus, signed: true).Spread(Accounts, BulkBlocks);
        WireBlock[] wires = [.. blocks.Select(block => block.ToWire())];
        double local = Local(run, wires);

        double bulk = ColdAsync(run, wires, peers: 1, bulk: true).GetAwaiter().GetResult();
        yield return new BenchResult("sync-bulk", bulk, local, "blocks/s",
            $"own: {BulkBlocks:N0} signed blocks over {Accounts:N0} accounts from one peer in the same process over loopback TCP, higher limit negotiated, until the last block is in the ledger; "
            + "peer: intake of the same blocks into a new ledger on disk")
        { AtLeast = 0.5 };

        WireBlock[] fewer = wires[..CommonBlocks];
        double common = ColdAsync(run, fewer, CommonPeers, bulk: false).GetAwaiter().GetResult();
        yield return new BenchResult("sync-common", common, CommonPeers * 10_000 / 5.0, "blocks/s",
            $"own: {CommonBlocks:N0} of these blocks at the limits of the public protocol (10,000 blocks a session, one session in 5 s a peer) from {CommonPeers} peers; "
            + "peer: what the limits allow");
    }

    private static double Local(BenchRun run, WireBlock[] wires)
    {
        using BenchDirectory directory = new();
        using SqliteStore store = SqliteStore.Open(new SqliteStoreOptions { Directory = directory.Path, Identity = BenchNetwork.Identity });
        using LedgerWriter writer = new(store);
        BlockIntake intake = new(Ledger.Open(BenchNetwork.Options, writer, store), BenchNetwork.Decoder);
        long started = Stopwatch.GetTimestamp();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        intake.Run(wires, synced: true).Wait();
        return Tell(run, "local intake", wires.Length, started, cpu);
    }

    private static async Task<double> ColdAsync(BenchRun run, WireBlock[] wires, int peers, bool bulk)
    {
        List<BenchNode> servers = [];
        try
        {
            for (int i = 0; i < peers; i++)
            {
                servers.Add(await BenchNode.StartAsync(DevNetwork.Pair, null, [], bulk).ConfigureAwait(false));
                new BlockIntake(servers[i].Core.Ledger, servers[i].Core.Decoder).Run(wires, synced: true).Wait();
            }
            run.Progress($"  {peers} peer(s) hold {wires.Length:N0} blocks");
            GC.Collect();
            long started = Stopwatch.GetTimestamp();
            TimeSpan cpu = Environment.CpuUsage.TotalTime;
            await using BenchNode fresh = await BenchNode.StartAsync(DevNetwork.Pair, null, [.. servers.Select(server => server.Address)], bulk).ConfigureAwait(false);
            TimeSpan told = TimeSpan.FromSeconds(5);
            while (fresh.Core.Ledger.State.BlockCount < wires.Length + 1)
            {
                run.ThrowIfCancelled();
                TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
                if (elapsed > Limit)
                    throw new InvalidOperationException($"only {fresh.Core.Ledger.State.BlockCount:N0} blocks came within {Limit}");
                if (elapsed > told)
                {
                    run.Progress($"  {fresh.Core.Ledger.State.BlockCount:N0} blocks after {elapsed.TotalSeconds:0} s");
                    told = elapsed + TimeSpan.FromSeconds(5);
                }
                await Task.Delay(PollInterval, run.CancellationToken).ConfigureAwait(false);
            }
            return Tell(run, bulk ? "bulk sync" : "common sync", wires.Length, started, cpu);
        }
        finally
        {
            foreach (BenchNode server in servers)
                await server.DisposeAsync().ConfigureAwait(false);
        }
    }

    // The time of the processors tells what a figure would be on a machine that does nothing else.
    private static double Tell(BenchRun run, string what, int blocks, long started, TimeSpan cpu)
    {
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        double busy = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        run.Progress($"  {what}: {blocks / seconds:N0} blocks/s, {busy / blocks * 1e6:0.0} µs of processor a block, {busy / seconds:0.00} cores busy");
        return blocks / seconds;
    }
}
