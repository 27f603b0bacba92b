using System.Diagnostics;
using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Genesis;
using Xe.Core.Keys;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Node.Net;

namespace Xe.Tool.Bench;

/// <summary>How soon blocks become final on four nodes with a quarter of the weight each, lightly loaded and at full load, and how
/// soon they arrive. Beside the stability window of the rules, below which nothing can be final.</summary>
internal sealed class FinalityBench : IBench
{
    private const int Nodes = 4;
    private const int LightBlocks = 200;
    private const int LoadSeconds = 15;
    private const int LoadAccounts = 64;
    private static readonly TimeSpan LightPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan ToldEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(1);

    public string Name => "finality";

    public string Summary => "time to finality and throughput of four nodes on this machine, beside the rules' stability window";

    public bool IsLong => true;

    public IEnumerable<BenchResult> Run(BenchRun run)
    {
        foreach (BenchResult result in MeasureAsync(run).GetAwaiter().GetResult())
            yield return result;
    }

    private static async Task<IReadOnlyList<BenchResult>> MeasureAsync(BenchRun run)
    {
        GenesisOptions options = DevNetwork.Options with { Name = "xe-bench", Nodes = Nodes, Seed = new byte[32] };
        if (!GenesisGenerator.TryGenerate(options, out GeneratedNetwork? network, out Rejection? rejection))
            throw new InvalidOperationException(rejection.Text);
        List<BenchNode> nodes = [];
        try
        {
            for (int i = 0; i < Nodes; i++)
                nodes.Add(await BenchNode.StartAsync(network.Pair, network.Secret($"node-{i}").Seed, [.. nodes.Select(node => node.Address)]).ConfigureAwait(false));
            await Task.Delay(TimeSpan.FromSeconds(3), run.CancellationToken).ConfigureAwait(false);
            ulong share = network.Pair.Ledger.Balance / Nodes;
            foreach (Block block in GenesisAllocation.Build(network, [.. Enumerable.Range(1, Nodes - 1).Select(i => KeyValuePair.Create($"node-{i}", share))], TimeProvider.System))
                await nodes[0].SubmitAsync(block).ConfigureAwait(false);
            await SettleAsync(nodes, run).ConfigureAwait(false);
            run.Progress("  four nodes agree");
            List<BenchResult> results = await LightAsync(network, nodes, run).ConfigureAwait(false);
            foreach (BenchResult result in results)
                run.Progress($"  {result.Name} {result.Own:0.0} {result.Unit}");
            results.Add(await FullAsync(network, nodes, run).ConfigureAwait(false));
            return results;
        }
        finally
        {
            foreach (BenchNode node in nodes)
                await node.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<List<BenchResult>> LightAsync(GeneratedNetwork network, List<BenchNode> nodes, BenchRun run)
    {
        using AccountKey key = AccountKey.FromSeed(network.Secret("node-1").Seed);
        Signer signer = new(network.Pair, key);
        List<double> arrived = [], final = [];
        for (int i = 0; i < LightBlocks; i++)
        {
            Block block = signer.Send(nodes[1].Core.Ledger, Address.Parse(new string('1', 64)), 1);
            long started = Stopwatch.GetTimestamp();
            await nodes[1].SubmitAsync(block).ConfigureAwait(false);
            foreach (BenchNode node in nodes.Where(node => node != nodes[1]))
                await UntilAsync(() => node.Core.Ledger.GetChildHash(block.Position) is not null, run).ConfigureAwait(false);
            arrived.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            foreach (BenchNode node in nodes)
                await UntilAsync(() => node.Core.Ledger.IsResolved(block.Position), run).ConfigureAwait(false);
            final.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await Task.Delay(LightPause, run.CancellationToken).ConfigureAwait(false);
        }
        double window = network.Pair.Rules.StabilityWindow.TotalMilliseconds;
        string how = $"own: {LightBlocks} blocks, one in {LightPause.TotalMilliseconds:0} ms, from submission until the last of {Nodes} nodes has it";
        return
        [
            new BenchResult("finality-arrival-p50", At(arrived, 0.5), window, "ms", how + "; peer: the stability window"),
            new BenchResult("finality-arrival-p99", At(arrived, 0.99), window, "ms", how + "; peer: the stability window"),
            new BenchResult("finality-light-p50", At(final, 0.5), window, "ms", how + " final; peer: the stability window"),
            new BenchResult("finality-light-p99", At(final, 0.99), window, "ms", how + " final; peer: the stability window, to which the rules add at most 0.3 s") { AtMost = (window + 300) / window },
        ];
    }

    // Every account sends one block after the other as fast as its node takes them.
    private static async Task<BenchResult> FullAsync(GeneratedNetwork network, List<BenchNode> nodes, BenchRun run)
    {
        List<AccountKey> keys = [.. Enumerable.Range(0, LoadAccounts).Select(_ => AccountKey.Generate())];
        using AccountKey funder = AccountKey.FromSeed(network.Secret("node-2").Seed);
        Signer source = new(network.Pair, funder);
        foreach (AccountKey key in keys)
        {
            Block send = source.Send(nodes[2].Core.Ledger, key.Address, 1_000_000);
            await nodes[2].SubmitAsync(send).ConfigureAwait(false);
            await nodes[2].SubmitAsync(new Signer(network.Pair, key).Receive(send, network.Secret("node-2").Address)).ConfigureAwait(false);
        }
        await SettleAsync(nodes, run).ConfigureAwait(false);
        long before = FinalBlocks(nodes[0]);
        long started = Stopwatch.GetTimestamp();
        long submitted = 0;
        await Task.WhenAll(keys.Select((key, index) => Task.Run(async () =>
        {
            BenchNode node = nodes[index % Nodes];
            Signer signer = new(network.Pair, key);
            await UntilAsync(() => node.Core.Ledger.State.GetAccount(key.Address) is not null, run).ConfigureAwait(false);
            while (Stopwatch.GetElapsedTime(started).TotalSeconds < LoadSeconds)
            {
                await node.SubmitAsync(signer.Send(node.Core.Ledger, Address.Parse(new string('2', 64)), 1)).ConfigureAwait(false);
                Interlocked.Increment(ref submitted);
            }
        }))).ConfigureAwait(false);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        double rate = (FinalBlocks(nodes[0]) - before) / seconds;
        run.Progress($"  full load: {submitted:N0} submitted in {seconds:0.0} s, {rate:N0} blocks/s became final, shed: {string.Join(", ", nodes.Select(node => (NetworkServices)node.Node.Network).Select(net => $"{net.DroppedBlocks}/{net.DroppedVotes}"))} (blocks/votes)");
        long settling = Stopwatch.GetTimestamp();
        await SettleAsync(nodes, run).ConfigureAwait(false);
        run.Progress($"  all final {Stopwatch.GetElapsedTime(settling).TotalSeconds:0.0} s after the load ended");
        return new BenchResult("finality-full", rate, submitted / seconds, "blocks/s",
            $"own: blocks that became final per second on node 0 of {Nodes} while {LoadAccounts} accounts send as fast as their nodes take them; peer: blocks submitted per second");
    }

    private static long FinalBlocks(BenchNode node) => node.Core.Ledger.State.Accounts.Sum(account => (long)account.FinalHeight);

    private static async Task SettleAsync(List<BenchNode> nodes, BenchRun run)
    {
        long told = Stopwatch.GetTimestamp();
        await UntilAsync(() =>
        {
            if (Stopwatch.GetElapsedTime(told) > ToldEvery)
            {
                told = Stopwatch.GetTimestamp();
                run.Progress($"  not final yet: {string.Join(", ", nodes.Select(node => node.Core.Ledger.State.BlockCount - FinalBlocks(node)))} of {nodes[0].Core.Ledger.State.BlockCount:N0} blocks");
            }
            return nodes.TrueForAll(node => !node.Core.Ledger.State.Unfinalized.Any())
                && nodes.Select(node => node.Core.Ledger.State.BlockCount).Distinct().Count() == 1;
        }, run).ConfigureAwait(false);
    }

    private static async Task UntilAsync(Func<bool> condition, BenchRun run)
    {
        long started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            run.ThrowIfCancelled();
            if (Stopwatch.GetElapsedTime(started) > Limit)
                throw new InvalidOperationException($"no progress within {Limit}");
            await Task.Delay(PollInterval, run.CancellationToken).ConfigureAwait(false);
        }
    }

    private static double At(List<double> values, double quantile)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * quantile))];
    }

    private sealed class Signer(GenesisPair pair, AccountKey key)
    {
        private readonly BlockBuilder _builder = new(TimeProvider.System);
        private readonly BlockSigner _signer = new(pair.NetworkId, pair.Rules);

        public Block Send(Ledger ledger, Address to, ulong amount)
        {
            AccountState state = ledger.State.GetAccount(key.Address)!;
            return Complete(_builder.Send(new ChainTip(key.Address, state.Frontier, state.Xe ?? 0, state.Xusd ?? 0, state.LastTimestamp), Asset.Xe, to, amount));
        }

        public Block Receive(Block send, Address representative) =>
            Complete(_builder.Receive(ChainTip.Unopened(key.Address), Asset.Xe, send.Hash, send.Amount, representative));

        private Block Complete(WireBlock draft) => _signer.TryComplete(draft, key, out Block? block, out Rejection? rejection, CancellationToken.None)
            ? block
            : throw new InvalidOperationException(rejection.Text);
    }
}
