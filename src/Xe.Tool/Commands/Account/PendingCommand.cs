using System.CommandLine;
using Xe.Client.Http;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Account;

/// <summary><c>pending</c>: sends to an account that it has not received.</summary>
internal static class PendingCommand
{
    internal static Command Create()
    {
        AccountOptionSet account = new();
        return Verb.Create(
            "pending", "List what was sent to an account and not yet received", account.Symbols,
            async (run, ct) =>
            {
                Address address = account.Read(run);
                using XeClient client = account.Node.Connect(run);
                IReadOnlyList<PendingView> pending = await client.GetPendingAsync(address, ct).ConfigureAwait(false);
                run.Screen.Result(pending, PlainViews.Json.IReadOnlyListPendingView, output =>
                {
                    foreach (PendingView entry in pending)
                        output.WriteLine($"{entry.SendHash}  {Amount.Format(entry.Amount)} {entry.Asset}  from {Shown.Address(entry.Source)}  {Shown.Time(entry.Timestamp)}");
                });
                if (pending.Count == 0)
                    run.Screen.Note("nothing is pending");
                return ExitCode.Ok;
            },
            "dotnet xe pending --wallet bob");
    }
}
