using System.CommandLine;
using Xe.Core.Primitives;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Account;

/// <summary><c>mint</c> (spec 09 §4.5).</summary>
internal static class MintCommand
{
    internal static Command Create()
    {
        Argument<string> amount = new("AMOUNT") { Description = "Whole XUSD with up to six decimals" };
        return Publish.Create(
            "mint", "Create XUSD; only the network's minters may", [amount],
            run =>
            {
                ulong micro = Values.Amount(run.Get(amount)!, Asset.Xusd);
                return (factory, key, ct) => factory.MintAsync(key, micro, ct);
            },
            block => $"Minted {Amount.Format(block.Block.Amount)} XUSD; balance {Amount.Format(block.Block.Balance)} XUSD",
            "dotnet xe mint 1000 --wallet minter");
    }
}
