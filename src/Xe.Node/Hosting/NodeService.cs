using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Xe.Node.Hosting;

/// <summary>The node as a service of the generic host: a node that fails ends the host.</summary>
internal sealed class NodeService(NodeOptions options, TextWriter output, ILoggerFactory loggers, IHostApplicationLifetime lifetime) : IHostedService
{
    private XeNode? _node;

    /// <summary>True where the node ended by itself.</summary>
    public bool HasFailed { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        XeNode node = _node = await XeNode.StartAsync(options, loggers, cancellationToken: either.Token).ConfigureAwait(false);
        _ = node.Failed.ContinueWith(
            _ =>
            {
                HasFailed = true;
                lifetime.StopApplication();
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await AnnounceAsync(node).ConfigureAwait(false);
        ServiceManager.Ready();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        ServiceManager.Stopping();
        if (_node is { } node)
            await node.StopAsync().ConfigureAwait(false);
    }

    private async Task AnnounceAsync(XeNode node)
    {
        string started = node.Network.PeerId.Length == 0 ? "Node started without a network" : "Node started on port " + ListenPort(node.Network);
        await output.WriteLineAsync(started).ConfigureAwait(false);
        if (node.ApiUrl is { } api)
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"API listening on port {api.Port}")).ConfigureAwait(false);
        await output.WriteLineAsync($"Address:    {node.Core.Key.Address}").ConfigureAwait(false);
        await output.WriteLineAsync($"Public key: {node.Core.Key.PublicKey}").ConfigureAwait(false);
        await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    // The port really taken: the option may have left the choice to the system.
    private string ListenPort(INodeNetwork network)
    {
        string[] parts = network.Addresses is [var address, ..] ? address.Split('/') : [];
        int tcp = Array.IndexOf(parts, "tcp");
        return tcp >= 0 && tcp + 1 < parts.Length ? parts[tcp + 1] : options.Port.ToString(CultureInfo.InvariantCulture);
    }
}
