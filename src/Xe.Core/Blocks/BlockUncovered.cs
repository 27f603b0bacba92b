using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>The members of a block that its canonical bytes do not hold.</summary>
internal readonly ref struct BlockUncovered
{
    internal PublicKey? PubKey { get; init; }

    internal string CertificateHash { get; init; }

    internal IReadOnlyList<TimekeeperAttestation> Attestations { get; init; }

    internal SignatureText Signature { get; init; }

    internal IReadOnlyList<BlockSignature> Signatures { get; init; }

    internal ulong PowNonce { get; init; }

    internal bool HasForeignLink { get; init; }

    /// <summary>The threshold as given: canonical bytes hold its low 32 bits only.</summary>
    internal long? Threshold { get; init; }

    /// <summary>Puts a block together.</summary>
    internal Block Join(in CanonicalFields fields, string memo, Hash256 hash) => new()
    {
        Type = fields.Type,
        Account = fields.Account,
        Previous = fields.Previous,
        Balance = fields.Balance,
        Timestamp = fields.Timestamp,
        Asset = fields.Asset,
        Representative = fields.Representative.IsZero ? null : fields.Representative,
        Destination = fields.Destination,
        Source = fields.Source,
        Amount = fields.Amount,
        Vcpus = fields.Vcpus,
        MemoryMb = fields.MemoryMb,
        DiskGb = fields.DiskGb,
        Duration = fields.Duration,
        AccessPubKey = fields.AccessPubKey.IsZero ? null : fields.AccessPubKey,
        Timing = fields.Timing,
        Memo = memo,
        Keyset = fields.Keyset is { } keyset && Threshold is { } threshold ? keyset with { Threshold = threshold } : fields.Keyset,
        PubKey = PubKey,
        LockedR = fields.LockedR,
        LockedPayoutCap = fields.LockedPayoutCap,
        LockedTwapMilli = fields.LockedTwapMilli,
        CertificateHash = CertificateHash,
        Attestations = Attestations,
        Signature = Signature,
        Signatures = Signatures,
        PowNonce = PowNonce,
        HasForeignLink = HasForeignLink,
        Hash = hash,
    };
}
