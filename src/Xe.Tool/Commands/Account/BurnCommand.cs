using System.CommandLine;
using Xe.Client;
using Xe.Core.Primitives;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Account;

/// <summary><c>burn</c> (spec 09 §4.6).</summary>
internal static class BurnCommand
{
    internal static Command Create()
    {
        Argument<string> amount = new("AMOUNT") { Description = "Whole XE with up to six decimals" };
        Option<bool> yes = new("--yes", "-y") { Description = "Do not ask" };
        Option<string> memo = SendCommand.MemoOption();
        return Publish.Create(
            "burn", "Destroy XE for good", [amount, memo, yes],
            run =>
            {
                ulong micro = Values.Amount(run.Get(amount)!, Asset.Xe);
                string text = run.Get(memo)!;
                if (!run.Get(yes))
                    Confirm(micro);
                return (factory, key, ct) => factory.BurnAsync(key, micro, text, ct);
            },
            block => $"Burned {Amount.Format(block.Block.Amount)} XE; balance {Amount.Format(block.Block.Balance)} XE",
            "dotnet xe burn 1 --yes");
    }

    private static void Confirm(ulong micro)
    {
        if (Console.IsInputRedirected)
            throw new UsageException("burning cannot be undone: confirm it with --yes");
        Console.Error.Write($"{Amount.Format(micro)} XE will be destroyed for good. Type yes to go on: ");
        if (!string.Equals(Console.In.ReadLine()?.Trim(), "yes", StringComparison.OrdinalIgnoreCase))
            throw new XeException("aborted", "aborted");
    }
}
