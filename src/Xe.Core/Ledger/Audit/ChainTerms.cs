using Xe.Core.Blocks;
using Xe.Core.Ledger.Rules;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger.Audit;

/// <summary>What the blocks of one chain add to the supply terms, up to a block. Extended, never recomputed, while that block
/// stays on the chain. Sums of one chain fit 64 bits where balances do: each term passed through a balance; a sum that does
/// not is marked.</summary>
internal sealed class ChainTerms
{
    private static readonly IReadOnlyList<LeaseTerm> NoLeases = [];

    /// <summary>The last block counted.</summary>
    public Hash256 Frontier { get; private set; }

    /// <summary>Its height.</summary>
    public ulong Height { get; private set; }

    public UInt128 Genesis { get; private set; }

    public UInt128 MintedXusd { get; private set; }

    public UInt128 EmittedXe { get; private set; }

    public UInt128 BurnedXe { get; private set; }

    /// <summary>Lease blocks with their cost.</summary>
    public IReadOnlyList<LeaseTerm> Leases { get; private set; } = NoLeases;

    /// <summary>Leases accepted here, with the stake.</summary>
    public IReadOnlyList<LeaseTerm> Accepts { get; private set; } = NoLeases;

    /// <summary>Leases settled here.</summary>
    public IReadOnlyList<LeaseTerm> Settles { get; private set; } = NoLeases;

    /// <summary>Assets of blocks that no balance is kept of; none in a ledger this code wrote.</summary>
    public IReadOnlyList<string> UnsupportedAssets { get; private set; } = [];

    /// <summary>The terms with one more block.</summary>
    public void Add(Block block)
    {
        Frontier = block.Hash;
        Height++;
        if (!block.Asset.IsSupported && !UnsupportedAssets.Contains(block.Asset.ToString()))
            UnsupportedAssets = [.. UnsupportedAssets, block.Asset.ToString()];
        switch (block.Type)
        {
            case BlockType.Genesis: Genesis += block.Balance; break;
            case BlockType.Mint: MintedXusd += block.Amount; break;
            case BlockType.Claim: MintedXusd += ClaimRule.AmountMicro; break;
            case BlockType.Burn: BurnedXe += block.Amount; break;
            case BlockType.Lease: Leases = Append(Leases, block.Hash, block.Amount); break;
            case BlockType.LeaseAccept: Accepts = Append(Accepts, block.Source, block.Amount); break;
            case BlockType.LeaseSettle:
                EmittedXe += block.Amount;
                Settles = Append(Settles, block.Source, block.Amount);
                break;
        }
    }

    private static List<LeaseTerm> Append(IReadOnlyList<LeaseTerm> list, Hash256 lease, ulong amount)
    {
        if (list is not List<LeaseTerm> own)
            own = new List<LeaseTerm>(1);
        own.Add(new LeaseTerm(lease, amount));
        return own;
    }

    /// <summary>A lease and an amount of the block that is about it.</summary>
    internal readonly record struct LeaseTerm(Hash256 Lease, ulong Amount);
}
