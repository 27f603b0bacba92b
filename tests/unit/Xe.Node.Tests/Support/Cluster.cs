using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Genesis;
using Xe.Core.Keys;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Node.Hosting;
using Xe.Node.Net;
using Xe.Node.Tests.Net.Fakes;

namespace Xe.Node.Tests.Support;

/// <summary>Several real nodes of one generated network in this process, connected over TCP on loopback.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly GeneratedNetwork _network;

    private Cluster(GeneratedNetwork network) => _network = network;

    public List<XeNode> Nodes { get; } = [];

    public GenesisPair Genesis => _network.Pair;

    public AccountKey Treasury => Key("treasury");

    /// <summary>Starts nodes; each dials those before it. The weight is spread evenly over them.</summary>
    public static async Task<Cluster> StartAsync(int nodes, ILoggerFactory? loggers = null)
    {
        GenesisOptions options = DevNetwork.Options with { Name = "xe-cluster", Nodes = nodes, Seed = new byte[32] };
        Assert.True(GenesisGenerator.TryGenerate(options, out GeneratedNetwork? network, out Rejection? rejection), rejection?.Text);
        Cluster cluster = new(network);
        for (int i = 0; i < nodes; i++)
            await cluster.AddAsync($"node-{i}", loggers: loggers);
        if (nodes > 1)
        {
            await Eventually.HoldsAsync(() => cluster.Nodes.TrueForAll(node => node.Network.PeerCount > 0));
            ulong share = network.Pair.Ledger.Balance / (ulong)nodes;
            foreach (Block block in GenesisAllocation.Build(
                network, [.. Enumerable.Range(1, nodes - 1).Select(i => KeyValuePair.Create($"node-{i}", share))], TimeProvider.System))
            {
                await cluster.SubmitAsync(0, block);
            }
            await cluster.FinalAsync(30);
        }
        return cluster;
    }

    /// <summary>Adds a node that dials all others: a node that votes not itself needs the votes of enough weight from peers.</summary>
    public async Task<XeNode> AddAsync(string? role = null, GenesisPair? genesis = null, ILoggerFactory? loggers = null)
    {
        XeNode node = await XeNode.StartAsync(new NodeOptions
        {
            DataDirectory = "",
            Genesis = genesis ?? Genesis,
            InitialKeySeed = role is null ? (ReadOnlyMemory<byte>?)null : _network.Secret(role).Seed,
            ListenAddress = "127.0.0.1",
            Port = 0,
            Dial = [.. Nodes.Select(node => node.Network.Addresses[0])],
            DisableMdns = true,
            DisableDiscovery = true,
            Api = false,
            MetricsAddress = "",
        }, loggers ?? FileLogger.For($"n{Nodes.Count}") ?? NullLoggerFactory.Instance);
        Nodes.Add(node);
        return node;
    }

    public AccountKey Key(string role) => AccountKey.FromSeed(_network.Secret(role).Seed);

    public async Task SubmitAsync(int node, Block block)
    {
        IntakeResult result = await Nodes[node].Intake.SubmitAsync(block.ToWire());
        Assert.True(result.Rejection is null, result.Rejection?.Text);
    }

    /// <summary>A send on top of the account's chain as a node has it.</summary>
    public Block MakeSend(int node, AccountKey from, Address to, ulong amount)
    {
        AccountState state = Nodes[node].Core.Ledger.State.GetAccount(from.Address)!;
        ChainTip tip = new(from.Address, state.Frontier, state.Xe ?? 0, state.Xusd ?? 0, state.LastTimestamp);
        BlockSigner signer = new(Genesis.NetworkId, Genesis.Rules);
        return signer.TryComplete(new BlockBuilder(TimeProvider.System).Send(tip, Asset.Xe, to, amount), from, out Block? block, out Rejection? rejection, CancellationToken.None)
            ? block
            : throw new InvalidOperationException(rejection.Text);
    }

    /// <summary>Waits until every node holds the same blocks and all are final everywhere.</summary>
    public Task FinalAsync(int seconds, params int[] nodes)
    {
        XeNode[] watched = nodes.Length == 0 ? [.. Nodes] : [.. nodes.Select(i => Nodes[i])];
        return Eventually.HoldsAsync(
            () => watched.All(node => !node.Core.Ledger.State.Unfinalized.Any())
                && watched.Select(node => Fingerprint(node)).Distinct().Count() == 1,
            seconds);
    }

    public static string Fingerprint(XeNode node) => TestLedger.Fingerprint(node.Core.Ledger);

    public async ValueTask DisposeAsync()
    {
        foreach (XeNode node in Nodes)
            await node.DisposeAsync();
    }
}
