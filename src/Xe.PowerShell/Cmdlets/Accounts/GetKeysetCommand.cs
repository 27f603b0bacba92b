using System.Management.Automation;
using Xe.Client;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeKeyset</c>: the keys of a multisig account.</summary>
[Cmdlet(VerbsCommon.Get, "XeKeyset")]
[OutputType("Xe.Keyset")]
public sealed class GetKeysetCommand : NodeCmdlet
{
    /// <summary>The accounts.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Account")]
    [Address]
    public string[] Address { get; set; } = [];

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        foreach (string address in Address)
        {
            if (await Api.GetKeysetAsync(Core.Primitives.Address.Parse(address), Cancellation) is { } keyset)
                WriteObject(ViewObject.Of("Xe.Keyset", keyset, ("Address", address)));
            else
                Report(new XeException(XeErrors.NotFound, $"{address} is no multisig account"), address);
        }
    }
}
