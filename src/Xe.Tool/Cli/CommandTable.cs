using Xe.Tool.Bench;
using Xe.Tool.Commands.Block;
using Xe.Tool.Commands.Genesis;
using Xe.Tool.Commands.Wallet;

namespace Xe.Tool.Cli;

/// <summary>The commands of the first level, in the order help shows them.</summary>
internal static class CommandTable
{
    internal static IReadOnlyList<CommandEntry> All { get; } =
    [
        new("wallet", WalletCommands.Create),
        new("block", BlockCommands.Create),
        new("genesis", GenesisCommands.Create),
        new("bench", BenchCommand.Create),
    ];

    /// <summary>The command of a name, or null.</summary>
    internal static CommandEntry? Find(string name) => All.FirstOrDefault(entry => entry.Name == name);
}
