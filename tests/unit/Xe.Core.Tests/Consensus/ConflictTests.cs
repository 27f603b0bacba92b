using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Keys;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Tests.Ledger;
using Xe.Core.Tests.Ledger.Support;

namespace Xe.Core.Tests.Consensus;

public sealed class ConflictTests
{
    [Fact]
    public void A_position_keeps_ten_forks_and_takes_no_notice_of_the_eleventh()
    {
        var rig = new Rig();
        AccountKey key = rig.Funded(10);
        Block[] forks = [.. Enumerable.Range(1, 11).Select(n => rig.Burn(key, (ulong)n))];
        rig.Must(forks[0]);
        foreach (Block fork in forks[1..10])
            Assert.Equal(AddOutcome.Staged, rig.Add(fork).Outcome);
        Assert.Equal(ConflictRecord.MaxHashes, rig.Ledger.State.GetConflict(forks[0].Position)!.Hashes.Count);
        int before = rig.Writer.Log.Count;
        AddResult eleventh = rig.Add(forks[10]);
        Assert.Equal((AddOutcome.Duplicate, (Rejection?)null), (eleventh.Outcome, eleventh.Rejection));
        Assert.Equal(before, rig.Writer.Log.Count);
        Assert.Null(rig.Ledger.State.GetStaged(forks[10].Hash));

        // Any of them can win, and takes the rest with it.
        Assert.Null(rig.Ledger.Confirm(forks[0].Position, forks[7].Hash, []));
        Assert.Equal(forks[7].Hash, rig.State(key)!.Frontier);
        Assert.All(forks[..10].Where(f => f != forks[7]), f => Assert.Equal(BlockStatus.Rejected, rig.Store.GetStatus(f.Hash)));
        Assert.Empty(rig.Store.LoadStaged());
        AssertSound(rig);
    }

    [Fact]
    public void A_fork_whose_parent_is_not_final_is_elected_after_its_parent()
    {
        var net = new ThreeRepresentatives();
        Block parent = net.R1.Rig.Burn(net.A, 1);
        foreach (ElectionNode node in net.Nodes)
            node.Add(parent);
        (Block winner, Block loser) = net.Fork();
        foreach (ElectionNode node in net.Nodes)
        {
            node.Add(loser);
            Assert.Equal(AddOutcome.Staged, node.Add(winner));
        }
        Assert.DoesNotContain(net.R1.Outbox, v => v.Position == winner.Position);
        net.Run(TimeSpan.FromSeconds(2.9));
        Assert.All(net.Nodes, n => Assert.Empty(n.Rig.Ledger.State.Votes.At(winner.Position)));
        Assert.False(net.R1.Rig.Ledger.IsFinal(parent.Hash));
        net.Run(TimeSpan.FromSeconds(1));
        Assert.True(net.IsFinal(parent.Hash));
        Assert.True(net.IsFinal(winner.Hash));
    }

    [Fact]
    public void A_fork_under_a_receive_that_was_already_spent_on_unwinds_everything_above_it()
    {
        var rig = new Rig();
        AccountKey sender = rig.Funded(10), middle = rig.Funded(11), last = rig.Key(12);
        rig.Finalize(rig.Treasury);
        rig.Finalize(sender);
        rig.Finalize(middle);
        Block rival = rig.Send(sender, rig.Key(60).Address, 5);
        Block send = rig.Must(rig.Send(sender, middle.Address, 100));
        Block receive = rig.Must(rig.Receive(middle, send.Hash));
        Block onward = rig.Must(rig.Send(middle, last.Address, 1_000_050));
        Block open = rig.Must(rig.Receive(last, onward.Hash));
        rig.Must(rig.Burn(last, 7));
        // A cycle: what came from the fork returns to the forker's own chain.
        Block back = rig.Must(rig.Send(last, sender.Address, 20));
        rig.Must(rig.Receive(sender, back.Hash));

        Assert.Equal(AddOutcome.Staged, rig.Add(rival).Outcome);
        Assert.Null(rig.Ledger.Confirm(rival.Position, rival.Hash, []));
        Assert.Equal(rival.Hash, rig.State(sender)!.Frontier);
        Assert.Equal(receive.Previous, rig.State(middle)!.Frontier);
        Assert.Null(rig.State(last));
        Assert.Equal(1_000_000UL, rig.Balance(middle, Asset.Xe));
        Assert.Equal([rival.Hash], rig.Ledger.State.Pendings.All().Select(p => p.SendHash));
        Assert.Equal(BlockStatus.Rejected, rig.Store.GetStatus(open.Hash));
        AssertSound(rig);
    }

    [Fact]
    public void A_swap_that_would_undo_a_final_receive_is_refused_without_trace()
    {
        var rig = new Rig();
        AccountKey sender = rig.Funded(10), receiver = rig.Funded(11);
        Block rival = rig.Burn(sender, 5);
        Block send = rig.Must(rig.Send(sender, receiver.Address, 100));
        rig.Must(rig.Receive(receiver, send.Hash));
        rig.Finalize(receiver);
        Assert.Equal(AddOutcome.Staged, rig.Add(rival).Outcome);
        int before = rig.Writer.Log.Count;
        Rejection refused = rig.Ledger.Confirm(rival.Position, rival.Hash, [])!;
        Assert.Equal($"confirmConflict: SwapBlock: cascade: refusing to roll back finalized block at height 2 (final height 2) on {receiver.Address.Short}", refused.Text);
        Assert.Equal(before, rig.Writer.Log.Count);
        Assert.Equal(send.Hash, rig.State(sender)!.Frontier);

        rig.Finalize(sender);
        Assert.Equal($"block conflicts with finalized block {send.Hash.Short} — rejected",
            rig.Add(rig.Sign(sender, rival, b => b with { Timestamp = b.Timestamp + 1 })).Rejection!.Text);
    }

    [Fact]
    public void A_swap_below_a_lease_or_a_keyset_block_is_refused()
    {
        var leases = new LeaseRig();
        Rig rig = leases.Rig;
        Block rival = rig.Burn(leases.Consumer, 5);
        rig.Must(rig.Burn(leases.Consumer, 4));
        Hash256 lease = leases.Created();
        Assert.Equal(AddOutcome.Staged, rig.Add(rival).Outcome);
        Assert.Equal(
            $"confirmConflict: SwapBlock: cannot unwind descendant \"lease\" ({lease.Short}) of the replaced block — reversing its side-effects is not yet implemented",
            rig.Ledger.Confirm(rival.Position, rival.Hash, [])!.Text);
    }

    [Fact]
    public void Cancel_wins_over_an_unfinal_accept_in_either_order_and_in_one_step()
    {
        var first = new LeaseRig(NetworkRules.Public with { WorkDifficulty = 0, LeaseStakeDivisor = 5 });
        Hash256 lease = first.Created();
        Block accept = first.Accept(lease), cancel = first.Cancel(lease);
        first.Rig.Must(accept);
        int before = first.Rig.Writer.Log.Count;
        first.Rig.Must(cancel);
        Assert.Equal(before + 1, first.Rig.Writer.Log.Count);
        Assert.Equal(LeaseState.Cancelled, first.Record(lease)!.State);
        Assert.Equal(accept.Previous, first.Rig.State(first.Provider)!.Frontier);
        Assert.Equal((10_000_000UL, 1_000_000UL), (first.Rig.Balance(first.Consumer, Asset.Xusd), first.Rig.Balance(first.Provider, Asset.Xusd)));
        AssertSound(first.Rig);

        // The other order: the accept finds the lease cancelled. Both nodes hold the same.
        var second = new LeaseRig(NetworkRules.Public with { WorkDifficulty = 0, LeaseStakeDivisor = 5 });
        second.Rig.Must(second.Lease());
        second.Rig.Must(cancel);
        Assert.Equal("lease already accepted", second.Rig.Add(accept).Rejection!.Text);
        Assert.Equal(first.Rig.Ledger.State.Accounts.OrderBy(a => a.Account), second.Rig.Ledger.State.Accounts.OrderBy(a => a.Account));

        // The unwound accept is a known block and does not come back by itself (spec 03 §16.6).
        Assert.Equal(AddOutcome.Duplicate, first.Rig.Add(accept).Outcome);
    }

    [Fact]
    public void A_cancel_that_fails_leaves_the_accept_where_it_was()
    {
        var leases = new LeaseRig();
        Hash256 lease = leases.Accepted();
        Hash256 accept = leases.Rig.State(leases.Provider)!.Frontier;
        Assert.NotNull(leases.Rig.Add(leases.Cancel(lease, b => b with { Balance = 1 })).Rejection);
        Assert.NotNull(leases.Rig.Add(leases.Cancel(lease, b => b with { Timestamp = 1 })).Rejection);
        Assert.Equal(accept, leases.Rig.State(leases.Provider)!.Frontier);
        Assert.Equal(LeaseState.Accepted, leases.Record(lease)!.State);
        leases.Rig.Must(leases.Cancel(lease));
    }

    [Fact]
    public void In_a_race_of_settle_and_force_settle_only_one_gets_the_escrow()
    {
        // The windows are disjoint by the genesis rule, so a race needs a settle that arrives late by sync.
        var leases = new LeaseRig();
        Rig rig = leases.Rig;
        Hash256 lease = leases.Accepted();
        leases.ToExpiry();
        Block settle = leases.Settle(lease);
        rig.Clock.Advance(TimeSpan.FromTicks((Rig.Timing.SettleGraceNs + Rig.Timing.ForceSettleGapNs) / 100));
        Block force = leases.ForceSettle(lease);
        rig.Must(force);
        Assert.Equal("lease already settled", rig.Add(settle, synced: true).Rejection!.Text);
        Assert.Equal((10_000_000UL, 1_000_000UL), (rig.Balance(leases.Consumer, Asset.Xusd), rig.Balance(leases.Provider, Asset.Xe)));
        AssertSound(rig);

        var other = new LeaseRig();
        other.Accepted();
        other.ToExpiry();
        other.Rig.Must(settle, synced: true);
        other.Rig.Clock.Advance(TimeSpan.FromTicks((Rig.Timing.SettleGraceNs + Rig.Timing.ForceSettleGapNs) / 100));
        Assert.Equal("lease already settled", other.Rig.Add(force).Rejection!.Text);
        Assert.Equal((9_969_000UL, 1_062_000UL), (other.Rig.Balance(other.Consumer, Asset.Xusd), other.Rig.Balance(other.Provider, Asset.Xe)));
        AssertSound(other.Rig);
    }

    [Fact]
    public void Two_receives_of_one_send_meet_in_an_election_whatever_was_built_on_the_first()
    {
        var rig = new Rig();
        AccountKey key = rig.Funded(10);
        Block send = rig.Must(rig.Send(rig.Treasury, key.Address, 100));
        Block rival = rig.Receive(key, send.Hash, b => b with { Representative = rig.Key(7).Address });
        rig.Must(rig.Receive(key, send.Hash));
        rig.Must(rig.Burn(key, 1));
        Assert.Equal(AddOutcome.Staged, rig.Add(rival).Outcome);
        Assert.Null(rig.Ledger.Confirm(rival.Position, rival.Hash, []));
        Assert.Equal((1_000_100UL, rig.Key(7).Address), (rig.Balance(key, Asset.Xe), rig.State(key)!.Representative!.Value));
        AssertSound(rig);
    }

    [Fact]
    public void A_further_candidate_is_let_in_where_the_block_on_the_chain_was_undone_meanwhile()
    {
        var rig = new Rig();
        AccountKey sender = rig.Funded(10), receiver = rig.Funded(11);
        Block rivalSend = rig.Burn(sender, 5);
        Block send = rig.Must(rig.Send(sender, receiver.Address, 100));
        Block burn = rig.Burn(receiver, 3), third = rig.Burn(receiver, 4);
        rig.Must(rig.Receive(receiver, send.Hash));
        Assert.Equal(AddOutcome.Staged, rig.Add(burn).Outcome);
        Assert.Equal(AddOutcome.Staged, rig.Add(rivalSend).Outcome);
        Assert.Null(rig.Ledger.Confirm(rivalSend.Position, rivalSend.Hash, []));
        Assert.Null(rig.Ledger.GetChildHash(burn.Position));
        Assert.Equal(AddOutcome.Staged, rig.Add(third).Outcome);
        Assert.Null(rig.Ledger.Confirm(third.Position, third.Hash, []));
        Assert.Equal(third.Hash, rig.State(receiver)!.Frontier);
        AssertSound(rig);
    }

    // Supply, and memory against a rebuild (spec 05 §6).
    internal static void AssertSound(Rig rig)
    {
        SupplyAuditTests.AssertConserved(SupplyAuditTests.Audit(rig));
        LedgerState memory = rig.Ledger.State, fresh = rig.Reopen().State;
        Assert.Equal(fresh.Accounts.OrderBy(a => a.Account), memory.Accounts.OrderBy(a => a.Account));
        Assert.Equal(fresh.Pendings.All().OrderBy(p => p.SendHash), memory.Pendings.All().OrderBy(p => p.SendHash));
        Assert.Equal(fresh.Leases.OrderBy(l => l.LeaseHash), memory.Leases.OrderBy(l => l.LeaseHash));
        Assert.Equal(fresh.LiveLeases.OrderBy(l => l.LeaseHash), memory.LiveLeases.OrderBy(l => l.LeaseHash));
        Assert.Equal(fresh.Weights.All().OrderBy(w => w.Key), memory.Weights.All().OrderBy(w => w.Key));
        Assert.Equal(fresh.Conflicts.Select(c => c.Position).Order(), memory.Conflicts.Select(c => c.Position).Order());
        Assert.Equal(fresh.Unfinalized.Order(), memory.Unfinalized.Order());
        Assert.Equal((fresh.BlockCount, fresh.Weights.Total, 0L), (memory.BlockCount, memory.Weights.Total, memory.Weights.Underflows));
    }
}
