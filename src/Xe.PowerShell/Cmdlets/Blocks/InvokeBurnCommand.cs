using System.Management.Automation;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Invoke-XeBurn</c>: destroys an amount of XE for ever.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "XeBurn", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = AmountSet)]
[OutputType(typeof(Block))]
public sealed class InvokeBurnCommand : AmountCmdlet
{
    /// <summary>At most 64 bytes of UTF-8.</summary>
    [Parameter]
    public string Memo { get; set; } = "";

    /// <summary>Waits until the block is final.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        ulong micros = Micros;
        if (!ShouldProcess($"{Core.Primitives.Amount.Format(micros)} XE of {WalletInfo.Address}", "Burn"))
        {
            if (IsWhatIf)
                WriteObject(new Block(await Blocks.DraftBurnAsync(WalletInfo.Address, micros, Memo, Cancellation)));
            return;
        }
        BlockView view = await Blocks.BurnAsync(Key, micros, Memo, Cancellation);
        WriteObject(await BlockSettling.SettleAsync(Blocks, view, Wait, TimeSpan.FromSeconds(TimeoutSec), Cancellation));
    }
}
