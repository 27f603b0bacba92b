using System.Management.Automation;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeEndpoint</c>: the routes of a node's API (<c>GET /</c>).</summary>
[Cmdlet(VerbsCommon.Get, "XeEndpoint")]
[OutputType("Xe.Endpoint")]
public sealed class GetEndpointCommand : NodeCmdlet
{
    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        foreach (Core.Views.EndpointView endpoint in (await Api.GetManifestAsync(Cancellation)).Endpoints)
            WriteObject(ViewObject.Of("Xe.Endpoint", endpoint));
    }
}
