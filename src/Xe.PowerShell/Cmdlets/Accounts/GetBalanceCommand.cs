using System.Management.Automation;
using Xe.Client.Wallets;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeBalance</c>: what accounts hold, one object for each asset.</summary>
[Cmdlet(VerbsCommon.Get, "XeBalance")]
[OutputType(typeof(Balance))]
public sealed class GetBalanceCommand : NodeCmdlet
{
    /// <summary>The accounts; the default wallet's where absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Account", "Destination", "Provider", "Consumer")]
    [Address]
    [ArgumentCompleter(typeof(WalletCompleter))]
    public string[]? Address { get; set; }

    /// <summary>One asset alone.</summary>
    [Parameter]
    [ValidateSet("XE", "XUSD")]
    public string? Asset { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        foreach (string address in Address ?? [WalletStore.Read(WalletLocation.Resolve(null)).Address.ToString()])
        {
            BalanceView view = await Api.GetBalanceAsync(Core.Primitives.Address.Parse(address), Cancellation);
            foreach (string asset in Asset is null ? (string[])["XE", "XUSD"] : [Asset.ToUpperInvariant()])
                WriteObject(new Balance(view, asset));
        }
    }
}
