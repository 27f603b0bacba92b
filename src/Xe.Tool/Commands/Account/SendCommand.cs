using System.CommandLine;
using Xe.Core.Primitives;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Account;

/// <summary><c>send</c> (spec 09 §4.2).</summary>
internal static class SendCommand
{
    internal static Command Create()
    {
        Argument<string> destination = new("ADDRESS") { Description = "Recipient, 64 hex digits" };
        Argument<string> amount = new("AMOUNT") { Description = "Whole tokens with up to six decimals, for example 1.5" };
        Option<string> asset = AssetOption();
        Option<string> memo = MemoOption();
        return Publish.Create(
            "send", "Send tokens to an account", [destination, amount, asset, memo],
            run =>
            {
                Asset chosen = Values.Asset(run.Get(asset)!);
                ulong micro = Values.Amount(run.Get(amount)!, chosen);
                Address recipient = Values.Address(run.Get(destination)!, destination.Name);
                string text = run.Get(memo)!;
                return (factory, key, ct) => factory.SendAsync(key, recipient, micro, chosen, text, ct);
            },
            block => $"Sent {Amount.Format(block.Block.Amount)} {block.Block.Asset} to {Shown.Address(block.Block.Destination)}",
            "dotnet xe send 4bd7dde2169a7a5dcdc898d01a3c08d7ea9be803b5bd1ddccc6c80052988e36f 1.5",
            "dotnet xe send ADDRESS 100 --asset XE --memo \"invoice 17\" --wait");
    }

    internal static Option<string> AssetOption() =>
        new("--asset") { Description = "XE or XUSD", HelpName = "XE|XUSD", DefaultValueFactory = _ => "XUSD" };

    internal static Option<string> MemoOption() =>
        new("--memo") { Description = "At most 64 bytes, public for ever", HelpName = "TEXT", DefaultValueFactory = _ => "" };
}
