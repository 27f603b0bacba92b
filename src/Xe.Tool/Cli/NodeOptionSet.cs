using System.CommandLine;
using Xe.Client.Blocks;
using Xe.Client.Http;
using Xe.Client.Nodes;
using Xe.Core.Work;

namespace Xe.Tool.Cli;

/// <summary>The options that name the node a command talks to.</summary>
internal sealed class NodeOptionSet
{
    private readonly Option<string?> _node = new("--node", "-n") { Description = "URL of the node's API (default: XE_NODE, else the node on --data)", HelpName = "URL" };

    private readonly Option<string?> _data = new("--data", "-d")
    {
        Description = "Data directory of a node on this machine (default: XE_DATA, else ./data)",
        HelpName = "DIR",
    };

    private readonly Option<double> _timeout = new("--timeout") { Description = "Longest wait for an answer of the node", HelpName = "S", DefaultValueFactory = _ => 30 };

    internal IReadOnlyList<Symbol> Symbols => [_node, _data, _timeout];

    internal NodeEndpoint Endpoint(Run run) => NodeEndpoint.Resolve(run.Get(_node), run.Get(_data));

    internal XeClient Connect(Run run)
    {
        double seconds = run.Get(_timeout);
        return seconds is > 0 and <= 86_400
            ? Endpoint(run).CreateClient(TimeSpan.FromSeconds(seconds))
            : throw new UsageException("--timeout takes seconds above 0, at most 86400");
    }

    /// <summary>A factory that shows its work search.</summary>
    internal static BlockFactory Factory(Run run, XeClient client, BlockFactoryOptions? options = null) =>
        new(client, (options ?? new BlockFactoryOptions()) with { Work = new WorkDisplay(run.Screen) });

    private sealed class WorkDisplay(Screen screen) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) =>
            screen.Progress(FormattableString.Invariant($"searching work: {value.Attempts / 1e6:0.0} million tries, {value.AttemptsPerSecond / 1e6:0.0} million/s"));
    }
}
