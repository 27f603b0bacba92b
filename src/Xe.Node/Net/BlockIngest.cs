using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Node.Net;

/// <summary>The live path of blocks that come from peers (spec 03 §5): stateless checks, clock window, ledger.</summary>
internal sealed class BlockIngest(Ledger ledger, BlockDecoder decoder, TimeProvider clock)
{
    /// <summary>A block as received.</summary>
    public AddResult AddLive(WireBlock wire)
    {
        if (StatelessCheck.Run(wire, decoder, out Block? block) is { } malformed)
            return Refused(malformed);
        return AddChecked(block!);
    }

    /// <summary>A block whose hash, work and opening signature were checked already.</summary>
    public AddResult AddChecked(Block block)
    {
        if (StatelessCheck.CheckTimestamp(block.Timestamp, clock.UnixNow()) is { } untimely)
            return Refused(untimely);
        return ledger.Add(ledger.Precheck(block));
    }

    private static AddResult Refused(Rejection rejection) => new(AddOutcome.Rejected, rejection, DurableTicket.Completed);
}
