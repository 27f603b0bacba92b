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
    public AddResult AddChecked(Block block) => AddVerified(ledger.Precheck(block));

    /// <summary>A block that was checked, with the key its signature verified with where that was done ahead.</summary>
    public AddResult AddVerified(CheckedBlock candidate) =>
        StatelessCheck.CheckTimestamp(candidate.Block.Timestamp, clock.UnixNow()) is { } untimely ? Refused(untimely) : ledger.Add(candidate);

    private static AddResult Refused(Rejection rejection) => new(AddOutcome.Rejected, rejection, DurableTicket.Completed);
}
