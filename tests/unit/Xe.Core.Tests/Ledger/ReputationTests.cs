using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Tests.Ledger.Support;

namespace Xe.Core.Tests.Ledger;

public sealed class ReputationTests
{
    [Fact]
    public void Every_event_counts_for_both_sides()
    {
        var leases = new LeaseRig();
        Rig rig = leases.Rig;
        Assert.Empty(rig.Ledger.State.Reputation.All());
        long start = rig.Clock.NowNs;
        Hash256 settled = leases.Accepted();
        Hash256 unfulfilled = leases.Accepted();
        rig.Must(leases.Cancel(leases.Created()));
        leases.ToExpiry();
        rig.Must(leases.Settle(settled));
        rig.Clock.Advance(TimeSpan.FromTicks((Rig.Timing.SettleGraceNs + Rig.Timing.ForceSettleGapNs) / 100));
        rig.Must(leases.ForceSettle(unfulfilled));
        long end = rig.Clock.NowNs;

        var provider = new ReputationRecord
        {
            AcceptedAsProvider = 2, SettledAsProvider = 1, SecondsSettledAsProvider = 3600, UnfulfilledAsProvider = 1,
            FirstActivityNs = start, LastActivityNs = end,
        };
        var consumer = new ReputationRecord
        {
            AcceptedAsConsumer = 2, SettledAsConsumer = 1, SecondsSettledAsConsumer = 3600, UnfulfilledAsConsumer = 1,
            CancelledAsConsumer = 1, FirstActivityNs = start, LastActivityNs = end,
        };
        Assert.Equal(provider, rig.Ledger.State.Reputation.Get(leases.Provider.Address));
        Assert.Equal(consumer, rig.Ledger.State.Reputation.Get(leases.Consumer.Address));
        Assert.Equal(rig.Ledger.State.Reputation.All(), rig.Reopen().State.Reputation.All());
        Assert.Null(rig.Ledger.State.Reputation.Get(rig.Treasury.Address));
    }

    [Fact]
    public void An_accept_undone_by_a_cancel_is_forgotten_but_for_its_time()
    {
        var leases = new LeaseRig();
        Hash256 lease = leases.Accepted();
        leases.Rig.Clock.Advance(TimeSpan.FromSeconds(1));
        leases.Rig.Must(leases.Cancel(lease));
        ReputationTable table = leases.Rig.Ledger.State.Reputation;
        Assert.Equal(1UL, table.Get(leases.Consumer.Address)!.CancelledAsConsumer);
        Assert.Equal(0UL, table.Get(leases.Consumer.Address)!.AcceptedAsConsumer);
        Assert.Equal(1UL, leases.Rig.Reopen().State.Reputation.Get(leases.Consumer.Address)!.CancelledAsConsumer);
        Assert.True(table.Get(leases.Provider.Address) is null or { IsEmpty: true });
    }

    [Fact]
    public void An_expired_lease_stays_accepted_and_no_more()
    {
        var leases = new LeaseRig();
        leases.Accepted();
        leases.Rig.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, leases.Rig.Ledger.ArchiveExpiredLeases());
        ReputationRecord provider = leases.Rig.Ledger.State.Reputation.Get(leases.Provider.Address)!;
        Assert.Equal((1UL, 0UL, 0UL), (provider.AcceptedAsProvider, provider.SettledAsProvider, provider.UnfulfilledAsProvider));
        Assert.Equal(leases.Rig.Ledger.State.Reputation.All(), leases.Rig.Reopen().State.Reputation.All());
    }
}
