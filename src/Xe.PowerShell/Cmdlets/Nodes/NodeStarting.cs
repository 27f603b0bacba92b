using Xe.Client.Nodes;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary>Starts the node that comes with the module.</summary>
internal static class NodeStarting
{
    /// <summary>Starts and waits; on failure and on Ctrl+C the process is ended.</summary>
    /// <param name="dataPath">Its data directory.</param>
    /// <param name="arguments">Options of <c>node run</c>.</param>
    /// <param name="timeout">Longest wait.</param>
    /// <param name="connect">Whether it becomes the session's node.</param>
    /// <param name="progress">Gets the last line of the node's log.</param>
    /// <param name="cancellation">Gives the start up.</param>
    public static async Task<Xe.NodeProcess> StartAsync(
        string dataPath, IReadOnlyList<string> arguments, TimeSpan timeout, bool connect, Action<string> progress, CancellationToken cancellation)
    {
        NodeStartOptions options = new()
        {
            DataDirectory = dataPath,
            Program = NodeProgram.Find(Path.Combine(Path.GetDirectoryName(typeof(NodeStarting).Assembly.Location)!, "node")),
            Arguments = arguments,
            Timeout = timeout,
        };
        NodeFile file = await Client.Nodes.NodeProcess.StartAsync(options, new Progress<string>(progress), cancellation);
        Xe.NodeProcess process = new(file, dataPath, arguments);
        if (connect && process.ApiUri is { } uri)
            SessionNode.Current = new NodeConnection(uri, dataPath, new NodeDirectory(dataPath).ReadToken());
        return process;
    }
}
