using System.Management.Automation;
using Xe.Client;
using Xe.Client.Http;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeReputation</c>: what accounts have done with leases.</summary>
[Cmdlet(VerbsCommon.Get, "XeReputation", SupportsPaging = true)]
[OutputType("Xe.Reputation")]
public sealed class GetReputationCommand : NodeCmdlet
{
    /// <summary>The accounts; all that have done anything where absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Account", "Provider", "Consumer")]
    [Address]
    public string[]? Address { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        if (Address is null)
        {
            await AllAsync();
            return;
        }
        foreach (string address in Address)
        {
            if (await Api.GetReputationAsync(Core.Primitives.Address.Parse(address), Cancellation) is { } reputation)
                WriteObject(ViewObject.Of("Xe.Reputation", reputation, ("Address", address)));
            else
                Report(new XeException(XeErrors.NotFound, $"{address} has done nothing with leases"), address);
        }
    }

    private async Task AllAsync()
    {
        Paging paging = new(PagingParameters);
        for (int offset = 0; ; offset += XeClient.MaxPage)
        {
            IReadOnlyDictionary<string, ReputationView> page = await Api.GetReputationsAsync(offset, XeClient.MaxPage, Cancellation);
            foreach ((string address, ReputationView reputation) in page)
            {
                if (paging.Wants())
                    WriteObject(ViewObject.Of("Xe.Reputation", reputation, ("Address", address)));
                else if (paging.Ended)
                    return;
            }
            if (page.Count < XeClient.MaxPage)
                return;
        }
    }
}
