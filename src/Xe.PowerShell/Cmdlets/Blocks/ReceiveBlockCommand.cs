using System.Management.Automation;
using Xe.Client;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Receive-XeBlock</c>: takes pending sends into the wallet's account, one after another.</summary>
[Cmdlet(VerbsCommunications.Receive, "XeBlock", SupportsShouldProcess = true)]
[OutputType(typeof(Block))]
public sealed class ReceiveBlockCommand : SigningCmdlet
{
    /// <summary>Hashes of the sends; everything that is pending where absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Hash")]
    [Hash]
    public string[]? SendHash { get; set; }

    /// <summary>Waits until each block is final.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        IReadOnlyList<PendingView> pending = await Api.GetPendingAsync(WalletInfo.Address, Cancellation);
        foreach (string hash in SendHash ?? [.. pending.Select(p => p.SendHash)])
        {
            if (pending.FirstOrDefault(p => p.SendHash == hash) is { } entry)
                await ReceiveAsync(entry);
            else
                Report(new XeException(XeErrors.NotFound, $"nothing of {hash} is pending for {WalletInfo.Address}"), hash);
        }
    }

    private async Task ReceiveAsync(PendingView entry)
    {
        if (!ShouldProcess($"{Amount.Format(entry.Amount)} {entry.Asset} of {entry.SendHash} into {WalletInfo.Address}", "Receive"))
        {
            if (IsWhatIf)
                WriteObject(new Block(await Blocks.DraftReceiveAsync(WalletInfo.Address, entry, Cancellation)));
            return;
        }
        try
        {
            BlockView view = await Blocks.ReceiveAsync(Key, entry, Cancellation);
            WriteObject(await BlockSettling.SettleAsync(Blocks, view, Wait, TimeSpan.FromSeconds(TimeoutSec), Cancellation));
        }
        catch (XeException failure)
        {
            Report(failure, entry.SendHash);
        }
    }
}
