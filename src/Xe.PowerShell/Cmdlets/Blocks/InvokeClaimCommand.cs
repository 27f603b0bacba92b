using System.Management.Automation;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Invoke-XeClaim</c>: credits one XUSD to the wallet's account, on networks whose rules have claim blocks.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "XeClaim", SupportsShouldProcess = true)]
[OutputType(typeof(Block))]
public sealed class InvokeClaimCommand : SigningCmdlet
{
    /// <summary>How many claims, one after another.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, 10_000)]
    public int Count { get; set; } = 1;

    /// <summary>Waits until the last block is final.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        if (!ShouldProcess($"{Count} XUSD for {WalletInfo.Address}", "Claim"))
            return;
        for (int i = 1; i <= Count; i++)
        {
            BlockView view = await Blocks.ClaimAsync(Key, Cancellation);
            WriteObject(await BlockSettling.SettleAsync(Blocks, view, Wait && i == Count, TimeSpan.FromSeconds(TimeoutSec), Cancellation));
        }
    }
}
