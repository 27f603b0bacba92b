using Xe.Core.Blocks;
using Xe.Core.Keys;
using Xe.Core.Leases;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Tests.Ledger.Support;

namespace Xe.Core.Tests.Ledger;

/// <summary>Every check of lease and lease_accept (spec 03 §8.6, §8.7): text, code, class.</summary>
public sealed class LeaseRuleTests
{
    private static readonly Hash256 Nowhere = new(Enumerable.Repeat((byte)0xAB, 32).ToArray());
    private const string Unknown = "ffffffffffffffffffff";

    private static readonly IReadOnlyDictionary<string, RuleCase> Cases = Lease().Concat(Accept()).ToDictionary(c => c.Name);

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_failing_check_says_its_text_and_changes_nothing(string name) =>
        Cases[name].Run(name.Contains("stake", StringComparison.Ordinal) ? NetworkRules.Public with { WorkDifficulty = 0, LeaseStakeDivisor = 5 } : null);

    private static IEnumerable<RuleCase> Lease() =>
    [
        new("lease 1 asset", "lease_asset", false, l => (l.Lease(b => b with { Asset = Asset.Xe }), "lease block must have asset=XUSD")),
        new("lease 3 self", "lease_to_self", false, l => (l.Lease(b => b with { Destination = b.Account }), "cannot lease to self")),
        new("lease 4 nothing asked for", "lease_empty", false, l => (l.Lease(b => b with { Vcpus = 0, MemoryMb = 0, DiskGb = 0 }),
            "lease must request at least one resource (vcpus, memory, or disk)")),
        new("lease 4 vcpus", "lease_vcpus", false, l => (l.Lease(b => b with { Vcpus = 4097 }), "lease vcpus must be <= 4096, got 4097")),
        new("lease 4 memory", "lease_memory", false, l => (l.Lease(b => b with { MemoryMb = 67_108_865 }), "lease memory_mb must be <= 67108864, got 67108865")),
        new("lease 4 disk", "lease_disk", false, l => (l.Lease(b => b with { DiskGb = 1_048_577 }), "lease disk_gb must be <= 1048576, got 1048577")),
        new("lease 4 too short", "lease_duration", false, l => (l.Lease(b => b with { Duration = 4 }), "lease duration must be >= 5 seconds")),
        new("lease 4 too long", "lease_duration", false, l => (l.Lease(b => b with { Duration = 31_536_001 }), "lease duration must be <= 31536000 seconds")),
        new("lease 6 certificate missing", "certificate_missing", false, l => (l.Lease(b => b with { CertificateHash = "" }), "lease block must include certificate_hash")),
        new("lease 8 certificate unknown", "certificate_not_found", true, l => (l.Lease(b => b with { CertificateHash = Unknown }), "certificate ffffffffffff... not found")),
        new("lease 9 certificate of another", "certificate_foreign", false, l =>
        {
            Address other = l.Rig.Key(70).Address;
            l.Certify(LeaseRig.Certificate, c => c with { Provider = other.ToString() });
            return (l.Lease(), $"certificate aabbccddeeff... belongs to {other.Short}, not lease destination {l.Provider.Address.Short}");
        }),
        new("lease 10 certificate expired", "certificate_expired", false, l =>
        {
            l.Certify(LeaseRig.Certificate, c => c with { ExpiresAt = 5 });
            return (l.Lease(), $"certificate aabbccddeeff... expired at 5, lease timestamp {l.Rig.Clock.NowNs}");
        }),
        new("lease 11 cost", "lease_multiplier", false, l =>
        {
            l.Certify(LeaseRig.Certificate, c => c with { PriceMultiplierMilli = 0 });
            return (l.Lease(), "lease cost multiplierMilli must be non-zero");
        }),
        new("lease 12 amount", "lease_cost_mismatch", false, l => (l.Lease(b => b with { Amount = 7 }), "lease cost mismatch: expected 31000 (multiplier 1000), got 7")),
        new("lease 13 unopened", "unopened_account", true, l => (Stranger(l), "lease from unopened account")),
        new("lease 14 frontier", "previous_mismatch", true, l => (l.Lease(b => b with { Previous = Nowhere }),
            $"previous mismatch: got {Nowhere.Short}, want {l.Rig.State(l.Consumer)!.Frontier.Short}")),
        new("lease 15 mono", "timestamp_before_previous", false, l => (l.Lease(b => b with { Timestamp = b.Timestamp - 1 }), Early(l, l.Consumer))),
        new("lease 16 balance", "insufficient_balance", false, l =>
        {
            l.Rig.Must(l.Rig.Send(l.Consumer, l.Provider.Address, 9_990_000, Asset.Xusd));
            return (l.Lease(), "insufficient XUSD balance: have 10000, need 31000");
        }),
        new("lease 17 stated balance", "balance_mismatch", false, l => (l.Lease(b => b with { Balance = 1 }), "balance mismatch: expected 9969000, got 1")),
    ];

    private static IEnumerable<RuleCase> Accept() =>
    [
        new("accept 1 asset", "lease_asset", false, l => (l.Accept(l.Created(), b => b with { Asset = Asset.Xe }), "lease_accept block must have asset=XUSD")),
        new("accept 3 lease unknown", "lease_not_found", true, l => (l.Accept(Nowhere), $"source lease block not found: {Nowhere.Short}")),
        new("accept 4 no lease", "not_a_lease", false, l => (l.Accept(l.Rig.Genesis.Hash), "source block is not a lease block")),
        new("accept 5 another provider", "provider_mismatch", false, l =>
        {
            AccountKey other = l.Rig.Funded(72);
            Hash256 lease = l.Created();
            return (l.Rig.Sign(other, l.Rig.Draft(BlockType.LeaseAccept, other, Asset.Xusd, 0) with { Source = lease }), "lease_accept: provider account mismatch");
        }),
        new("accept 6 accepted", "lease_already_accepted", false, l => (l.Accept(l.Accepted()), "lease already accepted")),
        new("accept 6 cancelled", "lease_already_accepted", false, l =>
        {
            Hash256 lease = l.Created();
            l.Rig.Must(l.Cancel(lease));
            return (l.Accept(lease), "lease already accepted");
        }),
        new("accept 7 amount", "stake_mismatch", false, l => (l.Accept(l.Created(), b => b with { Amount = 1 }), "lease_accept stake mismatch: expected 0, got 1")),
        new("accept 7 amount with stake", "stake_mismatch", false, l => (l.Accept(l.Created(), b => b with { Amount = 6199 }), "lease_accept stake mismatch: expected 6200, got 6199")),
        new("accept 8 unopened", "unopened_account", true, l =>
        {
            AccountKey stranger = l.Rig.Key(73);
            Hash256 lease = l.Rig.Must(LeaseTo(l, stranger)).Hash;
            return (l.Rig.Sign(stranger, l.Rig.Draft(BlockType.LeaseAccept, stranger, Asset.Xusd, 0) with { Source = lease }), "lease_accept from unopened account");
        }),
        new("accept 9 frontier", "previous_mismatch", true, l => (l.Accept(l.Created(), b => b with { Previous = Nowhere }),
            $"previous mismatch: got {Nowhere.Short}, want {l.Rig.State(l.Provider)!.Frontier.Short}")),
        new("accept 10 mono", "timestamp_before_previous", false, l => (l.Accept(l.Created(), b => b with { Timestamp = b.Timestamp - 1 }), Early(l, l.Provider))),
        new("accept 11 balance for the stake", "insufficient_balance", false, l =>
        {
            l.Rig.Must(l.Rig.Send(l.Provider, l.Consumer.Address, 999_000, Asset.Xusd));
            return (l.Accept(l.Created()), "insufficient XUSD balance for stake: have 1000, need 6200");
        }),
        new("accept 12 stated balance", "balance_mismatch", false, l => (l.Accept(l.Created(), b => b with { Balance = 1 }), "balance mismatch: expected 1000000, got 1")),
        new("accept 13 timekeepers", "timekeepers_not_configured", false, l =>
        {
            Hash256 lease = l.Created();
            Block accept = l.Accept(lease);
            l.Rig.Config.Timekeepers = null;
            return (accept, "lease_accept: timekeepers not configured");
        }),
        new("accept 13 timekeepers without threshold", "timekeepers_not_configured", false, l =>
        {
            Block accept = l.Accept(l.Created());
            l.Rig.Config.Timekeepers = new TimekeeperSet([l.Timekeepers[0].PublicKey.ToString()], 0);
            return (accept, "lease_accept: timekeepers not configured");
        }),
        new("accept 14 too few attestations", "too_few_attestations", false, l =>
            (l.Accept(l.Created(), b => b with { Attestations = [b.Attestations[0]] }), "lease_accept attestation: need 2 attestations, got 1")),
        new("accept 14 attestations of one key", "too_few_valid_attestations", false, l =>
            (l.Accept(l.Created(), b => b with { Attestations = [b.Attestations[0], b.Attestations[0]] }),
                "lease_accept attestation: only 1 valid attestations from trusted timekeepers, need 2")),
        new("accept 14 attestations of strangers", "too_few_valid_attestations", false, l =>
        {
            Hash256 lease = l.Created();
            return (l.Accept(lease, b => b with { Attestations = [b.Attestations[0], LeaseRig.Attest(l.Rig.Key(77), lease, l.Rig.Clock.NowNs)] }),
                "lease_accept attestation: only 1 valid attestations from trusted timekeepers, need 2");
        }),
        new("accept 14 attestations of another lease", "too_few_valid_attestations", false, l =>
            (l.Accept(l.Created(), b => b with { Attestations = l.Attest(Nowhere, l.Rig.Clock.NowNs) }),
                "lease_accept attestation: only 0 valid attestations from trusted timekeepers, need 2")),
        new("accept 14 attestations beyond the skew", "too_few_valid_attestations", false, l =>
        {
            Hash256 lease = l.Created();
            return (l.Accept(lease, b => b with { Attestations = l.Attest(lease, l.Rig.Clock.NowNs + Rig.Timing.MaxAttestationSkewNs + 1) }),
                "lease_accept attestation: only 0 valid attestations from trusted timekeepers, need 2");
        }),
        new("accept 15 certificate missing", "certificate_missing", false, l => (l.Accept(l.Created(), b => b with { CertificateHash = "" }), "lease_accept: performance certificate required")),
        new("accept 16 certificate of another lease", "certificate_mismatch", false, l => (l.Accept(l.Created(), b => b with { CertificateHash = Unknown }),
            "lease_accept: certificate hash ffffffffffff... does not match lease's referenced cert aabbccddeeff...")),
        new("accept 18 certificate unknown", "certificate_not_found", true, l =>
        {
            Hash256 lease = l.Created();
            l.Rig.Config.Certificates.Clear();
            return (l.Accept(lease), "lease_accept: certificate not found: aabbccddeeff");
        }),
        new("accept 19 certificate of another", "certificate_foreign", false, l =>
        {
            Hash256 lease = l.Created();
            l.Certify(LeaseRig.Certificate, c => c with { Provider = l.Consumer.Address.ToString() });
            return (l.Accept(lease), "lease_accept: certificate belongs to different provider");
        }),
        new("accept 20 certificate expired", "certificate_expired", false, l =>
        {
            Hash256 lease = l.Created();
            l.Certify(LeaseRig.Certificate, c => c with { ExpiresAt = l.Rig.Clock.NowNs - 1 });
            return (l.Accept(lease), "lease_accept: certificate expired");
        }),
        new("accept 20 a certificate without expiry has expired", "certificate_expired", false, l =>
        {
            Hash256 lease = l.Created();
            l.Certify(LeaseRig.Certificate, c => c with { ExpiresAt = 0 });
            return (l.Accept(lease), "lease_accept: certificate expired");
        }),
        new("accept 21 locked emission missing", "locked_emission_missing", false, l => (l.Accept(l.Created(), b => b with { LockedR = 0 }),
            "lease_accept missing locked emission params: locked_r must be set (the accept must carry locked_r/locked_payout_cap/locked_twap)")),
        new("accept 22 no epoch", "epoch_not_available", true, l =>
        {
            l.Rig.Config.Epochs.Clear();
            return (l.Accept(l.Created()), $"lease_accept epoch not yet available for accept time {l.Rig.Clock.NowNs}: retry after statechain syncs");
        }),
        new("accept 23 another emission, live", "locked_emission_mismatch", false, l => (l.Accept(l.Created(), b => b with { LockedR = 1999, LockedPayoutCap = 3, LockedTwapMilli = 4 }),
            "lease_accept locked emission mismatch: block (R=1999 cap=3 twap=4) != epoch@accept (R=2000 cap=0 twap=0)")),
        new("accept 23 another emission, synced", "locked_emission_mismatch", true, l => (l.Accept(l.Created(), b => b with { LockedR = 1999, LockedPayoutCap = 3, LockedTwapMilli = 4 }),
            "lease_accept locked emission mismatch on sync: block (R=1999 cap=3 twap=4) != epoch@accept (R=2000 cap=0 twap=0): retry after statechain syncs"), Synced: true),
        new("accept guard: the lease was undone", "lease_state_conflict", true, l =>
        {
            Hash256 lease = l.Created();
            Block accept = l.Accept(lease);
            Undo(l, lease);
            return (accept, $"CommitBlock: CommitBlock: lease state conflict: lease {lease.ToString()[..12]} not found");
        }),
    ];

    [Fact]
    public void An_attestation_at_the_very_edge_of_the_skew_counts_and_a_synced_one_beyond_it_too()
    {
        var leases = new LeaseRig();
        Hash256 lease = leases.Created();
        long edge = leases.Rig.Clock.NowNs - Rig.Timing.MaxAttestationSkewNs;
        leases.Rig.Must(leases.Accept(lease, b => b with { Attestations = leases.Attest(lease, edge) }));
        Assert.Equal(edge, leases.Record(lease)!.StartTime);

        Hash256 late = leases.Created();
        leases.Rig.Must(leases.Accept(late, b => b with { Attestations = leases.Attest(late, edge - 1) }), synced: true);
        Assert.Equal(edge - 1, leases.Record(late)!.StartTime);
    }

    [Fact]
    public void The_last_four_epochs_may_be_locked()
    {
        var leases = new LeaseRig();
        leases.Rig.Config.Epochs.Clear();
        leases.Rig.Config.Epochs.AddRange([new(2300, 0, 0), new(2200, 1500, 700), new(2100, 0, 0), new(2000, 0, 0)]);
        Hash256 lease = leases.Created();
        leases.Rig.Must(leases.Accept(lease, b => b with { LockedR = 2200, LockedPayoutCap = 1500, LockedTwapMilli = 700 }));
        LeaseRecord record = leases.Record(lease)!;
        Assert.Equal((2200UL, 1500UL, 700UL, LeaseState.Accepted), (record.LockedR, record.LockedPayoutCap, record.LockedTwapMilli, record.State));
    }

    // Replaces the lease by a send in its place, so that block and record part.
    private static void Undo(LeaseRig l, Hash256 lease)
    {
        Block body = l.Rig.Store.GetBlock(lease)!;
        Block rival = l.Rig.Send(l.Consumer, l.Rig.Key(71).Address, 1, Asset.Xusd, b => b with { Previous = body.Previous, Balance = 9_999_999 });
        Assert.Equal(AddOutcome.Staged, l.Rig.Add(rival).Outcome);
        Assert.Null(l.Rig.Ledger.Confirm(rival.Position, rival.Hash, []));
    }

    private static Block LeaseTo(LeaseRig l, AccountKey provider)
    {
        l.Certify(LeaseRig.Certificate, c => c with { Provider = provider.Address.ToString() });
        return l.Lease(b => b with { Destination = provider.Address });
    }

    private static Block Stranger(LeaseRig l)
    {
        AccountKey key = l.Rig.Key(74);
        Block lease = l.Lease();
        return l.Rig.Sign(key, lease with { Account = key.Address, Previous = default, PubKey = key.PublicKey });
    }

    private static string Early(LeaseRig l, AccountKey key) =>
        $"block timestamp {l.Rig.State(key)!.LastTimestamp - 1} is before previous block timestamp {l.Rig.State(key)!.LastTimestamp}";
}
