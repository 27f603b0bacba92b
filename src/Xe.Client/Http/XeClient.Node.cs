using Xe.Core.Views;

namespace Xe.Client.Http;

// Node, network, health (spec 08 §6, §13).
public sealed partial class XeClient
{
    /// <summary>What the node offers.</summary>
    public Task<ManifestView> GetManifestAsync(CancellationToken cancellationToken = default) => GetAsync("", Json.ManifestView, cancellationToken);

    /// <summary>The node, its network and its peers.</summary>
    public Task<NodeView> GetNodeAsync(CancellationToken cancellationToken = default) => GetAsync("node", Json.NodeView, cancellationToken);

    /// <summary>Liveness; an unhealthy node is an answer, not a failure.</summary>
    public Task<HealthView> GetHealthAsync(CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Get, "health", null, Json.HealthView, acceptUnavailable: true, cancellationToken);

    /// <summary>Readiness; a node that is not ready is an answer, not a failure.</summary>
    public Task<ReadyView> GetReadyAsync(CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Get, "ready", null, Json.ReadyView, acceptUnavailable: true, cancellationToken);

    /// <summary>Features of the network.</summary>
    public Task<ActivationsView> GetActivationsAsync(CancellationToken cancellationToken = default) =>
        GetAsync("network/activations", Json.ActivationsView, cancellationToken);

    /// <summary>Which weight runs which software.</summary>
    public Task<NetworkReadinessView> GetNetworkReadinessAsync(CancellationToken cancellationToken = default) =>
        GetAsync("network/readiness", Json.NetworkReadinessView, cancellationToken);

    /// <summary>Lets the node search work for a hash.</summary>
    /// <param name="hash">64 hex.</param>
    /// <param name="difficulty">Hex; null = the network's.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<WorkView> FindWorkAsync(string hash, string? difficulty = null, CancellationToken cancellationToken = default) =>
        PostAsync("pow", new WorkRequest { Hash = hash, Difficulty = difficulty }, Json.WorkRequest, Json.WorkView, cancellationToken);
}
