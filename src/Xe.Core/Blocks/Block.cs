using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>A ledger block after normalisation (spec 01 §3.3, §9.1): typed, immutable, without the members its type does
/// not bind (spec 03 §20). Made by <c>BlockDecoder</c> from its JSON form or by <c>BlockBuilder</c>; equality is by hash.</summary>
public sealed record Block
{
    /// <summary>Block type.</summary>
    public required BlockType Type { get; init; }

    /// <summary>The account whose chain the block is on.</summary>
    public required Address Account { get; init; }

    /// <summary>Hash of the account's previous block; zero for the first one, written "0" in JSON.</summary>
    public required Hash256 Previous { get; init; }

    /// <summary>Balance of <see cref="Asset"/> after this block, micro-units.</summary>
    public required ulong Balance { get; init; }

    /// <summary>Unix time, nanoseconds.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Asset of balance and amount.</summary>
    public required Asset Asset { get; init; }

    /// <summary>Address delegated to from this block on; null keeps the delegation. The all-zero address is read as null
    /// (spec 01 §20.2).</summary>
    public Address? Representative { get; init; }

    /// <summary>Send: recipient; lease: provider. Zero elsewhere.</summary>
    public Address Destination { get; init; }

    /// <summary>Receive: the send's hash; lease family: the lease's hash. Zero elsewhere.</summary>
    public Hash256 Source { get; init; }

    /// <summary>Micro-units, where the type binds an amount; 0 elsewhere.</summary>
    public ulong Amount { get; init; }

    /// <summary>Lease: virtual CPUs.</summary>
    public ulong Vcpus { get; init; }

    /// <summary>Lease: memory, MiB.</summary>
    public ulong MemoryMb { get; init; }

    /// <summary>Lease: disk, GB.</summary>
    public ulong DiskGb { get; init; }

    /// <summary>Lease and renewal: seconds.</summary>
    public ulong Duration { get; init; }

    /// <summary>Lease: SSH access key, or null.</summary>
    public PublicKey? AccessPubKey { get; init; }

    /// <summary>Genesis: lease timing, or null where none is pinned.</summary>
    public LeaseTiming? Timing { get; init; }

    /// <summary>Send and burn: memo, "" where none.</summary>
    public string Memo { get; init; } = "";

    /// <summary>Multisig open and update: the keyset set by the block.</summary>
    public Keyset? Keyset { get; init; }

    /// <summary>Declared key: on the first block of a single-key account and on no other.</summary>
    public PublicKey? PubKey { get; init; }

    /// <summary>Lease accept and renewal: R × 1000.</summary>
    public ulong LockedR { get; init; }

    /// <summary>Lease accept and renewal: payout cap × 1000.</summary>
    public ulong LockedPayoutCap { get; init; }

    /// <summary>Lease accept and renewal: TWAP, milli-USD.</summary>
    public ulong LockedTwapMilli { get; init; }

    /// <summary>Lease family: certificate hash, the text as it stands (hashed as text).</summary>
    public string CertificateHash { get; init; } = "";

    /// <summary>Accept, settle, force settle, renewal: attestations in their given order.</summary>
    public IReadOnlyList<TimekeeperAttestation> Attestations { get; init; } = [];

    /// <summary>Single signature as given: 64 bytes when well-formed. Not covered by the hash.</summary>
    public SignatureText Signature { get; init; }

    /// <summary>Multisig signatures as given. Not covered by the hash.</summary>
    public IReadOnlyList<BlockSignature> Signatures { get; init; } = [];

    /// <summary>Proof-of-work nonce. Not covered by the hash.</summary>
    public ulong PowNonce { get; init; }

    /// <summary>Mint and burn only: the JSON named a destination or source, which their rules refuse (spec 03 §8.3, §8.4).</summary>
    public bool HasForeignLink { get; init; }

    /// <summary>The block's hash under the network's id: computed, not taken over.</summary>
    public required Hash256 Hash { get; init; }

    /// <summary>True for the first block of a chain.</summary>
    public bool IsOpen => Previous.IsZero;

    /// <summary>The position (account, previous) the block stands for election at (spec 04).</summary>
    public Position Position => new(Account, Previous);

    /// <summary>Equal when the hashes are: what the hash does not cover does not make another block.</summary>
    public bool Equals(Block? other) => other is not null && Hash == other.Hash;

    /// <inheritdoc />
    public override int GetHashCode() => Hash.GetHashCode();
}
