using System.Management.Automation;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Invoke-XeMint</c>: creates XUSD on the account of an authorised minter.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "XeMint", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = AmountSet)]
[OutputType(typeof(Block))]
public sealed class InvokeMintCommand : AmountCmdlet
{
    /// <summary>Waits until the block is final.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        ulong micros = Micros;
        if (!ShouldProcess($"{Core.Primitives.Amount.Format(micros)} XUSD for {WalletInfo.Address}", "Mint"))
            return;
        BlockView view = await Blocks.MintAsync(Key, micros, Cancellation);
        WriteObject(await BlockSettling.SettleAsync(Blocks, view, Wait, TimeSpan.FromSeconds(TimeoutSec), Cancellation));
    }
}
