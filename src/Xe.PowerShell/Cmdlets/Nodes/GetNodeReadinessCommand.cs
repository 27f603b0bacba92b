using System.Management.Automation;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeNodeReadiness</c>: whether the node can serve (<c>GET /ready</c>). Not ready is a result, not an error.</summary>
[Cmdlet(VerbsCommon.Get, "XeNodeReadiness")]
[OutputType("Xe.ReadinessReport")]
public sealed class GetNodeReadinessCommand : NodeCmdlet
{
    /// <inheritdoc />
    protected override async Task ProcessAsync() =>
        WriteObject(ViewObject.Of("Xe.ReadinessReport", await Api.GetReadyAsync(Cancellation)));
}
