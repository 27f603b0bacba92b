using System.CommandLine;
using Xe.Client.Blocks;
using Xe.Client.Http;
using Xe.Core.Keys;
using Xe.Core.Views;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Account;

/// <summary>Commands that publish one block of the wallet's account and show it.</summary>
internal static class Publish
{
    /// <summary>A command that publishes one block.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">One sentence.</param>
    /// <param name="parts">Its own arguments and options.</param>
    /// <param name="publish">Publishes; runs once everything is read that needs no password.</param>
    /// <param name="done">The sentence for people, without the hash.</param>
    /// <param name="examples">For help.</param>
    internal static Command Create(
        string name, string description, IReadOnlyList<Symbol> parts,
        Func<Run, Func<BlockFactory, AccountKey, CancellationToken, Task<BlockView>>> publish, Func<BlockView, string> done, params string[] examples)
    {
        PublishOptionSet options = new();
        return Verb.Create(
            name, description, [.. parts, .. options.Symbols],
            async (run, ct) =>
            {
                Func<BlockFactory, AccountKey, CancellationToken, Task<BlockView>> action = publish(run);
                using XeClient client = options.Node.Connect(run);
                BlockFactory factory = options.Factory(run, client);
                // Before the password is asked for: a node that is not there costs nobody a derivation.
                await factory.GetFactsAsync(ct).ConfigureAwait(false);
                using AccountKey key = options.Wallet.Open(run);
                BlockView block = await action(factory, key, ct).ConfigureAwait(false);
                block = await options.SettleAsync(run, factory, block, ct).ConfigureAwait(false);
                run.Screen.Result(block, PlainViews.Json.BlockView, output =>
                {
                    output.WriteLine(done(block));
                    output.WriteLine("  Hash: " + block.Block.Hash);
                });
                return ExitCode.Ok;
            },
            examples);
    }
}
