using System.Management.Automation;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeNodeHealth</c>: whether the node lives (<c>GET /health</c>). An unhealthy answer is a result, not an error.</summary>
[Cmdlet(VerbsCommon.Get, "XeNodeHealth")]
[OutputType("Xe.HealthReport")]
public sealed class GetNodeHealthCommand : NodeCmdlet
{
    /// <inheritdoc />
    protected override async Task ProcessAsync() =>
        WriteObject(ViewObject.Of("Xe.HealthReport", await Api.GetHealthAsync(Cancellation)));
}
