using System.CommandLine;
using Xe.Client.Http;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Account;

/// <summary><c>supply</c>: the audit of the whole ledger; exit code 1 where it is not conserved.</summary>
internal static class SupplyCommand
{
    internal static Command Create()
    {
        NodeOptionSet node = new();
        return Verb.Create(
            "supply", "Audit the supply; exit code 1 where it is not conserved", node.Symbols,
            async (run, ct) =>
            {
                using XeClient client = node.Connect(run);
                SupplyView supply = await client.GetSupplyAsync(ct).ConfigureAwait(false);
                run.Screen.Result(supply, PlainViews.Json.SupplyView, output =>
                {
                    foreach ((string asset, AssetSupplyView entry) in supply.Assets.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                        output.WriteLine($"{asset,-5} balances {Amount.Format(entry.Balances)}, in flight {Amount.Format(entry.InFlight)}, created {Amount.Format(entry.Created)}, destroyed {Amount.Format(entry.Destroyed)}");
                    output.WriteLine(supply.Conserved ? "conserved" : "NOT CONSERVED");
                    foreach (string note in supply.Notes)
                        output.WriteLine("  " + note);
                });
                return supply.Conserved ? ExitCode.Ok : ExitCode.Failed;
            },
            "dotnet xe supply --json");
    }
}
