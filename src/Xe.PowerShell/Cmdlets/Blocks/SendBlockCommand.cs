using System.Management.Automation;
using Xe.Core.Blocks;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Send-XeBlock</c>: sends an amount to an account.</summary>
[Cmdlet(VerbsCommunications.Send, "XeBlock", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = AmountSet)]
[OutputType(typeof(Block))]
public sealed class SendBlockCommand : AmountCmdlet
{
    /// <summary>Who receives.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Address")]
    [Address]
    [ArgumentCompleter(typeof(WalletCompleter))]
    public string Destination { get; set; } = "";

    /// <summary>XE or XUSD.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateSet("XE", "XUSD")]
    [ArgumentCompleter(typeof(AssetCompleter))]
    public string Asset { get; set; } = "XUSD";

    /// <summary>At most 64 bytes of UTF-8.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string Memo { get; set; } = "";

    /// <summary>Waits until the block is final.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        Core.Primitives.Address destination = Core.Primitives.Address.Parse(Destination);
        Core.Primitives.Asset asset = AssetOf(Asset);
        ulong micros = Micros;
        string target = $"{Core.Primitives.Amount.Format(micros)} {asset} from {WalletInfo.Address} to {destination}";
        if (!ShouldProcess(target, "Send"))
        {
            // What would be sent, where the user asked to see it: the block as it would be signed.
            if (IsWhatIf)
                WriteObject(new Block(await Blocks.DraftSendAsync(WalletInfo.Address, destination, micros, asset, Memo, Cancellation)));
            return;
        }
        BlockView view = await Blocks.SendAsync(Key, destination, micros, asset, Memo, Cancellation);
        WriteObject(await BlockSettling.SettleAsync(Blocks, view, Wait, TimeSpan.FromSeconds(TimeoutSec), Cancellation));
    }
}
