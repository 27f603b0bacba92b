using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Core.Storage;

/// <summary>Block bodies and chains (spec 05 §2, entities 1, 2, 10). Bodies are never deleted; an undone block keeps its
/// body and loses its place.</summary>
public interface IBlockStore
{
    /// <summary>True when no block was ever stored.</summary>
    bool IsEmpty { get; }

    /// <summary>True when the body of <paramref name="hash"/> is stored, on a chain or undone. Cheaper than
    /// <see cref="GetBlock"/>: the test for duplicates.</summary>
    bool Contains(Hash256 hash);

    /// <summary>A body by hash, on a chain or undone; null when unknown. Not staged bodies.</summary>
    Block? GetBlock(Hash256 hash);

    /// <summary>A block's place on its chain; null when unknown or undone.</summary>
    ChainEntry? GetEntry(Hash256 hash);

    /// <summary>The on-chain block at a position; null when nothing follows there.</summary>
    ChainEntry? GetChild(Position position);

    /// <summary>The block at a 1-based height; null beyond the chain.</summary>
    ChainEntry? GetEntryAt(Address account, ulong height);

    /// <summary>Entries of a chain in ascending height, starting at <paramref name="fromHeight"/> (1-based; 0 is read as 1).</summary>
    IReadOnlyList<ChainEntry> GetChain(Address account, ulong fromHeight, int limit);

    /// <summary>Bodies of a chain in ascending height.</summary>
    IReadOnlyList<Block> GetChainBlocks(Address account, ulong fromHeight, int limit);

    /// <summary>The newest on-chain blocks over all accounts: by timestamp, then by arrival, both descending.</summary>
    IReadOnlyList<Block> GetRecent(int limit);

    /// <summary>The on-chain blocks that name <paramref name="source"/> as their source: the receive of a send, or the
    /// accept, settle, cancel and force-settle of a lease. In order of first arrival.</summary>
    IReadOnlyList<ChainEntry> GetBySource(Hash256 source);

    /// <summary>Informational status; missing = pending.</summary>
    BlockStatus GetStatus(Hash256 hash);

    /// <summary>Number of stored bodies that are on no chain (undone).</summary>
    ulong CountUndone();

    /// <summary>Number of blocks on chains.</summary>
    ulong CountBlocks();

    /// <summary>Every on-chain block, chain by chain (in order of the accounts' first block) in ascending height: for
    /// verification, audit and rebuild. Streams in pages: a chain that changes meanwhile is seen as it is when its page
    /// is read.</summary>
    IEnumerable<Block> EnumerateChains(CancellationToken cancellationToken = default);
}
