using System.Management.Automation;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Disconnect-XeNode</c>: forgets the session's node.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "XeNode")]
public sealed class DisconnectNodeCommand : XeCmdlet
{
    /// <inheritdoc />
    protected override Task EndAsync()
    {
        SessionNode.Current = null;
        return Task.CompletedTask;
    }
}
