using System.CommandLine;
using Xe.Client.Blocks;
using Xe.Client.Http;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.Tool.Cli;

/// <summary>Everything a command needs that signs a block and submits it: node, wallet, delegate, work, waiting.</summary>
internal sealed class PublishOptionSet
{
    private readonly Option<string?> _representative = new("--representative")
    {
        Description = "Delegate that the first block of an account names (default: the node's account where it has weight, else the heaviest)",
        HelpName = "ADDRESS",
    };

    private readonly Option<bool> _nodeWork = new("--node-work") { Description = "Let the node search the work" };
    private readonly Option<bool> _wait = new("--wait") { Description = "Wait until the block is final" };

    private readonly Option<double> _waitTimeout = new("--wait-timeout") { Description = "Longest such wait", HelpName = "S", DefaultValueFactory = _ => 60 };

    internal NodeOptionSet Node { get; } = new();

    internal WalletOptionSet Wallet { get; } = new();

    internal IReadOnlyList<Symbol> Symbols => [.. Wallet.Symbols, .. Node.Symbols, _representative, _nodeWork, _wait, _waitTimeout];

    internal BlockFactory Factory(Run run, XeClient client) => NodeOptionSet.Factory(run, client, new BlockFactoryOptions
    {
        NodeWork = run.Get(_nodeWork),
        Representative = run.Get(_representative) is { } text ? Values.Address(text, _representative.Name) : null,
    });

    /// <summary>Waits where that was asked for.</summary>
    internal async Task<BlockView> SettleAsync(Run run, BlockFactory factory, BlockView block, CancellationToken ct)
    {
        if (!run.Get(_wait) || block.Finalized)
            return block;
        run.Screen.Progress($"waiting until {Hex.Short(block.Block.Hash)} is final");
        return await factory.WaitFinalAsync(Hash256.Parse(block.Block.Hash), TimeSpan.FromSeconds(run.Get(_waitTimeout)), ct).ConfigureAwait(false);
    }
}
