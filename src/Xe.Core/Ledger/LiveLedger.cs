using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger.Rules;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Core.Ledger;

/// <summary>Live facts for the rules: memory first, then the store.</summary>
internal sealed class LiveLedger(LedgerState state, IBlockStore store) : ILiveLedger
{
    public Block? GetBlock(Hash256 hash) => store.GetBlock(hash);

    public Block? GetStaged(Hash256 hash) => state.GetStaged(hash);

    public ChainEntry? GetEntry(Hash256 hash) => store.GetEntry(hash);

    public ConflictRecord? GetConflict(Position position) => state.GetConflict(position);

    public ChainEntry? GetChild(Position position) => store.GetChild(position);

    public IReadOnlyList<ChainEntry> GetBySource(Hash256 source) => store.GetBySource(source);
}
