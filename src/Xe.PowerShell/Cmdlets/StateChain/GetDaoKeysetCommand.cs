using System.Management.Automation;
using Xe.Client;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeDaoKeyset</c>: the keys that govern the network.</summary>
[Cmdlet(VerbsCommon.Get, "XeDaoKeyset")]
[OutputType("Xe.Keyset")]
public sealed class GetDaoKeysetCommand : NodeCmdlet
{
    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        if (await Api.GetGovernanceKeysetAsync(Cancellation) is { } keyset)
            WriteObject(ViewObject.Of("Xe.Keyset", keyset));
        else
            Report(new XeException(XeErrors.NotFound, "this network has no governance keyset"));
    }
}
