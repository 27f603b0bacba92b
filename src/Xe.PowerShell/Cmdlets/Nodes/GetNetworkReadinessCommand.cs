using System.Management.Automation;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeNetworkReadiness</c>: how much weight runs which version (<c>GET /network/readiness</c>).</summary>
[Cmdlet(VerbsCommon.Get, "XeNetworkReadiness")]
[OutputType("Xe.FeatureReadiness")]
public sealed class GetNetworkReadinessCommand : NodeCmdlet
{
    /// <inheritdoc />
    protected override async Task ProcessAsync() =>
        WriteObject(ViewObject.Of("Xe.FeatureReadiness", await Api.GetNetworkReadinessAsync(Cancellation)));
}
