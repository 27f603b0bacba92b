using System.CommandLine;
using Xe.Client;
using Xe.Client.Http;
using Xe.Client.Nodes;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Node;

/// <summary><c>node status</c>: whether a node runs and how it does; exit code 1 where none runs.</summary>
internal static class NodeStatusCommand
{
    internal static Command Create()
    {
        NodeOptionSet node = new();
        return Verb.Create(
            "status", "Show whether a node runs, and how it does; exit code 1 where none runs", node.Symbols,
            async (run, ct) =>
            {
                NodeStatusResult status = await ReadAsync(run, node, ct).ConfigureAwait(false);
                run.Screen.Result(status, ToolJson.Plain.NodeStatusResult, output => Write(output, status));
                return status.Running ? ExitCode.Ok : ExitCode.Failed;
            },
            "dotnet xe node status",
            "dotnet xe node status --node https://ldn.core.test.network --json");
    }

    private static async Task<NodeStatusResult> ReadAsync(Run run, NodeOptionSet node, CancellationToken ct)
    {
        NodeEndpoint endpoint;
        try
        {
            endpoint = node.Endpoint(run);
        }
        catch (XeException e) when (e.Code is XeErrors.NodeNotRunning or XeErrors.NodeUnknown)
        {
            run.Screen.Note(e.Message);
            return new NodeStatusResult(false, null, null, null);
        }
        NodeFile? file = endpoint.DataDirectory is { } directory ? new NodeDirectory(directory).ReadRunning() : null;
        using XeClient client = node.Connect(run);
        NodeView view = await client.GetNodeAsync(ct).ConfigureAwait(false);
        return new NodeStatusResult(true, file, view, await HealthAsync(client, ct).ConfigureAwait(false));
    }

    private static async Task<HealthView?> HealthAsync(XeClient client, CancellationToken ct)
    {
        try
        {
            return await client.GetHealthAsync(ct).ConfigureAwait(false);
        }
        catch (XeException e) when (e.Code is XeErrors.NotFound or XeErrors.BadAnswer)
        {
            return null;
        }
    }

    private static void Write(TextWriter output, NodeStatusResult status)
    {
        if (status.Node is not { } node)
        {
            output.WriteLine("not running");
            return;
        }
        void Row(string label, string value) => output.WriteLine(label.PadRight(14) + value);
        Row("running", status.Health is null ? "yes" : status.Health.Status);
        if (status.Process is { } process)
        {
            Row("process", process.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Row("API", process.ApiUrl ?? "off");
        }
        Row("version", node.Version);
        Row("network", node.NetworkId ?? "");
        Row("address", node.Address);
        Row("peer id", node.Id.Length == 0 ? "none" : node.Id);
        Row("peers", $"{node.PeerCount}");
        Row("accounts", $"{node.Accounts}");
        Row("blocks", $"{node.BlockCount}");
        Row("weight", $"{Amount.Format(node.TotalDelegatedWeight)} XE of {node.Representatives} representative(s)");
        Row("last final", node.LastFinalityNs == 0 ? "never" : Shown.Time(node.LastFinalityNs));
    }
}
