using System.Management.Automation;
using Xe.Client;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Test-XeNode</c>: whether a node is ready, or alive; a node that cannot be reached is neither.</summary>
[Cmdlet(VerbsDiagnostic.Test, "XeNode")]
[OutputType(typeof(bool))]
public sealed class TestNodeCommand : NodeCmdlet
{
    /// <summary>Alive is enough.</summary>
    [Parameter]
    public SwitchParameter Live { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        bool good = false;
        try
        {
            good = Live ? (await Api.GetHealthAsync(Cancellation)).Ok : (await Api.GetReadyAsync(Cancellation)).Ready;
        }
        catch (XeException failure) when (failure.Code is XeErrors.NodeUnreachable or XeErrors.Timeout or XeErrors.NodeNotRunning)
        {
            WriteVerbose(failure.Message);
        }
        WriteObject(good);
    }
}
