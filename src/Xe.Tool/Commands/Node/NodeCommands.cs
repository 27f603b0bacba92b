using System.CommandLine;
using Xe.Client.Nodes;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Node;

/// <summary><c>dotnet xe node</c>.</summary>
internal static class NodeCommands
{
    internal static Command Create() => Verb.Group(
        "node", "Run, start, stop and watch a node",
        NodeRunCommand.Create(), NodeStartCommand.Create(), NodeStopCommand.Create(), NodeStatusCommand.Create());

    internal static Option<string> DataOption() => new("--data", "-d")
    {
        Description = "Data directory of the node (default: XE_DATA, else ./data)",
        HelpName = "DIR",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(NodeEndpoint.DataVariable) is { Length: > 0 } named ? named : NodeEndpoint.DefaultDataDirectory,
    };
}
