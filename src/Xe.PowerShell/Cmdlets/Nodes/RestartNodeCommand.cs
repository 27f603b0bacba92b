using System.Management.Automation;
using Xe.Client;
using Xe.Client.Nodes;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Restart-XeNode</c>: stops a node and starts it again as it was started in this session.</summary>
[Cmdlet(VerbsLifecycle.Restart, "XeNode", SupportsShouldProcess = true)]
[OutputType(typeof(Xe.NodeProcess))]
public sealed class RestartNodeCommand : XeCmdlet
{
    private const int ProgressId = 71_002;

    /// <summary>The node.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public Xe.NodeProcess Process { get; set; } = null!;

    /// <summary>How long to wait for a clean stop, and for the start, seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86_400)]
    public int TimeoutSec { get; set; } = 120;

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        if (!ShouldProcess($"node on {Process.DataPath} (process {Process.Id})", "Restart"))
            return;
        bool connect = SessionNode.Current?.DataPath == Process.DataPath;
        try
        {
            await Client.Nodes.NodeProcess.StopAsync(Process.DataPath, TimeSpan.FromSeconds(TimeoutSec), Cancellation);
        }
        catch (XeException failure) when (failure.Code == XeErrors.NodeNotRunning)
        {
            WriteWarning($"{failure.Message}; it is started");
        }
        WriteObject(await NodeStarting.StartAsync(
            Process.DataPath, Process.Arguments, TimeSpan.FromSeconds(TimeoutSec), connect, line => Progress(ProgressId, "Starting node", line), Cancellation));
        ProgressDone(ProgressId, "Starting node");
    }
}
