namespace Xe.Core.Blocks;

/// <summary>The names of block types in JSON (spec 01 §4.2).</summary>
public static class BlockTypeNames
{
    /// <summary>The JSON name of a type.</summary>
    public static string Name(this BlockType type) => type switch
    {
        BlockType.Send => "send",
        BlockType.Receive => "receive",
        BlockType.Claim => "claim",
        BlockType.Lease => "lease",
        BlockType.LeaseAccept => "lease_accept",
        BlockType.LeaseSettle => "lease_settle",
        BlockType.Genesis => "genesis",
        BlockType.MultisigOpen => "multisig_open",
        BlockType.MultisigUpdate => "multisig_update",
        BlockType.LeaseCancel => "lease_cancel",
        BlockType.Burn => "burn",
        BlockType.LeaseForceSettle => "lease_force_settle",
        BlockType.Mint => "mint",
        BlockType.LeaseRenew => "lease_renew",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a block type"),
    };

    /// <summary>The type of a JSON name, case-sensitive; null for any other text.</summary>
    public static BlockType? Parse(string name) => name switch
    {
        "send" => BlockType.Send,
        "receive" => BlockType.Receive,
        "claim" => BlockType.Claim,
        "lease" => BlockType.Lease,
        "lease_accept" => BlockType.LeaseAccept,
        "lease_settle" => BlockType.LeaseSettle,
        "genesis" => BlockType.Genesis,
        "multisig_open" => BlockType.MultisigOpen,
        "multisig_update" => BlockType.MultisigUpdate,
        "lease_cancel" => BlockType.LeaseCancel,
        "burn" => BlockType.Burn,
        "lease_force_settle" => BlockType.LeaseForceSettle,
        "mint" => BlockType.Mint,
        "lease_renew" => BlockType.LeaseRenew,
        _ => null,
    };
}
