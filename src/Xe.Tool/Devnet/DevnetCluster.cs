using System.Globalization;
using System.Security.Cryptography;
using Xe.Client;
using Xe.Client.Genesis;
using Xe.Client.Http;
using Xe.Client.Nodes;
using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Genesis;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Tool.Cli;

namespace Xe.Tool.Devnet;

/// <summary>Makes, resumes, looks at and stops devnets.</summary>
internal sealed class DevnetCluster(DevnetDirectory directory, Screen screen)
{
    internal const int MaxNodes = 32;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AgreeTimeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    // Gossip meshes form within a heartbeat or two of a connection; before that a block would wait for the next sync.
    private static readonly TimeSpan MeshDelay = TimeSpan.FromSeconds(2);

    internal DevnetDirectory Directory => directory;

    /// <summary>Makes a devnet, or starts the nodes of one that is there. Where that fails, what was started is stopped.</summary>
    /// <param name="nodes">Nodes of a new one; null = 3.</param>
    /// <param name="providers">How many of them, the last ones, offer mock machines.</param>
    /// <param name="nodeArguments">Further options of every <c>node run</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<DevnetStatus> UpAsync(int? nodes, int providers, IReadOnlyList<string> nodeArguments, CancellationToken cancellationToken)
    {
        DevnetFile? known = directory.Read();
        if (known is null && !directory.IsUnused)
            throw new XeException("devnet_unknown", $"{directory.Path} is not empty and no devnet; name another --dir");
        if (known is not null && nodes is { } wanted && wanted != known.Nodes.Count)
            throw new XeException("devnet_exists", $"the devnet in {directory.Path} has {known.Nodes.Count} nodes; 'devnet down --remove' ends it for good");
        GeneratedNetwork? fresh = known is null ? Generate(nodes ?? 3) : null;
        DevnetLauncher launcher = new(directory, nodeArguments);
        DevnetLauncher providing = new(directory, [.. nodeArguments, "--provide", "--vm-backend", "mock"]);
        List<DevnetNode> started = [];
        try
        {
            string[] names = known is not null ? [.. known.Nodes.Select(node => node.Name)] : [.. Enumerable.Range(0, nodes ?? 3).Select(Name)];
            foreach (string name in names)
            {
                screen.Progress($"starting {name} …");
                DevnetNode? earlier = known?.Nodes.FirstOrDefault(node => node.Name == name);
                if (earlier is not null && directory.Node(name).ReadRunning() is not null)
                    continue;
                IEnumerable<DevnetNode> others = known?.Nodes ?? started;
                DevnetLauncher chosen = Array.IndexOf(names, name) >= names.Length - providers ? providing : launcher;
                started.Add(await chosen.StartAsync(name, earlier, others, null, cancellationToken).ConfigureAwait(false));
            }
            if (fresh is not null)
            {
                directory.Write(new DevnetFile(fresh.Pair.NetworkId, started));
                await SpreadWeightAsync(fresh, started, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            foreach (DevnetNode node in started)
                await StopAsync(node.Name).ConfigureAwait(false);
            throw;
        }
        screen.EndProgress();
        return await StatusAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How the nodes do.</summary>
    internal async Task<DevnetStatus> StatusAsync(CancellationToken cancellationToken)
    {
        DevnetFile file = directory.ReadExisting();
        List<DevnetNodeStatus> nodes = [];
        foreach (DevnetNode node in file.Nodes)
            nodes.Add(await StatusAsync(node, cancellationToken).ConfigureAwait(false));
        bool inStep = nodes.TrueForAll(node => node.Running)
            && nodes.Select(node => (node.Accounts, node.Blocks)).Distinct().Count() == 1;
        return new DevnetStatus(directory.Path, file.NetworkId, directory.Genesis, directory.Keys, inStep, nodes);
    }

    /// <summary>Stops all nodes.</summary>
    internal async Task<DevnetDownResult> DownAsync(bool remove, CancellationToken cancellationToken)
    {
        DevnetFile file = directory.ReadExisting();
        List<string> stopped = [], killed = [];
        bool?[] outcomes = await Task.WhenAll(file.Nodes.Select(node => StopAsync(node.Name))).ConfigureAwait(false);
        for (int i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i] is { } isClean)
                (isClean ? stopped : killed).Add(file.Nodes[i].Name);
        }
        cancellationToken.ThrowIfCancellationRequested();
        if (remove)
            System.IO.Directory.Delete(directory.Path, recursive: true);
        return new DevnetDownResult(directory.Path, stopped, killed, remove);
    }

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"node-{index}");

    private GeneratedNetwork Generate(int nodes)
    {
        GenesisOptions options = DevNetwork.Options with
        {
            Name = "xe-devnet",
            Seed = RandomNumberGenerator.GetBytes(32),
            Nodes = nodes,
        };
        if (!GenesisGenerator.TryGenerate(options, out GeneratedNetwork? network, out Rejection? rejection))
            throw XeException.From(rejection);
        GenesisFiles.Write(network.Pair.Documents, directory.Genesis);
        GenesisFiles.WriteSecrets(network.Secrets, directory.Keys);
        return network;
    }

    // A ledger genesis delegates everything to one node; the others get their shares by the treasury's first sends.
    private async Task SpreadWeightAsync(GeneratedNetwork network, List<DevnetNode> nodes, CancellationToken cancellationToken)
    {
        if (nodes.Count > 1)
        {
            screen.Progress("spreading the weight over the nodes …");
            await Task.Delay(MeshDelay, cancellationToken).ConfigureAwait(false);
            ulong share = network.Pair.Ledger.Balance / (ulong)nodes.Count;
            IReadOnlyList<Block> blocks = GenesisAllocation.Build(
                network, [.. nodes.Skip(1).Select(node => KeyValuePair.Create(node.Name, share))], TimeProvider.System, cancellationToken);
            using XeClient client = Connect(nodes[0].Name);
            foreach (Block block in blocks)
                await client.SubmitAsync(block.ToWire(), cancellationToken).ConfigureAwait(false);
        }
        await AgreeAsync(nodes, network.Pair.Treasury, cancellationToken).ConfigureAwait(false);
    }

    private async Task AgreeAsync(List<DevnetNode> nodes, Address treasury, CancellationToken cancellationToken)
    {
        long started = TimeProvider.System.GetTimestamp();
        foreach (DevnetNode node in nodes)
        {
            using XeClient client = Connect(node.Name);
            ulong expected = nodes.Count == 1 ? 1 : (ulong)nodes.Count;
            while (!await IsFinalAsync(client, treasury, expected, cancellationToken).ConfigureAwait(false))
            {
                if (TimeProvider.System.GetElapsedTime(started) > AgreeTimeout)
                    throw new XeException("devnet_disagrees", $"{node.Name} did not see the first blocks final within {AgreeTimeout.TotalSeconds:0} s (log: {directory.Node(node.Name).LogPath})");
                await Task.Delay(PollInterval, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<bool> IsFinalAsync(XeClient client, Address treasury, ulong height, CancellationToken cancellationToken)
    {
        NodeView view = await client.GetNodeAsync(cancellationToken).ConfigureAwait(false);
        if ((ulong)view.Accounts < height)
            return false;
        BalanceView balance = await client.GetBalanceAsync(treasury, cancellationToken).ConfigureAwait(false);
        return balance.Balances.GetValueOrDefault("XE") == balance.Spendable.GetValueOrDefault("XE") && balance.Balances.ContainsKey("XE")
            && (ulong)view.Representatives >= height;
    }

    private async Task<DevnetNodeStatus> StatusAsync(DevnetNode node, CancellationToken cancellationToken)
    {
        NodeFile? file = directory.Node(node.Name).ReadRunning();
        NodeView? view = null;
        if (file is not null)
        {
            try
            {
                using XeClient client = Connect(node.Name);
                view = await client.GetNodeAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (XeException e)
            {
                screen.Note($"{node.Name}: {e.Message}");
            }
        }
        return new DevnetNodeStatus(
            node.Name, view is not null, file?.Pid ?? 0, node.ApiUrl, directory.Data(node.Name), node.Address, view?.PeerCount ?? 0,
            view?.Accounts ?? 0, view?.BlockCount ?? 0, view?.LastFinalityNs ?? 0);
    }

    private async Task<bool?> StopAsync(string name)
    {
        try
        {
            return await NodeProcess.StopAsync(directory.Data(name), StopTimeout, CancellationToken.None).ConfigureAwait(false);
        }
        catch (XeException e) when (e.Code == XeErrors.NodeNotRunning)
        {
            return null;
        }
    }

    private XeClient Connect(string name) => NodeEndpoint.Resolve(null, directory.Data(name)).CreateClient(TimeSpan.FromSeconds(30));
}
