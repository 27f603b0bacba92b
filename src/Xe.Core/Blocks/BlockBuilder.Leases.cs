using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

// The lease family (spec 03 §8.6–8.10, 01 §19).
public sealed partial class BlockBuilder
{
    /// <summary>Requests a lease of a provider and puts its cost (micro-XUSD) in escrow.</summary>
    /// <param name="tip">The consumer's tip.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="dimensions">What is asked for.</param>
    /// <param name="cost">The cost at the certificate's multiplier (<see cref="LeasePricing.Cost"/>).</param>
    /// <param name="certificateHash">Hash of the provider's certificate, 64 lower-case hex.</param>
    /// <param name="accessKey">SSH access key, or null.</param>
    public WireBlock Lease(ChainTip tip, Address provider, LeaseDimensions dimensions, ulong cost, string certificateHash, PublicKey? accessKey)
    {
        WireBlock draft = Draft(BlockType.Lease, tip, Asset.Xusd, Less(tip, Asset.Xusd, cost), null);
        draft.Destination = provider.ToString();
        draft.Amount = cost;
        draft.Vcpus = dimensions.Vcpus;
        draft.MemoryMb = dimensions.MemoryMb;
        draft.DiskGb = dimensions.DiskGb;
        draft.Duration = dimensions.DurationSecs;
        draft.AccessPubKey = accessKey?.ToString() ?? "";
        draft.CertificateHash = certificateHash;
        return draft;
    }

    /// <summary>Takes a lease on: stake (micro-XUSD), the emission parameters locked, the certificate and attested time.</summary>
    public WireBlock LeaseAccept(
        ChainTip tip, Hash256 lease, ulong stake, ulong lockedR, ulong lockedPayoutCap, ulong lockedTwapMilli,
        string certificateHash, IReadOnlyList<TimekeeperAttestation> attestations)
    {
        WireBlock draft = OfLease(BlockType.LeaseAccept, tip, Asset.Xusd, Less(tip, Asset.Xusd, stake), lease, attestations);
        draft.Amount = stake;
        draft.LockedR = lockedR;
        draft.LockedPayoutCap = lockedPayoutCap;
        draft.LockedTwapMilli = lockedTwapMilli;
        draft.CertificateHash = certificateHash;
        return draft;
    }

    /// <summary>Settles an expired lease: the emission (micro-XE) is credited.</summary>
    public WireBlock LeaseSettle(ChainTip tip, Hash256 lease, ulong emission, IReadOnlyList<TimekeeperAttestation> attestations)
    {
        WireBlock draft = OfLease(BlockType.LeaseSettle, tip, Asset.Xe, More(tip, Asset.Xe, emission), lease, attestations);
        draft.Amount = emission;
        return draft;
    }

    /// <summary>Takes a lease back that nobody accepted: its cost (micro-XUSD) returns.</summary>
    public WireBlock LeaseCancel(ChainTip tip, Hash256 lease, ulong cost) =>
        OfLease(BlockType.LeaseCancel, tip, Asset.Xusd, More(tip, Asset.Xusd, cost), lease, []);

    /// <summary>Takes the escrow (micro-XUSD) of an unfulfilled lease back.</summary>
    public WireBlock LeaseForceSettle(ChainTip tip, Hash256 lease, ulong cost, IReadOnlyList<TimekeeperAttestation> attestations) =>
        OfLease(BlockType.LeaseForceSettle, tip, Asset.Xusd, More(tip, Asset.Xusd, cost), lease, attestations);

    /// <summary>Extends a lease by a duration (seconds) for a cost (micro-XUSD). Encoded; not activated on a known network.</summary>
    public WireBlock LeaseRenew(
        ChainTip tip, Hash256 lease, ulong durationSecs, ulong cost, ulong lockedR, ulong lockedPayoutCap, ulong lockedTwapMilli,
        string certificateHash, IReadOnlyList<TimekeeperAttestation> attestations)
    {
        WireBlock draft = OfLease(BlockType.LeaseRenew, tip, Asset.Xusd, Less(tip, Asset.Xusd, cost), lease, attestations);
        draft.Amount = cost;
        draft.Duration = durationSecs;
        draft.LockedR = lockedR;
        draft.LockedPayoutCap = lockedPayoutCap;
        draft.LockedTwapMilli = lockedTwapMilli;
        draft.CertificateHash = certificateHash;
        return draft;
    }

    private WireBlock OfLease(
        BlockType type, ChainTip tip, Asset asset, ulong balance, Hash256 lease, IReadOnlyList<TimekeeperAttestation> attestations)
    {
        WireBlock draft = Draft(type, tip, asset, balance, null);
        draft.Source = lease.ToString();
        draft.Attestations = attestations;
        return draft;
    }
}
