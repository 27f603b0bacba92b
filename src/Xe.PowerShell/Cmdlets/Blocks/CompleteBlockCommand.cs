using System.Management.Automation;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Complete-XeBlock</c>: signs drafts with the wallet and finds their proof of work; nothing is sent.</summary>
[Cmdlet(VerbsLifecycle.Complete, "XeBlock")]
[OutputType(typeof(Block))]
public sealed class CompleteBlockCommand : SigningCmdlet
{
    /// <summary>The drafts, or their JSON.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Block]
    public Block[] InputObject { get; set; } = [];

    /// <summary>Signs only.</summary>
    [Parameter]
    public SwitchParameter SkipProofOfWork { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        foreach (Block draft in InputObject)
        {
            Core.Blocks.WireBlock wire = Wires.Copy(draft.Wire);
            int? missing = await Blocks.SignAsync(wire, Key, Cancellation);
            if (missing is { } more)
                WriteWarning($"{more} more signature(s) of the keyset are needed");
            if (!SkipProofOfWork)
                await Blocks.SolveWorkAsync(wire, Cancellation);
            WriteObject(new Block(wire));
        }
    }
}
