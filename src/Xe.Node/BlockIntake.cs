using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Node;

/// <summary>The way of a locally submitted block: stateless checks, clock window, ledger, durable, spread (architecture §3,
/// spec 08 §8.3).</summary>
public sealed class BlockIntake(NodeCore core, INodeNetwork network)
{
    /// <summary>Raised for every refused block, from the submitter's thread: handlers only enqueue.</summary>
    public event Action<WireBlock, Rejection>? Refused;

    /// <summary>Takes a block in. Completes once its effects are in the store: who is told so may rely on it. Throws
    /// <see cref="Xe.Core.Storage.StoreException"/> where the store does not follow.</summary>
    /// <param name="wire">The block as given; not changed.</param>
    public async ValueTask<IntakeResult> SubmitAsync(WireBlock wire)
    {
        ArgumentNullException.ThrowIfNull(wire);
        IntakeResult result = await TakeAsync(wire).ConfigureAwait(false);
        if (result.Rejection is { } rejection)
            Refused?.Invoke(wire, rejection);
        return result;
    }

    private async ValueTask<IntakeResult> TakeAsync(WireBlock wire)
    {
        if (StatelessCheck.Run(wire, core.Decoder, out Block? block) is { } malformed)
            return new IntakeResult(AddOutcome.Rejected, malformed);
        if (StatelessCheck.CheckTimestamp(block!.Timestamp, core.Clock.UnixNow()) is { } untimely)
            return new IntakeResult(AddOutcome.Rejected, untimely);
        AddResult result = core.Ledger.Add(core.Ledger.Precheck(block));
        if (result.Outcome == AddOutcome.Rejected)
            return new IntakeResult(AddOutcome.Rejected, result.Rejection);
        await result.Durable;
        // A block known before is spread again: the submitter may be repeating it because it did not get through.
        network.PublishBlock(block);
        return new IntakeResult(result.Outcome, null);
    }
}
