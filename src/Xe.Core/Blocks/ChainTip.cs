using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>Where an account's chain stands: what a new block has to follow.</summary>
/// <param name="Account">The account.</param>
/// <param name="Frontier">Hash of its last block; zero for an unopened account.</param>
/// <param name="Xe">XE balance, micro-units.</param>
/// <param name="Xusd">XUSD balance, micro-units.</param>
/// <param name="LastTimestamp">Timestamp of the last block, Unix ns; a new one is not before it.</param>
public readonly record struct ChainTip(Address Account, Hash256 Frontier, ulong Xe, ulong Xusd, long LastTimestamp)
{
    /// <summary>An account without blocks.</summary>
    public static ChainTip Unopened(Address account) => new(account, default, 0, 0, 0);

    /// <summary>Balance of an asset, micro-units.</summary>
    public ulong Balance(Asset asset) => asset == Asset.Xe ? Xe : asset == Asset.Xusd ? Xusd : 0;

    /// <summary>The tip behind a block that was built on this one.</summary>
    public ChainTip After(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return this with
        {
            Frontier = block.Hash,
            Xe = block.Asset == Asset.Xe ? block.Balance : Xe,
            Xusd = block.Asset == Asset.Xusd ? block.Balance : Xusd,
            LastTimestamp = block.Timestamp,
        };
    }
}
