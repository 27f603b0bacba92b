using Xe.Core.Blocks;
using Xe.Core.Keys;
using Xe.Core.Leases;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Core.Tests.Ledger.Support;

/// <summary>A rig with a funded consumer and provider, two timekeepers and a certificate, and every block of a lease's life.</summary>
internal sealed class LeaseRig
{
    public const string Certificate = "aabbccddeeff00112233445566778899";

    public static LeaseDimensions Dimensions { get; } = new(1, 1024, 1, 3600);

    public LeaseRig(NetworkRules? rules = null)
    {
        Rig = new Rig(rules);
        Consumer = Rig.Funded(10);
        Provider = Rig.Funded(11);
        Rig.FundXusd(Consumer, 10_000_000);
        Rig.FundXusd(Provider, 1_000_000);
        Timekeepers = [Rig.Key(20), Rig.Key(21)];
        Rig.Config.Timekeepers = new TimekeeperSet([.. Timekeepers.Select(t => t.PublicKey.ToString())], 2);
        Certify(Certificate, c => c);
    }

    public Rig Rig { get; }

    public AccountKey Consumer { get; }

    public AccountKey Provider { get; }

    public AccountKey[] Timekeepers { get; }

    public ulong Cost => LeasePricing.Cost(Dimensions, 1000, Rig.Ledger.Timing.MinDurationSecs, out ulong cost) is null ? cost : 0;

    public LeaseRecord? Record(Hash256 lease) => Rig.Ledger.State.GetLease(lease);

    public void Certify(string hash, Func<PerformanceCertificate, PerformanceCertificate> change) =>
        Rig.Config.Certificates[hash] = change(new PerformanceCertificate
        {
            Provider = Provider.Address.ToString(),
            ProviderPubKey = Provider.PublicKey.ToString(),
            Seed = "",
            WorkloadVersion = PerformanceCertificate.CurrentWorkloadVersion,
            Iterations = PerformanceCertificate.RequiredIterations,
            WorkProof = "",
            Score = 1,
            StartAttestationRoot = "",
            EndAttestationRoot = "",
            StartMedian = 0,
            EndMedian = 1,
            IssuedAt = 0,
            ExpiresAt = long.MaxValue,
            PriceMultiplierMilli = 1000,
            Hash = hash,
        });

    public IReadOnlyList<TimekeeperAttestation> Attest(Hash256 lease, long time) =>
        [.. Timekeepers.Select(t => Attest(t, lease, time))];

    public static TimekeeperAttestation Attest(AccountKey timekeeper, Hash256 lease, long time)
    {
        Span<byte> seed = stackalloc byte[32];
        timekeeper.CopySeed(seed);
        return AttestationList.Sign(seed, lease.Value, time);
    }

    public Block Lease(Func<Block, Block>? change = null) => Rig.Sign(Consumer,
        Rig.Draft(BlockType.Lease, Consumer, Asset.Xusd, unchecked(Rig.Balance(Consumer, Asset.Xusd) - Cost)) with
        {
            Destination = Provider.Address,
            Amount = Cost,
            Vcpus = Dimensions.Vcpus,
            MemoryMb = Dimensions.MemoryMb,
            DiskGb = Dimensions.DiskGb,
            Duration = Dimensions.DurationSecs,
            CertificateHash = Certificate,
        }, change);

    public Block Accept(Hash256 lease, Func<Block, Block>? change = null)
    {
        ulong stake = LeasePricing.Stake(Cost, Rig.Rules.LeaseStakeDivisor);
        return Rig.Sign(Provider,
            Rig.Draft(BlockType.LeaseAccept, Provider, Asset.Xusd, unchecked(Rig.Balance(Provider, Asset.Xusd) - stake)) with
            {
                Source = lease,
                Amount = stake,
                LockedR = 2000,
                CertificateHash = Certificate,
                Attestations = Attest(lease, Rig.Clock.NowNs),
            }, change);
    }

    public Block Settle(Hash256 lease, Func<Block, Block>? change = null)
    {
        ulong emission = LeasePricing.Emission(Cost, 2000, out ulong value) is null ? value : 0;
        return Rig.Sign(Provider, Rig.Draft(BlockType.LeaseSettle, Provider, Asset.Xe, Rig.Balance(Provider, Asset.Xe) + emission) with
        {
            Source = lease,
            Amount = emission,
            Attestations = Attest(lease, Rig.Clock.NowNs),
        }, change);
    }

    public Block Cancel(Hash256 lease, Func<Block, Block>? change = null) => Rig.Sign(Consumer,
        Rig.Draft(BlockType.LeaseCancel, Consumer, Asset.Xusd, Rig.Balance(Consumer, Asset.Xusd) + Cost) with { Source = lease }, change);

    public Block ForceSettle(Hash256 lease, Func<Block, Block>? change = null) => Rig.Sign(Consumer,
        Rig.Draft(BlockType.LeaseForceSettle, Consumer, Asset.Xusd, Rig.Balance(Consumer, Asset.Xusd) + Cost) with
        {
            Source = lease,
            Attestations = Attest(lease, Rig.Clock.NowNs),
        }, change);

    /// <summary>A lease on the chain.</summary>
    public Hash256 Created() => Rig.Must(Lease()).Hash;

    /// <summary>A lease on the chain with its accept.</summary>
    public Hash256 Accepted()
    {
        Hash256 lease = Created();
        Rig.Must(Accept(lease));
        return lease;
    }

    public void ToExpiry() => Rig.Clock.Advance(TimeSpan.FromSeconds(Dimensions.DurationSecs));

    /// <summary>To the first moment a force-settle is allowed.</summary>
    public void ToForceSettle() => Rig.Clock.Advance(
        TimeSpan.FromSeconds(Dimensions.DurationSecs) + TimeSpan.FromTicks((Rig.Timing.SettleGraceNs + Rig.Timing.ForceSettleGapNs) / 100));
}
