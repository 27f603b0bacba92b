namespace Xe.Node.Hosting;

/// <summary>Where a node's network is put together: the one seam between hosting and the network services.</summary>
internal static class NetworkComposition
{
    /// <summary>The network of a node, not started yet.</summary>
    /// <param name="options">How to run.</param>
    /// <param name="core">What it serves and feeds.</param>
    public static INodeNetwork Create(NodeOptions options, NodeCore core) => new NoNetwork();
}
