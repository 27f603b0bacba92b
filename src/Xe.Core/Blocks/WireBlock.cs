namespace Xe.Core.Blocks;

/// <summary>A block as its JSON form holds it (spec 01 §3.3): texts and integers as given, nothing checked, mutable. An absent
/// member is its zero value. <see cref="BlockDecoder"/> makes a <see cref="Block"/> of it.</summary>
public sealed class WireBlock
{
    /// <summary>Block type name (spec 01 §4.2).</summary>
    public string Type { get; set; } = "";

    /// <summary>Address, 64 hex.</summary>
    public string Account { get; set; } = "";

    /// <summary>Hash of the previous block of the account, or "0" for the first.</summary>
    public string Previous { get; set; } = "";

    /// <summary>Balance of the asset after this block, micro-units.</summary>
    public ulong Balance { get; set; }

    /// <summary>Unix time, ns.</summary>
    public long Timestamp { get; set; }

    /// <summary>"XE" or "XUSD".</summary>
    public string Asset { get; set; } = "";

    /// <summary>Address delegated to, or "" to keep the delegation.</summary>
    public string Representative { get; set; } = "";

    /// <summary>Recipient (send) or provider (lease).</summary>
    public string Destination { get; set; } = "";

    /// <summary>Micro-units.</summary>
    public ulong Amount { get; set; }

    /// <summary>Hash of the send (receive) or of the lease (lease family).</summary>
    public string Source { get; set; } = "";

    /// <summary>Lease: virtual CPUs.</summary>
    public ulong Vcpus { get; set; }

    /// <summary>Lease: memory, MiB.</summary>
    public ulong MemoryMb { get; set; }

    /// <summary>Lease: disk, GB.</summary>
    public ulong DiskGb { get; set; }

    /// <summary>Lease: seconds.</summary>
    public ulong Duration { get; set; }

    /// <summary>Lease: raw Ed25519 key, 64 hex.</summary>
    public string AccessPubKey { get; set; } = "";

    /// <summary>Genesis: shortest lease, seconds.</summary>
    public ulong LeaseMinDurationSecs { get; set; }

    /// <summary>Genesis: settle grace, ns.</summary>
    public long LeaseSettleGraceNs { get; set; }

    /// <summary>Genesis: gap before force settle, ns.</summary>
    public long LeaseForceSettleGapNs { get; set; }

    /// <summary>Genesis: escrow expiry, ns.</summary>
    public long LeaseEscrowExpiryNs { get; set; }

    /// <summary>Genesis: archive gap, ns.</summary>
    public long LeaseArchiveGapNs { get; set; }

    /// <summary>Genesis: largest live attestation skew, ns.</summary>
    public long MaxAttestationSkewNs { get; set; }

    /// <summary>Send and burn: memo, at most 64 bytes of UTF-8.</summary>
    public string Memo { get; set; } = "";

    /// <summary>Multisig open and update: the keyset.</summary>
    public WireKeyset? Keyset { get; set; }

    /// <summary>Multisig signatures.</summary>
    public IReadOnlyList<WireSignature> Signatures { get; set; } = [];

    /// <summary>Declared key, 64 hex: first block of a single-key account only.</summary>
    public string PubKey { get; set; } = "";

    /// <summary>Single signature, 128 hex.</summary>
    public string Signature { get; set; } = "";

    /// <summary>Block hash, 64 hex.</summary>
    public string Hash { get; set; } = "";

    /// <summary>Proof-of-work nonce.</summary>
    public ulong PowNonce { get; set; }

    /// <summary>Timekeeper attestations.</summary>
    public IReadOnlyList<TimekeeperAttestation> Attestations { get; set; } = [];

    /// <summary>Provider certificate hash, hashed as text.</summary>
    public string CertificateHash { get; set; } = "";

    /// <summary>Lease accept and renewal: R × 1000.</summary>
    public ulong LockedR { get; set; }

    /// <summary>Lease accept and renewal: payout cap × 1000.</summary>
    public ulong LockedPayoutCap { get; set; }

    /// <summary>Lease accept and renewal: TWAP, milli-USD.</summary>
    public ulong LockedTwapMilli { get; set; }

    /// <summary>The six timing members; null where all are 0.</summary>
    public LeaseTiming? Timing
    {
        get
        {
            LeaseTiming timing = new(
                LeaseMinDurationSecs, LeaseSettleGraceNs, LeaseForceSettleGapNs, LeaseEscrowExpiryNs, LeaseArchiveGapNs, MaxAttestationSkewNs);
            return timing.IsAllZero ? null : timing;
        }
        set
        {
            LeaseMinDurationSecs = value?.MinDurationSecs ?? 0;
            LeaseSettleGraceNs = value?.SettleGraceNs ?? 0;
            LeaseForceSettleGapNs = value?.ForceSettleGapNs ?? 0;
            LeaseEscrowExpiryNs = value?.EscrowExpiryNs ?? 0;
            LeaseArchiveGapNs = value?.ArchiveGapNs ?? 0;
            MaxAttestationSkewNs = value?.MaxAttestationSkewNs ?? 0;
        }
    }

    internal bool HasTiming => (LeaseMinDurationSecs | (ulong)LeaseSettleGraceNs | (ulong)LeaseForceSettleGapNs
        | (ulong)LeaseEscrowExpiryNs | (ulong)LeaseArchiveGapNs | (ulong)MaxAttestationSkewNs) != 0;
}
