using System.CommandLine;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Genesis;

/// <summary><c>dotnet xe genesis</c>.</summary>
internal static class GenesisCommands
{
    internal static Command Create() => Verb.Group(
        "genesis", "Generate, check and compare networks",
        GenesisShowCommand.Create(), GenesisVerifyCommand.Create(), GenesisNewCommand.Create(), GenesisDiffCommand.Create());
}
