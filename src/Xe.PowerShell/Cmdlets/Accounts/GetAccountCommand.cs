using System.Management.Automation;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeAccount</c>: the opened accounts (<c>GET /accounts</c>).</summary>
[Cmdlet(VerbsCommon.Get, "XeAccount", SupportsPaging = true)]
[OutputType("Xe.AccountSummary")]
public sealed class GetAccountCommand : NodeCmdlet
{
    /// <summary>Only these accounts.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Address]
    [ArgumentCompleter(typeof(WalletCompleter))]
    public string[]? Address { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        Paging paging = new(PagingParameters);
        await foreach (AccountView entry in Api.GetAccountsAsync(Cancellation))
        {
            if (Address is not null && !Address.Contains(entry.Address))
                continue;
            if (paging.Wants())
                WriteObject(ViewObject.Of("Xe.AccountSummary", entry));
            else if (paging.Ended)
                return;
        }
    }
}
