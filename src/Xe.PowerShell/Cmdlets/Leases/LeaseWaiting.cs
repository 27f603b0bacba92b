using System.Management.Automation;
using Xe.Client;
using Xe.Client.Http;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary>Waits for a lease to come to a state.</summary>
internal static class LeaseWaiting
{
    private const int ProgressId = 71_005;
    private const string Activity = "Waiting for the lease";

    /// <summary>The lease once it is in the state; as it is where no state is named.</summary>
    /// <exception cref="XeException">"not_found"; "timeout"; "bad_value" where it ended in another state.</exception>
    public static async Task<PSObject> WaitAsync(
        Cmdlet cmdlet, XeClient api, Hash256 hash, string? state, TimeSpan limit, TimeSpan poll, CancellationToken cancellation)
    {
        Deadline deadline = new(limit);
        while (true)
        {
            LeaseView? lease = await api.GetLeaseAsync(hash, cancellation);
            if (lease is not null && (state is null || string.Equals(lease.State, state, StringComparison.OrdinalIgnoreCase)))
            {
                cmdlet.WriteProgress(new ProgressRecord(ProgressId, Activity, "done") { RecordType = ProgressRecordType.Completed });
                return ViewObject.Of("Xe.Lease", lease);
            }
            if (state is null)
                throw new XeException(XeErrors.NotFound, $"lease {hash} is not known to this node");
            if (lease is { State: "settled" or "cancelled" or "unfulfilled" or "expired" })
                throw new XeException(XeErrors.BadValue, $"lease {hash} is {lease.State} and will not be {state}");
            if (deadline.IsOver)
                throw new XeException(XeErrors.Timeout, $"lease {hash} is {lease?.State ?? "not known"} after {limit.TotalSeconds:0} s, not {state}", retryable: true);
            cmdlet.WriteProgress(new ProgressRecord(ProgressId, Activity, lease?.State ?? "not known yet") { PercentComplete = Math.Clamp((int)(deadline.Fraction * 100), 0, 100) });
            await Task.Delay(poll, cancellation);
        }
    }
}
