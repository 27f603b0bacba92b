using System.Management.Automation;
using Xe.Client;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Submit-XeBlock</c>: hands complete blocks to a node, in their order.</summary>
[Cmdlet(VerbsLifecycle.Submit, "XeBlock", SupportsShouldProcess = true)]
[OutputType(typeof(Block))]
public sealed class SubmitBlockCommand : NodeCmdlet
{
    /// <summary>The blocks, or their JSON.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Block]
    public Block[] InputObject { get; set; } = [];

    /// <summary>Waits until each block is final.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        Client.Blocks.BlockFactory blocks = new(Api);
        foreach (Block block in InputObject)
        {
            if (!ShouldProcess(BlockSettling.Describe(block.Wire), "Submit"))
                continue;
            try
            {
                BlockView view = await blocks.SubmitAsync(block.Wire, Cancellation);
                WriteObject(await BlockSettling.SettleAsync(blocks, view, Wait, TimeSpan.FromSeconds(TimeoutSec), Cancellation));
            }
            catch (XeException failure)
            {
                Report(failure, block);
            }
        }
    }
}
