using System.Management.Automation;
using Xe.Client;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Wait-XeNode</c>: waits until a node is ready, or alive.</summary>
[Cmdlet(VerbsLifecycle.Wait, "XeNode")]
[OutputType("Xe.ReadinessReport", "Xe.HealthReport")]
public sealed class WaitNodeCommand : NodeCmdlet
{
    private const int ProgressId = 71_003;

    /// <summary>Alive is enough.</summary>
    [Parameter]
    public SwitchParameter Live { get; set; }

    /// <summary>Time between two looks, seconds.</summary>
    [Parameter]
    [ValidateRange(0.05, 3600)]
    public double PollSec { get; set; } = 0.5;

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        Deadline deadline = new(TimeSpan.FromSeconds(TimeoutSec));
        while (true)
        {
            string missing;
            try
            {
                (bool good, PSObject report, missing) = await LookAsync();
                if (good)
                {
                    ProgressDone(ProgressId, "Waiting for the node");
                    WriteObject(report);
                    return;
                }
            }
            catch (XeException failure) when (failure.Code is XeErrors.NodeUnreachable or XeErrors.Timeout)
            {
                missing = failure.Message;
            }
            if (deadline.IsOver)
                throw new XeException(XeErrors.Timeout, $"the node is not {(Live ? "alive" : "ready")} after {TimeoutSec} s: {missing}", retryable: true);
            Progress(ProgressId, "Waiting for the node", missing, deadline.Fraction);
            await Task.Delay(TimeSpan.FromSeconds(PollSec), Cancellation);
        }
    }

    private async Task<(bool Good, PSObject Report, string Missing)> LookAsync()
    {
        if (Live)
        {
            HealthView health = await Api.GetHealthAsync(Cancellation);
            return (health.Ok, ViewObject.Of("Xe.HealthReport", health), Failing(health.Checks));
        }
        ReadyView ready = await Api.GetReadyAsync(Cancellation);
        return (ready.Ready, ViewObject.Of("Xe.ReadinessReport", ready), Failing(ready.Checks));
    }

    private static string Failing(IReadOnlyList<CheckView> checks) =>
        string.Join(", ", checks.Where(c => !c.Ok).Select(c => c.Detail is { } detail ? $"{c.Name} ({detail})" : c.Name));
}
