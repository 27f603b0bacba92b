using System.Management.Automation;
using Xe.Client;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Stop-XeLease</c>: takes back leases that their provider has not accepted.</summary>
[Cmdlet(VerbsLifecycle.Stop, "XeLease", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Block))]
public sealed class StopLeaseCommand : SigningCmdlet
{
    /// <summary>Hashes of leases.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Hash")]
    [Hash]
    [ArgumentCompleter(typeof(LeaseCompleter))]
    public string[] LeaseHash { get; set; } = [];

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        foreach (string hash in LeaseHash)
        {
            if (!ShouldProcess($"lease {hash}", "Cancel"))
                continue;
            try
            {
                BlockView view = await Blocks.CancelLeaseAsync(Key, Hash256.Parse(hash), Cancellation);
                WriteObject(new Block(view.Block, view.Finalized));
            }
            catch (XeException failure)
            {
                Report(failure, hash);
            }
        }
    }
}
