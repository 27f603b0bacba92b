using System.Management.Automation;
using Xe.Core.Primitives;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Wait-XeLease</c>: waits until leases are in a state.</summary>
[Cmdlet(VerbsLifecycle.Wait, "XeLease")]
[OutputType("Xe.Lease")]
public sealed class WaitLeaseCommand : NodeCmdlet
{
    /// <summary>Hashes of leases.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Hash")]
    [Hash]
    [ArgumentCompleter(typeof(LeaseCompleter))]
    public string[] LeaseHash { get; set; } = [];

    /// <summary>The state.</summary>
    [Parameter]
    [ValidateSet("Accepted", "Settled", "Cancelled", "Unfulfilled", "Expired")]
    public string State { get; set; } = "Accepted";

    /// <summary>Time between two looks, seconds.</summary>
    [Parameter]
    [ValidateRange(0.05, 3600)]
    public double PollSec { get; set; } = 0.5;

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        foreach (string hash in LeaseHash)
        {
            WriteObject(await LeaseWaiting.WaitAsync(
                this, Api, Hash256.Parse(hash), State, TimeSpan.FromSeconds(TimeoutSec), TimeSpan.FromSeconds(PollSec), Cancellation));
        }
    }
}
