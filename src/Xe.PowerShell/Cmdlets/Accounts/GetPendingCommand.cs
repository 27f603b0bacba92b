using System.Management.Automation;
using Xe.Client.Wallets;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XePending</c>: sends that wait to be received.</summary>
[Cmdlet(VerbsCommon.Get, "XePending", DefaultParameterSetName = AddressSet)]
[OutputType(typeof(PendingEntry))]
public sealed class GetPendingCommand : NodeCmdlet
{
    private const string AddressSet = "Address";
    private const string AllSet = "All";

    /// <summary>The accounts; the default wallet's where absent.</summary>
    [Parameter(ParameterSetName = AddressSet, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Account")]
    [Address]
    [ArgumentCompleter(typeof(WalletCompleter))]
    public string[]? Address { get; set; }

    /// <summary>Of every account.</summary>
    [Parameter(ParameterSetName = AllSet, Mandatory = true)]
    public SwitchParameter All { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        if (All)
        {
            await foreach (PendingView entry in Api.GetPendingAsync(Cancellation))
                WriteObject(new PendingEntry(entry));
            return;
        }
        foreach (string address in Address ?? [WalletStore.Read(WalletLocation.Resolve(null)).Address.ToString()])
        {
            foreach (PendingView entry in await Api.GetPendingAsync(Core.Primitives.Address.Parse(address), Cancellation))
                WriteObject(new PendingEntry(entry));
        }
    }
}
