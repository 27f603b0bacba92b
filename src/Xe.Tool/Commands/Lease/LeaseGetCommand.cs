using System.CommandLine;
using Xe.Client;
using Xe.Client.Http;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Lease;

/// <summary><c>lease get</c>: one lease, perhaps once it has come to a state.</summary>
internal static class LeaseGetCommand
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    internal static Command Create()
    {
        Argument<string> hash = new("LEASE") { Description = "Hash of the lease" };
        Option<string?> state = new("--wait-for") { Description = "Wait until it is in this state: accepted, settled, cancelled, unfulfilled or expired", HelpName = "STATE" };
        Option<double> timeout = new("--wait-timeout") { Description = "Longest wait", HelpName = "S", DefaultValueFactory = _ => 120 };
        NodeOptionSet node = new();
        return Verb.Create(
            "get", "Show a lease", [hash, state, timeout, .. node.Symbols],
            async (run, ct) =>
            {
                Hash256 lease = Values.Hash(run.Get(hash)!, hash.Name);
                using XeClient client = node.Connect(run);
                LeaseView view = await ReadAsync(client, lease, run.Get(state), TimeSpan.FromSeconds(run.Get(timeout)), ct).ConfigureAwait(false);
                run.Screen.Result(view, PlainViews.Json.LeaseView, output => output.WriteLine(LeaseText.Line(view)));
                return ExitCode.Ok;
            },
            "dotnet xe lease get 9f86...0f00 --wait-for accepted");
    }

    private static async Task<LeaseView> ReadAsync(XeClient client, Hash256 lease, string? wanted, TimeSpan limit, CancellationToken ct)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            LeaseView? view = await client.GetLeaseAsync(lease, ct).ConfigureAwait(false);
            if (view is not null && (wanted is null || string.Equals(view.State, wanted, StringComparison.OrdinalIgnoreCase)))
                return view;
            if (wanted is null)
                throw new XeException(XeErrors.NotFound, $"lease {lease} is not known to this node");
            if (TimeProvider.System.GetElapsedTime(started) >= limit)
                throw new XeException(XeErrors.Timeout, $"lease {lease} is {view?.State ?? "not known"} after {limit.TotalSeconds:0} s, not {wanted}", retryable: true);
            await Task.Delay(Poll, ct).ConfigureAwait(false);
        }
    }
}
