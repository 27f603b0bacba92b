using Xe.Core.Primitives;

namespace Xe.Core.Ledger;

/// <summary>One block's place on its chain with the account's totals right after it. Kept with every block so that undo
/// and parent balances cost the same at any chain length (spec 03 §11.2, §16.2).</summary>
/// <param name="Account">Whose chain.</param>
/// <param name="Height">1-based index.</param>
/// <param name="Hash">The block.</param>
/// <param name="Previous">The block before; zero for the first.</param>
/// <param name="Xe">XE balance after the block; null = no entry yet.</param>
/// <param name="Xusd">XUSD balance after the block, incl. returned stakes; null = no entry yet.</param>
/// <param name="Representative">Effective delegate after the block.</param>
/// <param name="Timestamp">The block's timestamp, Unix ns.</param>
public sealed record ChainEntry(
    Address Account,
    ulong Height,
    Hash256 Hash,
    Hash256 Previous,
    ulong? Xe,
    ulong? Xusd,
    Address? Representative,
    long Timestamp)
{
    /// <summary>Balance of an asset after the block, micro-units; 0 without an entry.</summary>
    public ulong Balance(Asset asset) => (asset == Asset.Xe ? Xe : asset == Asset.Xusd ? Xusd : null) ?? 0;
}
