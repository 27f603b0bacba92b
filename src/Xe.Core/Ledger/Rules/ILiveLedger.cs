using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger.Rules;

/// <summary>Facts rules read from live state even during a promotion (spec 03 §16.4): bodies, places, open conflicts.</summary>
public interface ILiveLedger
{
    /// <summary>A body from the block store (on a chain or undone); null when unknown. Not staged bodies.</summary>
    Block? GetBlock(Hash256 hash);

    /// <summary>A staged body; null when none.</summary>
    Block? GetStaged(Hash256 hash);

    /// <summary>A block's place; null when it is on no chain.</summary>
    ChainEntry? GetEntry(Hash256 hash);

    /// <summary>The conflict record at a position; null when there is none.</summary>
    ConflictRecord? GetConflict(Position position);

    /// <summary>The on-chain block that follows at a position.</summary>
    ChainEntry? GetChild(Position position);

    /// <summary>On-chain blocks that name a source (the receive of a send, the family of a lease).</summary>
    IReadOnlyList<ChainEntry> GetBySource(Hash256 source);
}
