namespace Xe.Core.Blocks;

/// <summary>Which members a type binds with its hash (spec 01 §4.2, §5); the others are cleared (spec 01 §20.1).</summary>
internal static class BlockShape
{
    /// <summary>Bytes before the tail.</summary>
    internal const int HeaderSize = 90;

    /// <summary>Bytes of the genesis timing section.</summary>
    internal const int TimingSize = 48;

    /// <summary>Most attestations a block may carry (spec 01 §16).</summary>
    internal const int MaxAttestations = 20;

    internal static bool HasDestination(BlockType type) => type is BlockType.Send or BlockType.Lease;

    internal static bool HasSource(BlockType type) => type is BlockType.Receive or BlockType.LeaseAccept or BlockType.LeaseSettle
        or BlockType.LeaseCancel or BlockType.LeaseForceSettle or BlockType.LeaseRenew;

    internal static bool HasAmount(BlockType type) => type is BlockType.Send or BlockType.Lease or BlockType.LeaseAccept
        or BlockType.LeaseSettle or BlockType.Burn or BlockType.Mint or BlockType.LeaseRenew;

    internal static bool HasMemo(BlockType type) => type is BlockType.Send or BlockType.Burn;

    internal static bool HasKeyset(BlockType type) => type is BlockType.MultisigOpen or BlockType.MultisigUpdate;

    /// <summary>Types whose auxiliary input has the lease section (spec 01 §5).</summary>
    internal static bool HasLeaseSection(BlockType type) => type is BlockType.Lease or BlockType.LeaseAccept or BlockType.LeaseSettle
        or BlockType.LeaseForceSettle or BlockType.LeaseRenew;

    /// <summary>Types that keep their attestations (spec 01 §9.2 step 2); a lease is hashed without any.</summary>
    internal static bool KeepsAttestations(BlockType type) => HasLeaseSection(type) && type != BlockType.Lease;

    /// <summary>Shortest canonical form: header, tail, representative, memo length (spec 01 §4.2); a keyset's keys come on top.</summary>
    internal static int MinimumSize(BlockType type) => type switch
    {
        BlockType.Send => 163,
        BlockType.Receive or BlockType.LeaseCancel or BlockType.LeaseForceSettle => 154,
        BlockType.Claim or BlockType.Genesis => 122,
        BlockType.Lease => 226,
        BlockType.LeaseAccept => 186,
        BlockType.LeaseSettle => 162,
        BlockType.MultisigOpen or BlockType.MultisigUpdate or BlockType.Mint => 130,
        BlockType.Burn => 131,
        BlockType.LeaseRenew => 194,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a block type"),
    };
}
