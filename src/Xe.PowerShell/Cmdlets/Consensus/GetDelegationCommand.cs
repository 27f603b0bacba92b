using System.Management.Automation;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeDelegation</c>: the weight of each representative (<c>GET /delegation</c>).</summary>
[Cmdlet(VerbsCommon.Get, "XeDelegation")]
[OutputType("Xe.DelegationReport")]
public sealed class GetDelegationCommand : NodeCmdlet
{
    /// <inheritdoc />
    protected override async Task ProcessAsync() =>
        WriteObject(ViewObject.Of("Xe.DelegationReport", await Api.GetDelegationAsync(Cancellation)));
}
