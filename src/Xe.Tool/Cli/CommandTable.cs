using Xe.Tool.Bench;
using Xe.Tool.Commands;
using Xe.Tool.Commands.Account;
using Xe.Tool.Commands.Block;
using Xe.Tool.Commands.Genesis;
using Xe.Tool.Commands.Lease;
using Xe.Tool.Commands.Multisig;
using Xe.Tool.Commands.Node;
using Xe.Tool.Commands.Wallet;
using Xe.Tool.Devnet;
using Xe.Tool.E2e;

namespace Xe.Tool.Cli;

/// <summary>The commands of the first level, in the order help shows them.</summary>
internal static class CommandTable
{
    internal static IReadOnlyList<CommandEntry> All { get; } =
    [
        new("node", NodeCommands.Create),
        new("wallet", WalletCommands.Create),
        new("balance", BalanceCommand.Create),
        new("claim", ClaimCommand.Create),
        new("send", SendCommand.Create),
        new("receive", ReceiveCommand.Create),
        new("pending", PendingCommand.Create),
        new("chain", ChainCommand.Create),
        new("burn", BurnCommand.Create),
        new("mint", MintCommand.Create),
        new("multisig", MultisigCommands.Create),
        new("providers", ProvidersCommand.Create),
        new("lease", LeaseCommands.Create),
        new("block", BlockCommands.Create),
        new("supply", SupplyCommand.Create),
        new("genesis", GenesisCommands.Create),
        new("devnet", DevnetCommands.Create),
        new("e2e", E2eCommands.Create),
        new("bench", BenchCommand.Create),
        new("completion", CompletionCommand.Create),
        new("reference", ReferenceCommand.Create),
    ];

    /// <summary>The command of a name, or null.</summary>
    internal static CommandEntry? Find(string name) => All.FirstOrDefault(entry => entry.Name == name);
}
