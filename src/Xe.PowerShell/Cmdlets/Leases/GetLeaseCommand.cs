using System.Management.Automation;
using Xe.Client;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeLease</c>: leases, by hash or by what they are.</summary>
[Cmdlet(VerbsCommon.Get, "XeLease", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType("Xe.Lease")]
public sealed class GetLeaseCommand : NodeCmdlet
{
    private const string HashSet = "Hash";
    private const string ListSet = "List";

    /// <summary>Hashes of leases.</summary>
    [Parameter(ParameterSetName = HashSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Hash")]
    [Hash]
    [ArgumentCompleter(typeof(LeaseCompleter))]
    public string[] LeaseHash { get; set; } = [];

    /// <summary>Only in this state.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateSet("Created", "Accepted", "Settled", "Cancelled", "Unfulfilled", "Expired")]
    public string? State { get; set; }

    /// <summary>Only of this consumer.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Address]
    [ArgumentCompleter(typeof(WalletCompleter))]
    public string? Consumer { get; set; }

    /// <summary>Only of this provider.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Address]
    [ArgumentCompleter(typeof(WalletCompleter))]
    public string? Provider { get; set; }

    /// <inheritdoc />
    protected override Task ProcessAsync() => ParameterSetName == HashSet ? ByHashAsync() : ListAsync();

    private async Task ByHashAsync()
    {
        foreach (string hash in LeaseHash)
        {
            if (await Api.GetLeaseAsync(Hash256.Parse(hash), Cancellation) is { } lease)
                WriteObject(ViewObject.Of("Xe.Lease", lease));
            else
                Report(new XeException(XeErrors.NotFound, $"lease {hash} is not known to this node"), hash);
        }
    }

    private async Task ListAsync()
    {
        Paging paging = new(PagingParameters);
        await foreach (LeaseView lease in Api.GetLeasesAsync(State?.ToLowerInvariant(), Cancellation))
        {
            if ((Consumer is not null && lease.Consumer != Consumer) || (Provider is not null && lease.Provider != Provider))
                continue;
            if (paging.Wants())
                WriteObject(ViewObject.Of("Xe.Lease", lease));
            else if (paging.Ended)
                return;
        }
    }
}
