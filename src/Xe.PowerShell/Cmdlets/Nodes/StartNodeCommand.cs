using System.Management.Automation;
using Xe.Client.Nodes;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Start-XeNode</c>: starts a node in the background, waits until it answers, and makes it the session's node.</summary>
[Cmdlet(VerbsLifecycle.Start, "XeNode", SupportsShouldProcess = true)]
[OutputType(typeof(Xe.NodeProcess))]
public sealed partial class StartNodeCommand : XeCmdlet
{
    private const int ProgressId = 71_002;

    /// <summary>Longest wait until the node answers, seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86_400)]
    public int StartTimeoutSec { get; set; } = 120;

    /// <summary>Leaves the session's node as it is.</summary>
    [Parameter]
    public SwitchParameter NoConnect { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        string path = FullPath(DataPath);
        IReadOnlyList<string> arguments = Arguments();
        if (!ShouldProcess(path, "Start node " + string.Join(' ', arguments)))
            return;
        WriteObject(await NodeStarting.StartAsync(
            path, arguments, TimeSpan.FromSeconds(StartTimeoutSec), connect: !NoConnect,
            line => Progress(ProgressId, "Starting node", line), Cancellation));
        ProgressDone(ProgressId, "Starting node");
    }
}
