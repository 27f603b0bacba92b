using Xe.Core.Blocks;
using Xe.Core.Keys;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Tests.Ledger.Support;

namespace Xe.Core.Tests.Ledger;

/// <summary>Every check of lease_settle, lease_cancel and lease_force_settle (spec 03 §8.8 to §8.10): text, code, class.</summary>
public sealed class LeaseEndRuleTests
{
    private static readonly Hash256 Nowhere = new(Enumerable.Repeat((byte)0xAB, 32).ToArray());

    private static readonly IReadOnlyDictionary<string, RuleCase> Cases = Settle().Concat(Cancel()).Concat(ForceSettle()).ToDictionary(c => c.Name);

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_failing_check_says_its_text_and_changes_nothing(string name) => Cases[name].Run();

    private static IEnumerable<RuleCase> Settle() =>
    [
        new("settle 1 asset", "lease_asset", false, l => (l.Settle(Due(l), b => b with { Asset = Asset.Xusd }), "lease_settle block must have asset=XE")),
        new("settle 3 unknown", "lease_not_found", true, l => (l.Settle(Nowhere), $"lease not found: {Nowhere.Short}")),
        new("settle 4 settled", "lease_already_settled", false, l =>
        {
            Hash256 lease = Due(l);
            l.Rig.Must(l.Settle(lease));
            return (l.Settle(lease), "lease already settled");
        }),
        new("settle 5 provider", "provider_mismatch", false, l =>
        {
            Hash256 lease = Due(l);
            return (l.Rig.Sign(l.Consumer, l.Rig.Draft(BlockType.LeaseSettle, l.Consumer, Asset.Xe, 1) with { Source = lease }), "lease_settle: provider account mismatch");
        }),
        new("settle 6 created", "lease_not_accepted", true, l => (l.Settle(l.Created()), "lease not yet accepted for settle (state created): retry after accept")),
        new("settle 6 cancelled", "lease_not_settleable", false, l => (l.Settle(Cancelled(l)), "lease_settle: lease not settleable in cancelled state")),
        new("settle 7 timekeepers", "timekeepers_not_configured", false, l =>
        {
            Block settle = l.Settle(Due(l));
            l.Rig.Config.Timekeepers = null;
            return (settle, "lease_settle: timekeepers not configured");
        }),
        new("settle 8 attestations", "too_few_attestations", false, l => (l.Settle(Due(l), b => b with { Attestations = [] }), "lease_settle attestation: need 2 attestations, got 0")),
        new("settle 9 early", "lease_not_expired", false, l =>
        {
            Hash256 lease = Due(l, -1);
            return (l.Settle(lease), $"lease not yet expired: need timestamp >= {Expiry(l, lease)}, got {Expiry(l, lease) - 100}");
        }),
        new("settle 10 late", "settle_past_grace", false, l =>
        {
            Hash256 lease = Due(l, Rig.Timing.SettleGraceNs / 100 + 1);
            long grace = Expiry(l, lease) + Rig.Timing.SettleGraceNs;
            return (l.Settle(lease), $"lease settle past grace: timestamp {grace + 100} exceeds expiry+grace {grace}");
        }),
        new("settle 11 overflow", "emission_overflow", false, l =>
        {
            l.Rig.Config.Epochs.Add(new LockedEmission(ulong.MaxValue, 0, 0));
            Hash256 lease = l.Created();
            l.Rig.Must(l.Accept(lease, b => b with { LockedR = ulong.MaxValue }));
            l.ToExpiry();
            return (l.Settle(lease), "lease_settle: lease emission overflow: cost(31000) * r(18446744073709551615)");
        }),
        new("settle 12 amount", "emission_mismatch", false, l => (l.Settle(Due(l), b => b with { Amount = 61_999 }),
            "lease_settle XE mismatch: expected 62000 (cost=31000, R=2000, R_capped=2000), got 61999")),
        new("settle 13 escrow", "no_escrow", false, l =>
        {
            Hash256 lease = Due(l);
            TakeEscrow(l, lease);
            return (l.Settle(lease), $"no escrow pending to burn for lease: {lease.Short}");
        }),
        new("settle 15 frontier", "previous_mismatch", true, l => (l.Settle(Due(l), b => b with { Previous = Nowhere }),
            $"previous mismatch: got {Nowhere.Short}, want {l.Rig.State(l.Provider)!.Frontier.Short}")),
        new("settle 16 mono", "timestamp_before_previous", false, l => (l.Settle(Due(l), b => b with { Timestamp = 1 }),
            $"block timestamp 1 is before previous block timestamp {l.Rig.State(l.Provider)!.LastTimestamp}")),
        new("settle 17 overflow", "balance_overflow", false, l =>
        {
            Hash256 lease = Due(l);
            AccountState state = l.Rig.State(l.Provider)!;
            l.Rig.Ledger.State.Apply(new ChangeSet { Accounts = [new(state.Account, state, state with { Xe = ulong.MaxValue })] });
            return (l.Settle(lease), "lease_settle would overflow uint64 balance");
        }),
        new("settle 18 stated balance", "balance_mismatch", false, l => (l.Settle(Due(l), b => b with { Balance = 1 }), "balance mismatch: expected 1062000, got 1")),
    ];

    private static IEnumerable<RuleCase> Cancel() =>
    [
        new("cancel 1 asset", "lease_asset", false, l => (l.Cancel(l.Created(), b => b with { Asset = Asset.Xe }), "lease_cancel block must have asset=XUSD")),
        new("cancel 3 unknown", "lease_not_found", true, l => (l.Cancel(Nowhere), $"source lease block not found: {Nowhere.Short}")),
        new("cancel 4 no lease", "not_a_lease", false, l => (l.Cancel(l.Rig.Genesis.Hash), "source block is not a lease block")),
        new("cancel 5 consumer", "consumer_mismatch", false, l =>
        {
            Hash256 lease = l.Created();
            return (l.Rig.Sign(l.Provider, l.Rig.Draft(BlockType.LeaseCancel, l.Provider, Asset.Xusd, 1) with { Source = lease }),
                "lease_cancel: only the consumer can cancel a lease");
        }),
        new("cancel 6 cancelled", "lease_not_cancellable", false, l => (l.Cancel(Cancelled(l)), "cannot cancel lease in cancelled state")),
        new("cancel 6 settled", "lease_not_cancellable", false, l =>
        {
            Hash256 lease = Due(l);
            l.Rig.Must(l.Settle(lease));
            return (l.Cancel(lease), "cannot cancel lease in settled state");
        }),
        new("cancel 6 expired", "lease_not_cancellable", false, l =>
        {
            Hash256 lease = l.Accepted();
            l.Rig.Clock.Advance(TimeSpan.FromDays(1));
            Assert.Equal(1, l.Rig.Ledger.ArchiveExpiredLeases());
            return (l.Cancel(lease), "cannot cancel lease in expired state");
        }),
        new("cancel-wins 1 no accept here", "cancel_wins_no_accept", true, l =>
        {
            Hash256 lease = l.Created();
            LeaseRecord record = l.Record(lease)!;
            l.Rig.Ledger.State.Apply(new ChangeSet { Leases = [new(lease, record, record with { State = LeaseState.Accepted })] });
            return (l.Cancel(lease), "cancel-wins: provider accept not found locally: retry after sync");
        }),
        new("cancel-wins 2 built on", "cancel_wins_built_on", true, l =>
        {
            Hash256 lease = l.Accepted();
            l.Rig.Must(l.Rig.Burn(l.Provider, 1));
            return (l.Cancel(lease), "cancel-wins: provider built on the accept: retry after sync");
        }),
        new("cancel-wins 3 final", "accept_final", false, l =>
        {
            Hash256 lease = l.Accepted();
            l.Rig.Finalize(l.Provider);
            return (l.Cancel(lease), "cannot cancel lease in accepted state: accept is finalized");
        }),
        new("cancel 7 escrow", "no_escrow", false, l =>
        {
            Hash256 lease = l.Created();
            TakeEscrow(l, lease);
            return (l.Cancel(lease), $"no pending send for lease: {lease.Short}");
        }),
        new("cancel 9 frontier", "previous_mismatch", true, l => (l.Cancel(l.Created(), b => b with { Previous = Nowhere }),
            $"previous mismatch: got {Nowhere.Short}, want {l.Rig.State(l.Consumer)!.Frontier.Short}")),
        new("cancel 10 mono", "timestamp_before_previous", false, l => (l.Cancel(l.Created(), b => b with { Timestamp = 1 }),
            $"block timestamp 1 is before previous block timestamp {l.Rig.State(l.Consumer)!.LastTimestamp}")),
        new("cancel 11 balance", "balance_mismatch", false, l => (l.Cancel(l.Created(), b => b with { Balance = 1 }), "balance mismatch: expected 10000000, got 1")),
        new("cancel 11 balance before cancel-wins", "balance_mismatch", false, l => (l.Cancel(l.Accepted(), b => b with { Balance = 1 }), "balance mismatch: expected 10000000, got 1")),
    ];

    private static IEnumerable<RuleCase> ForceSettle() =>
    [
        new("force 1 asset", "lease_asset", false, l => (l.ForceSettle(Overdue(l), b => b with { Asset = Asset.Xe }), "lease_force_settle block must have asset=XUSD")),
        new("force 3 unknown", "lease_not_found", true, l => (l.ForceSettle(Nowhere), $"source lease block not found: {Nowhere.Short}")),
        new("force 4 no lease", "not_a_lease", false, l => (l.ForceSettle(l.Rig.Genesis.Hash), "source block is not a lease block")),
        new("force 5 consumer", "consumer_mismatch", false, l =>
        {
            Hash256 lease = Overdue(l);
            return (l.Rig.Sign(l.Provider, l.Rig.Draft(BlockType.LeaseForceSettle, l.Provider, Asset.Xusd, 1) with { Source = lease }),
                "lease_force_settle: only the consumer can force-settle a lease");
        }),
        new("force 6 record gone", "lease_not_found", true, l =>
        {
            Hash256 lease = Overdue(l);
            l.Rig.Ledger.State.Apply(new ChangeSet { Leases = [new(lease, l.Record(lease), null)] });
            return (l.ForceSettle(lease), $"lease not found: {lease.Short}");
        }),
        new("force 6 settled", "lease_already_settled", false, l =>
        {
            Hash256 lease = Overdue(l);
            l.Rig.Must(l.ForceSettle(lease));
            return (l.ForceSettle(lease), "lease already settled");
        }),
        new("force 7 created", "lease_not_accepted", true, l => (l.ForceSettle(l.Created()), "lease not yet accepted for force-settle (state created): retry after accept")),
        new("force 7 cancelled", "lease_not_settleable", false, l => (l.ForceSettle(Cancelled(l)), "cannot force-settle lease in cancelled state")),
        new("force 8 timekeepers", "timekeepers_not_configured", false, l =>
        {
            Block force = l.ForceSettle(Overdue(l));
            l.Rig.Config.Timekeepers = null;
            return (force, "lease_force_settle: timekeepers not configured");
        }),
        new("force 8 attestations", "too_few_attestations", false, l =>
            (l.ForceSettle(Overdue(l), b => b with { Attestations = [] }), "lease_force_settle attestation: need 2 attestations, got 0")),
        new("force 9 early", "force_settle_early", false, l =>
        {
            Hash256 lease = Overdue(l, -1);
            long opens = Expiry(l, lease) + Rig.Timing.SettleGraceNs + Rig.Timing.ForceSettleGapNs;
            return (l.ForceSettle(lease), $"lease not yet force-settleable: need timestamp >= {opens}, got {opens - 100}");
        }),
        new("force 10 expired", "escrow_expired", false, l =>
        {
            Hash256 lease = l.Accepted();
            l.ToExpiry();
            l.Rig.Clock.Advance(TimeSpan.FromTicks(Rig.Timing.EscrowExpiryNs / 100));
            long closes = Expiry(l, lease) + Rig.Timing.EscrowExpiryNs;
            return (l.ForceSettle(lease), $"lease escrow expired: refund window closed at {closes}, got {closes}");
        }),
        new("force 11 escrow", "no_escrow", false, l =>
        {
            Hash256 lease = Overdue(l);
            TakeEscrow(l, lease);
            return (l.ForceSettle(lease), $"no pending escrow for lease: {lease.Short}");
        }),
        new("force 13 frontier", "previous_mismatch", true, l => (l.ForceSettle(Overdue(l), b => b with { Previous = Nowhere }),
            $"previous mismatch: got {Nowhere.Short}, want {l.Rig.State(l.Consumer)!.Frontier.Short}")),
        new("force 14 mono", "timestamp_before_previous", false, l => (l.ForceSettle(Overdue(l), b => b with { Timestamp = 1 }),
            $"block timestamp 1 is before previous block timestamp {l.Rig.State(l.Consumer)!.LastTimestamp}")),
        new("force 15 overflow", "balance_overflow", false, l =>
        {
            Hash256 lease = Overdue(l);
            AccountState state = l.Rig.State(l.Consumer)!;
            l.Rig.Ledger.State.Apply(new ChangeSet { Accounts = [new(state.Account, state, state with { Xusd = ulong.MaxValue })] });
            return (l.ForceSettle(lease), "lease_force_settle would overflow uint64 balance");
        }),
        new("force 16 stated balance", "balance_mismatch", false, l => (l.ForceSettle(Overdue(l), b => b with { Balance = 1 }), "balance mismatch: expected 10000000, got 1")),
    ];

    [Fact]
    public void Settle_and_force_settle_windows_are_closed_and_half_open()
    {
        var first = new LeaseRig();
        first.Rig.Must(first.Settle(Due(first)));
        var last = new LeaseRig();
        last.Rig.Must(last.Settle(Due(last, Rig.Timing.SettleGraceNs / 100)));
        var earliest = new LeaseRig();
        earliest.Rig.Must(earliest.ForceSettle(Overdue(earliest)));
        var latest = new LeaseRig();
        Hash256 lease = latest.Accepted();
        latest.ToExpiry();
        latest.Rig.Clock.Advance(TimeSpan.FromTicks(Rig.Timing.EscrowExpiryNs / 100 - 1));
        latest.Rig.Must(latest.ForceSettle(lease));
    }

    private static Hash256 Due(LeaseRig l, long ticks = 0)
    {
        Hash256 lease = l.Accepted();
        l.ToExpiry();
        l.Rig.Clock.Advance(TimeSpan.FromTicks(ticks));
        return lease;
    }

    private static Hash256 Overdue(LeaseRig l, long ticks = 0)
    {
        Hash256 lease = l.Accepted();
        l.ToForceSettle();
        l.Rig.Clock.Advance(TimeSpan.FromTicks(ticks));
        return lease;
    }

    private static Hash256 Cancelled(LeaseRig l)
    {
        Hash256 lease = l.Created();
        l.Rig.Must(l.Cancel(lease));
        return lease;
    }

    private static long Expiry(LeaseRig l, Hash256 lease) => l.Record(lease)!.ExpiryNs;

    private static void TakeEscrow(LeaseRig l, Hash256 lease) =>
        l.Rig.Ledger.State.Apply(new ChangeSet { Pendings = [new(lease, l.Rig.Ledger.State.GetPending(lease), null)] });
}
