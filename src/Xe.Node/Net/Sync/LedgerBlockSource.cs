using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Node.Net.Sync;

/// <summary>The own ledger as a source.</summary>
internal sealed class LedgerBlockSource(Ledger ledger) : IBlockSource
{
    public IEnumerable<AccountState> Accounts => ledger.State.Accounts;

    public ChainEntry? GetEntry(Hash256 hash) => ledger.Blocks.GetEntry(hash);

    public IReadOnlyList<Block> GetChainBlocks(Address account, ulong fromHeight, int limit) =>
        ledger.Blocks.GetChainBlocks(account, fromHeight, limit);
}
