using System.Management.Automation;
using Xe.Client;
using Xe.Client.Nodes;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Stop-XeNode</c>: ends a node of this machine, cleanly where it can.</summary>
[Cmdlet(VerbsLifecycle.Stop, "XeNode", SupportsShouldProcess = true)]
[OutputType(typeof(NodeProcess))]
public sealed class StopNodeCommand : XeCmdlet
{
    /// <summary>Data directory of the node.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string? DataPath { get; set; }

    /// <summary>How long to wait for a clean stop, seconds.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 40;

    /// <summary>Ends it at once.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes what was stopped.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        string path = FullPath(DataPath ?? SessionNode.Current?.DataPath ?? NodeEndpoint.DefaultDataDirectory);
        if (new NodeDirectory(path).ReadFile() is not { } file)
        {
            Report(new XeException(XeErrors.NodeNotRunning, $"no node runs on {path}"), path);
            return;
        }
        if (!ShouldProcess($"node on {path} (process {file.Pid})", "Stop"))
            return;
        if (!await Client.Nodes.NodeProcess.StopAsync(path, Force ? TimeSpan.Zero : TimeSpan.FromSeconds(TimeoutSec), Cancellation) && !Force)
            WriteWarning($"the node on {path} did not stop within {TimeoutSec} s and was ended");
        if (SessionNode.Current?.DataPath == path)
            SessionNode.Current = null;
        if (PassThru)
            WriteObject(new Xe.NodeProcess(file, path, []));
    }
}
