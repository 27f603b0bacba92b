using System.Management.Automation;
using Xe.Client;
using Xe.Client.Http;
using Xe.Client.Nodes;

namespace Xe.PowerShell.Cmdlets;

/// <summary>A cmdlet that talks to a node.</summary>
public abstract class NodeCmdlet : XeCmdlet
{
    private readonly Dictionary<(Uri? Node, string? DataPath), XeClient> _clients = [];

    /// <summary>Base of the node's API.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ApiUri")]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public Uri? Node { get; set; }

    /// <summary>Data directory of a node on this machine; it tells address and token.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? DataPath { get; set; }

    /// <summary>Longest wait for an answer, seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86_400)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>How often a call is repeated that may pass later.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = 3;

    /// <summary>The API of the node that is meant for the present input object.</summary>
    private protected XeClient Api
    {
        get
        {
            if (_clients.TryGetValue((Node, DataPath), out XeClient? client))
                return client;
            return _clients[(Node, DataPath)] = new XeClient(Target().Options(TimeSpan.FromSeconds(TimeoutSec), MaximumRetryCount));
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (XeClient client in _clients.Values)
                client.Dispose();
        }
        base.Dispose(disposing);
    }

    private NodeConnection Target()
    {
        if (Node is null && DataPath is null && SessionNode.Current is { } session)
            return session;
        // A token belongs to one node: it goes along where the address is that node's.
        if (DataPath is null && SessionNode.Current is { } known && Node?.GetLeftPart(UriPartial.Authority) == known.ApiUri.GetLeftPart(UriPartial.Authority))
            return known;
        NodeEndpoint endpoint;
        if (Node is null && DataPath is null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(NodeEndpoint.NodeVariable))
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(NodeEndpoint.DataVariable)))
        {
            string standard = FullPath(NodeEndpoint.DefaultDataDirectory);
            if (new NodeDirectory(standard).ReadRunning() is null)
                throw new XeException(XeErrors.NodeUnknown, "which node? Start one with Start-XeNode, or name one with Connect-XeNode, -Node or $env:XE_NODE");
            endpoint = NodeEndpoint.Resolve(dataDirectory: standard);
        }
        else
        {
            endpoint = NodeEndpoint.Resolve(Node?.ToString(), DataPath is null ? null : FullPath(DataPath));
        }
        return new NodeConnection(endpoint.BaseUri, endpoint.DataDirectory, endpoint.Token);
    }
}
