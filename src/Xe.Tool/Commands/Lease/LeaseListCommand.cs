using System.CommandLine;
using Xe.Client.Http;
using Xe.Core.Views;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Lease;

/// <summary><c>lease list</c>: the leases a node knows.</summary>
internal static class LeaseListCommand
{
    internal static Command Create()
    {
        Option<string?> state = new("--state") { Description = "Only leases in this state", HelpName = "STATE" };
        NodeOptionSet node = new();
        return Verb.Create(
            "list", "List leases", [state, .. node.Symbols],
            async (run, ct) =>
            {
                using XeClient client = node.Connect(run);
                List<LeaseView> leases = [];
                await foreach (LeaseView lease in client.GetLeasesAsync(run.Get(state)?.ToLowerInvariant(), ct).ConfigureAwait(false))
                    leases.Add(lease);
                run.Screen.Result(leases, PlainViews.Json.IReadOnlyListLeaseView, output =>
                {
                    foreach (LeaseView lease in leases)
                        output.WriteLine(LeaseText.Line(lease));
                });
                return ExitCode.Ok;
            },
            "dotnet xe lease list --state accepted");
    }
}
