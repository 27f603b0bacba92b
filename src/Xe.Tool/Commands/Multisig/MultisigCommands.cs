using System.CommandLine;
using Xe.Client;
using Xe.Client.Blocks;
using Xe.Client.Http;
using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Tool.Cli;
using Xe.Tool.Commands.Account;

namespace Xe.Tool.Commands.Multisig;

/// <summary><c>dotnet xe multisig</c>: unsigned blocks of accounts that several keys own. Each member signs in turn with
/// <c>block sign</c>; <c>block submit</c> sends the result.</summary>
internal static class MultisigCommands
{
    internal static Command Create() => Verb.Group(
        "multisig", "Accounts that several keys own: print unsigned blocks, for 'block sign' and 'block submit'",
        Address(), Open(), Update(), Send(), Receive());

    private static Command Address()
    {
        KeysetOptionSet keyset = new();
        return Verb.Create(
            "address", "Show the address of a keyset", keyset.Symbols,
            (run, _) =>
            {
                Keyset members = keyset.Read(run);
                MultisigAddressResult result = new(members.DeriveAddress().ToString(), (int)members.Threshold, [.. members.Keys.Select(key => key.ToString())]);
                run.Screen.Result(result, ToolJson.Plain.MultisigAddressResult, output => output.WriteLine(result.Address));
                return Task.FromResult(ExitCode.Ok);
            },
            "dotnet xe multisig address -m 2 -k KEY1 -k KEY2 -k KEY3");
    }

    private static Command Open()
    {
        KeysetOptionSet keyset = new();
        Option<string> asset = SendCommand.AssetOption();
        return Draft(
            "open", "Print the block that opens the account of a keyset", [.. keyset.Symbols, asset],
            (run, factory, _, ct) => factory.DraftMultisigOpenAsync(keyset.Read(run), Values.Asset(run.Get(asset)!), ct),
            "dotnet xe multisig open -m 2 -k KEY1 -k KEY2 | dotnet xe block sign -w one | dotnet xe block sign -w two | dotnet xe block submit");
    }

    private static Command Update()
    {
        Argument<string> account = AccountArgument();
        KeysetOptionSet keyset = new();
        Option<string> asset = SendCommand.AssetOption();
        return Draft(
            "update", "Print the block that gives an account another keyset; the present members sign it", [account, .. keyset.Symbols, asset],
            (run, factory, _, ct) => factory.DraftMultisigUpdateAsync(
                Values.Address(run.Get(account)!, account.Name), keyset.Read(run), Values.Asset(run.Get(asset)!), ct),
            "dotnet xe multisig update ACCOUNT -m 1 -k KEY1");
    }

    private static Command Send()
    {
        Argument<string> account = AccountArgument();
        Argument<string> destination = new("ADDRESS") { Description = "Recipient" };
        Argument<string> amount = new("AMOUNT") { Description = "Whole tokens with up to six decimals" };
        Option<string> asset = SendCommand.AssetOption();
        Option<string> memo = SendCommand.MemoOption();
        return Draft(
            "send", "Print a send block", [account, destination, amount, asset, memo],
            (run, factory, _, ct) =>
            {
                Asset chosen = Values.Asset(run.Get(asset)!);
                return factory.DraftSendAsync(
                    Values.Address(run.Get(account)!, account.Name), Values.Address(run.Get(destination)!, destination.Name),
                    Values.Amount(run.Get(amount)!, chosen), chosen, run.Get(memo)!, ct);
            },
            "dotnet xe multisig send ACCOUNT ADDRESS 5 --asset XE");
    }

    private static Command Receive()
    {
        Argument<string> account = AccountArgument();
        Argument<string?> send = new("SEND") { Description = "Hash of the send (default: the oldest that is pending)", Arity = ArgumentArity.ZeroOrOne };
        return Draft(
            "receive", "Print a receive block; one member's signature is enough", [account, send],
            async (run, factory, client, ct) =>
            {
                Address owner = Values.Address(run.Get(account)!, account.Name);
                string? wanted = run.Get(send) is { } text ? Values.Hash(text, send.Name).ToString() : null;
                IReadOnlyList<PendingView> pending = await client.GetPendingAsync(owner, ct).ConfigureAwait(false);
                PendingView entry = pending.FirstOrDefault(candidate => wanted is null || candidate.SendHash == wanted)
                    ?? throw new XeException(XeErrors.NotFound, $"nothing{(wanted is null ? "" : " of " + wanted)} is pending for {owner}");
                return await factory.DraftReceiveAsync(owner, entry, ct).ConfigureAwait(false);
            },
            "dotnet xe multisig receive ACCOUNT | dotnet xe block sign -w one | dotnet xe block submit");
    }

    private static Argument<string> AccountArgument() => new("ACCOUNT") { Description = "The multisig account" };

    private static Command Draft(
        string name, string description, IReadOnlyList<Symbol> parts,
        Func<Run, BlockFactory, XeClient, CancellationToken, Task<WireBlock>> draft, string example)
    {
        NodeOptionSet node = new();
        return Verb.Create(
            name, description, [.. parts, .. node.Symbols],
            async (run, ct) =>
            {
                using XeClient client = node.Connect(run);
                WireBlock block = await draft(run, NodeOptionSet.Factory(run, client), client, ct).ConfigureAwait(false);
                await run.Screen.Out.WriteLineAsync(BlockJson.ToText(block)).ConfigureAwait(false);
                return ExitCode.Ok;
            },
            example);
    }
}
