using System.Management.Automation;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeActivation</c>: which features the network has activated (<c>GET /network/activations</c>).</summary>
[Cmdlet(VerbsCommon.Get, "XeActivation")]
[OutputType("Xe.ActivationReport")]
public sealed class GetActivationCommand : NodeCmdlet
{
    /// <inheritdoc />
    protected override async Task ProcessAsync() =>
        WriteObject(ViewObject.Of("Xe.ActivationReport", await Api.GetActivationsAsync(Cancellation)));
}
