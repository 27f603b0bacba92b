using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Node.Net.Sync;

/// <summary>What serving a frontier sync needs of a ledger.</summary>
internal interface IBlockSource
{
    /// <summary>All opened accounts, unordered.</summary>
    IEnumerable<AccountState> Accounts { get; }

    /// <summary>A block's place; null when on no chain.</summary>
    ChainEntry? GetEntry(Hash256 hash);

    /// <summary>Bodies of a chain in ascending height.</summary>
    IReadOnlyList<Block> GetChainBlocks(Address account, ulong fromHeight, int limit);
}
