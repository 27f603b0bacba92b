namespace Xe.Core.Blocks;

/// <summary>Block types; the value is the type byte of the canonical header (spec 01 §4.2).</summary>
public enum BlockType : byte
{
    /// <summary>Moves an amount to a pending for another account.</summary>
    Send = 0x01,
    /// <summary>Takes a pending in.</summary>
    Receive = 0x02,
    /// <summary>One XUSD token to the own account; only under rules that allow it (architecture §4).</summary>
    Claim = 0x03,
    /// <summary>Consumer requests compute and puts the cost in escrow.</summary>
    Lease = 0x04,
    /// <summary>Provider takes a lease on.</summary>
    LeaseAccept = 0x05,
    /// <summary>Provider settles an expired lease and is paid in XE.</summary>
    LeaseSettle = 0x06,
    /// <summary>Block 0 of the treasury.</summary>
    Genesis = 0x07,
    /// <summary>Opens a multisig account.</summary>
    MultisigOpen = 0x08,
    /// <summary>Replaces the keyset of a multisig account.</summary>
    MultisigUpdate = 0x09,
    /// <summary>Consumer takes a lease back.</summary>
    LeaseCancel = 0x0A,
    /// <summary>Destroys XE.</summary>
    Burn = 0x0B,
    /// <summary>Consumer takes the escrow of an unfulfilled lease back.</summary>
    LeaseForceSettle = 0x0C,
    /// <summary>An authorised minter creates XUSD.</summary>
    Mint = 0x0D,
    /// <summary>Extends a lease; encoded, not activated (spec 01 §19).</summary>
    LeaseRenew = 0x0E,
}
