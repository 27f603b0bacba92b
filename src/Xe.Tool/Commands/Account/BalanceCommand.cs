using System.CommandLine;
using Xe.Client.Http;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Account;

/// <summary><c>balance</c>: what an account holds, and how much of it is final.</summary>
internal static class BalanceCommand
{
    internal static Command Create()
    {
        AccountOptionSet account = new();
        return Verb.Create(
            "balance", "Show what an account holds", account.Symbols,
            async (run, ct) =>
            {
                Address address = account.Read(run);
                using XeClient client = account.Node.Connect(run);
                BalanceView balance = await client.GetBalanceAsync(address, ct).ConfigureAwait(false);
                IReadOnlyList<PendingView> pending = run.Screen.Json ? [] : await client.GetPendingAsync(address, ct).ConfigureAwait(false);
                run.Screen.Result(balance, PlainViews.Json.BalanceView, output => Write(output, balance, pending));
                return ExitCode.Ok;
            },
            "dotnet xe balance",
            "dotnet xe balance 4bd7dde2169a7a5dcdc898d01a3c08d7ea9be803b5bd1ddccc6c80052988e36f --json");
    }

    private static void Write(TextWriter output, BalanceView balance, IReadOnlyList<PendingView> pending)
    {
        output.WriteLine("Address: " + balance.Address);
        foreach ((string asset, ulong amount) in balance.Balances.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            ulong spendable = balance.Spendable.GetValueOrDefault(asset);
            output.WriteLine($"  {asset}: {Amount.Format(amount)}{(spendable == amount ? "" : $" (final: {Amount.Format(spendable)})")}");
        }
        if (balance.Balances.Count == 0)
            output.WriteLine("  (no balance)");
        foreach (IGrouping<string, PendingView> group in pending.GroupBy(entry => entry.Asset).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            UInt128 sum = group.Aggregate((UInt128)0, (total, entry) => total + entry.Amount);
            output.WriteLine($"  {group.Key} to receive: {Amount.Format((ulong)UInt128.Min(sum, ulong.MaxValue))} in {group.Count()} — run: dotnet xe receive");
        }
    }
}
