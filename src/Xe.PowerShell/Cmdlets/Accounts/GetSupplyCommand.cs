using System.Management.Automation;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeSupply</c>: the audit of everything that was created and destroyed (<c>GET /supply</c>).</summary>
[Cmdlet(VerbsCommon.Get, "XeSupply")]
[OutputType("Xe.SupplyReport")]
public sealed class GetSupplyCommand : NodeCmdlet
{
    /// <inheritdoc />
    protected override async Task ProcessAsync() =>
        WriteObject(ViewObject.Of("Xe.SupplyReport", await Api.GetSupplyAsync(Cancellation)));
}
