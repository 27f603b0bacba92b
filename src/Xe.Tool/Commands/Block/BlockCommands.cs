using System.CommandLine;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Block;

/// <summary><c>dotnet xe block</c>.</summary>
internal static class BlockCommands
{
    internal static Command Create() => Verb.Group(
        "block", "Look at, judge, sign and submit blocks",
        BlockGetCommand.Create(), BlockInspectCommand.Create(), BlockSignCommand.Create(), BlockSubmitCommand.Create());
}
