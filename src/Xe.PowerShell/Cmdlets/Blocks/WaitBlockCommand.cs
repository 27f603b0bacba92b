using System.Management.Automation;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Client;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Wait-XeBlock</c>: waits until blocks are final.</summary>
[Cmdlet(VerbsLifecycle.Wait, "XeBlock")]
[OutputType(typeof(Block))]
public sealed class WaitBlockCommand : NodeCmdlet
{
    private const int ProgressId = 71_004;

    /// <summary>Hashes of the blocks.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Hash]
    public string[] Hash { get; set; } = [];

    /// <summary>Time between two looks, seconds.</summary>
    [Parameter]
    [ValidateRange(0.05, 3600)]
    public double PollSec { get; set; } = 0.2;

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        foreach (string hash in Hash)
        {
            Deadline deadline = new(TimeSpan.FromSeconds(TimeoutSec));
            BlockView? view;
            while ((view = await Api.GetBlockAsync(Hash256.Parse(hash), Cancellation)) is not { Finalized: true })
            {
                if (deadline.IsOver)
                {
                    string state = view is null ? "on no chain of this node" : "not final";
                    throw new XeException(XeErrors.Timeout, $"block {hash} is {state} after {TimeoutSec} s", retryable: true);
                }
                Progress(ProgressId, "Waiting for finality", hash, deadline.Fraction);
                await Task.Delay(TimeSpan.FromSeconds(PollSec), Cancellation);
            }
            WriteObject(new Block(view.Block, view.Finalized));
        }
        ProgressDone(ProgressId, "Waiting for finality");
    }
}
