using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Storage;

/// <summary>What the ledger reads of its store while it runs; memory holds the rest.</summary>
public interface ILedgerReader : IBlockStore
{
    /// <summary>The commit-lock of a position; null when none was written.</summary>
    Hash256? GetLock(Position position);
}
