using System.Reflection;
using Xe.Core.Blocks;
using Xe.Core.Genesis;
using Xe.Core.Keys;
using Xe.Core.Ledger;
using Xe.Core.Ledger.Audit;
using Xe.Core.Primitives;
using Xe.Core.Storage;
using Xe.Core.Tests.Ledger.Support;

namespace Xe.Core.Tests.Ledger;

public sealed class SupplyAuditTests
{
    private static readonly NetworkRules Staked = NetworkRules.Public with { WorkDifficulty = 0, LeaseStakeDivisor = 5, ClaimEnabled = true };

    [Fact]
    public void A_fresh_ledger_holds_the_genesis_supply()
    {
        var rig = new Rig();
        SupplyReport report = Audit(rig);
        AssertConserved(report);
        Assert.Equal(LedgerGenesis.Supply, report.GenesisSupply);
        Assert.Equal((1, 1L, 0, 0), (report.Accounts, report.Blocks, report.Leases, report.Pending));
        Assert.Equal((1, rig.Clock.NowNs), (report.Attempts, report.ComputedAtNs));
        Assert.Equal(LedgerGenesis.Supply, report[Asset.Xe]!.Created);
        Assert.Equal(0UL, report[Asset.Xusd]!.Created);
    }

    [Fact]
    public void Every_term_is_told_apart()
    {
        var leases = new LeaseRig(Staked);
        Rig rig = leases.Rig;
        Hash256 settled = leases.Accepted();
        Hash256 unfulfilled = leases.Accepted();
        rig.Must(leases.Lease());
        leases.ToExpiry();
        rig.Must(leases.Settle(settled));
        rig.Clock.Advance(TimeSpan.FromTicks((Rig.Timing.SettleGraceNs + Rig.Timing.ForceSettleGapNs) / 100));
        rig.Must(leases.ForceSettle(unfulfilled));
        rig.Must(leases.Accept(leases.Created()));
        rig.Must(rig.Burn(leases.Consumer, 7));
        rig.Must(rig.Send(leases.Consumer, rig.Key(50).Address, 11));
        rig.Must(rig.Sign(leases.Consumer, rig.Draft(BlockType.Claim, leases.Consumer, Asset.Xusd, rig.Balance(leases.Consumer, Asset.Xusd) + 1_000_000)));

        SupplyReport report = Audit(rig);
        AssertConserved(report);
        AssetSupply xe = report[Asset.Xe]!, xusd = report[Asset.Xusd]!;
        ulong stake = LeasePricing.Stake(leases.Cost, 5);
        Assert.Equal((7UL, 11UL, leases.Cost * 2), (xe.Burned, xe.InFlight, xe.Emitted));
        Assert.Equal((leases.Cost, stake, stake), (xusd.EscrowBurned, xusd.StakeForfeited, xusd.LockedStake));
        Assert.Equal((12_000_000UL, leases.Cost * 2), (xusd.Minted, xusd.InFlight));
        Assert.Equal((4, 3), (report.Leases, report.Pending));
    }

    [Fact]
    public void An_expired_lease_destroys_its_escrow_and_forfeits_its_stake()
    {
        var leases = new LeaseRig(Staked);
        Hash256 lease = leases.Accepted();
        Assert.Equal(0, leases.Rig.Ledger.ArchiveExpiredLeases());
        leases.ToExpiry();
        leases.Rig.Clock.Advance(TimeSpan.FromTicks((Rig.Timing.EscrowExpiryNs + Rig.Timing.ArchiveGapNs) / 100 - 1));
        Assert.Equal(0, leases.Rig.Ledger.ArchiveExpiredLeases());
        leases.Rig.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1, leases.Rig.Ledger.ArchiveExpiredLeases());
        Assert.Equal(0, leases.Rig.Ledger.ArchiveExpiredLeases());
        Assert.Equal((LeaseState.Expired, true), (leases.Record(lease)!.State, leases.Record(lease)!.Settled));
        Assert.Null(leases.Rig.Ledger.State.GetPending(lease));

        SupplyReport report = Audit(leases.Rig);
        AssertConserved(report);
        Assert.Equal((leases.Cost, LeasePricing.Stake(leases.Cost, 5)), (report[Asset.Xusd]!.EscrowBurned, report[Asset.Xusd]!.StakeForfeited));
        Assert.Equal("lease already settled", leases.Rig.Add(leases.ForceSettle(lease)).Rejection!.Text);
    }

    [Fact]
    public void A_report_is_kept_for_two_seconds_and_extended_after()
    {
        var rig = new Rig();
        var auditor = new SupplyAuditor(rig.Ledger, rig.Clock);
        SupplyReport first = auditor.Report();
        AccountKey key = rig.Funded(10);
        Assert.Same(first, auditor.Report());
        rig.Clock.Advance(TimeSpan.FromSeconds(2));
        SupplyReport second = auditor.Report();
        AssertConserved(second);
        Assert.Equal((2, 3L), (second.Accounts, second.Blocks));

        // A chain whose cached end was replaced is read anew.
        rig.Must(rig.Burn(key, 5));
        rig.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(5UL, auditor.Report()[Asset.Xe]!.Burned);
        Block rival = rig.Sign(key, rig.Store.GetBlock(rig.State(key)!.Frontier)! with { Amount = 6, Balance = 999_994, Timestamp = rig.Clock.NowNs });
        Assert.Equal(AddOutcome.Staged, rig.Add(rival).Outcome);
        Assert.Null(rig.Ledger.Confirm(rival.Position, rival.Hash, []));
        rig.Clock.Advance(TimeSpan.FromSeconds(2));
        SupplyReport replaced = auditor.Report();
        AssertConserved(replaced);
        Assert.Equal(6UL, replaced[Asset.Xe]!.Burned);
    }

    [Fact]
    public void A_ledger_that_moves_during_every_walk_is_reported_as_torn()
    {
        var rig = new Rig();
        AccountKey key = rig.Funded(10);
        IBlockStore store = DispatchProxy.Create<IBlockStore, MovingStore>();
        ((MovingStore)store).Move = () => rig.Must(rig.Burn(key, 1));
        ((MovingStore)store).Store = rig.Store;
        SupplyReport report = new SupplyAuditor(rig.Ledger, store, rig.Clock).Report();
        Assert.Equal((false, false, SupplyAuditor.MaxAttempts), (report.Stable, report.Conserved, report.Attempts));
        Assert.Equal("frontier set moved during the walk; the snapshot is torn and the identity was not evaluated", Assert.Single(report.Notes));

        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => new SupplyAuditor(rig.Ledger, rig.Clock).Report(cancelled.Token));
    }

    [Fact]
    public void A_store_that_makes_money_is_found_out()
    {
        var rig = new Rig();
        AccountKey key = rig.Funded(10);
        AccountState state = rig.State(key)!;
        AccountState richer = state with { Xe = state.Xe + 1 };
        rig.Ledger.State.Apply(new ChangeSet { Accounts = [new(key.Address, state, richer)] });
        SupplyReport report = Audit(rig);
        Assert.False(report.Conserved);
        Assert.Equal((1L, false), (report[Asset.Xe]!.Discrepancy, report[Asset.Xe]!.Conserved));
        Assert.True(report[Asset.Xusd]!.Conserved);
    }

    internal static SupplyReport Audit(Rig rig) => new SupplyAuditor(rig.Ledger, rig.Clock).Report();

    internal static void AssertConserved(SupplyReport report)
    {
        Assert.Empty(report.Notes);
        Assert.True(report.Stable);
        Assert.All(report.Assets, a => Assert.Equal((0L, true, a.Value.Created), (a.Value.Discrepancy, a.Value.Conserved, a.Value.Accounted)));
        Assert.True(report.Conserved);
    }

    // A store on which something happens with every read of a chain.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1852", Justification = "the proxy derives from it")]
    private class MovingStore : DispatchProxy
    {
        public Action Move { get; set; } = () => { };

        public IBlockStore? Store { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name == nameof(IBlockStore.GetChainBlocks))
                Move();
            return targetMethod.Invoke(Store, args);
        }
    }
}
