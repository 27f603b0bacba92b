using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Keys;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Tests.Ledger;
using Xe.Core.Tests.Ledger.Support;

namespace Xe.Core.Tests.Consensus;

/// <summary>The worked scenarios of spec 04 §19.</summary>
public sealed class ScenarioTests
{
    [Fact]
    public void Without_a_conflict_a_block_is_final_a_little_after_three_seconds()
    {
        var net = new ThreeRepresentatives();
        Position position = net.Next;
        Block block = net.R1.Rig.Burn(net.A, 1);
        foreach (ElectionNode node in net.Nodes)
            Assert.Equal(AddOutcome.Added, node.Add(block));
        Vote first = Assert.Single(net.R1.Outbox);
        Assert.Equal((false, block.Hash, position), (first.IsFinal, first.BlockHash, first.Position));

        net.Run(TimeSpan.FromSeconds(2.9));
        Assert.All(net.Nodes, n => Assert.Null(n.Rig.Ledger.GetLock(position)));
        Assert.False(net.R1.Rig.Ledger.IsFinal(block.Hash));
        net.Run(TimeSpan.FromSeconds(0.4));
        Assert.True(net.IsFinal(block.Hash));
        Assert.All(net.Nodes.Take(3), n => Assert.Equal(block.Hash, n.Rig.Ledger.GetLock(position)));
        Assert.All(net.Nodes, n => Assert.Empty(n.Rig.Ledger.State.Votes.At(position)));
        Assert.All(net.Nodes, n => Assert.Equal(BlockStatus.Finalized, n.Rig.Store.GetStatus(block.Hash)));

        // A slow node that votes again is told the outcome.
        net.Clock.Advance(TimeSpan.FromSeconds(16));
        net.R1.Elections.Tick();
        net.R1.Take();
        net.R1.Elections.Receive(net.R1.VoteOf(net.Representatives[1], position, block.Hash, final: false));
        net.R1.Elections.Tick();
        net.R1.Elections.Tick();
        Vote answer = Assert.Single(net.R1.Take());
        Assert.Equal((true, block.Hash), (answer.IsFinal, answer.BlockHash));
    }

    [Fact]
    public void A_two_way_fork_is_resolved_for_the_lower_hash_and_the_losers_receiver_is_undone()
    {
        var net = new ThreeRepresentatives();
        Position position = net.Next;
        AccountKey x = net.R1.Rig.Key(50);
        Block one = net.R1.Rig.Send(net.A, x.Address, 10), two = net.R1.Rig.Send(net.A, net.R1.Rig.Key(51).Address, 20);
        (Block winner, Block loser) = one.Hash.CompareTo(two.Hash) < 0 ? (one, two) : (two, one);
        AccountKey receiver = loser.Destination == x.Address ? x : net.R1.Rig.Key(51);

        Assert.Equal(AddOutcome.Added, net.R1.Add(loser));
        Block receive = net.R1.Rig.Must(net.R1.Rig.Receive(receiver, loser.Hash));
        foreach (ElectionNode node in net.Nodes.Skip(1))
            Assert.Equal(AddOutcome.Added, node.Add(winner));
        net.Run(TimeSpan.FromSeconds(0.3));
        Assert.Equal(AddOutcome.Staged, net.R1.Add(winner));
        foreach (ElectionNode node in net.Nodes.Skip(1))
            Assert.Equal(AddOutcome.Staged, node.Add(loser));
        Assert.Contains("unresolved conflict", net.R2.Rig.Add(net.R2.Rig.Burn(net.A, 1)).Rejection!.Text, StringComparison.Ordinal);

        net.Run(TimeSpan.FromSeconds(2.8));
        Assert.False(net.R1.Rig.Ledger.IsFinal(winner.Hash));
        net.Run(TimeSpan.FromSeconds(1));
        Assert.True(net.IsFinal(winner.Hash));
        Assert.Equal(winner.Hash, net.R1.Rig.State(net.A)!.Frontier);
        Assert.Null(net.R1.Rig.State(receiver));
        Assert.Null(net.R1.Rig.Ledger.State.GetPending(loser.Hash));
        Assert.All(net.Nodes, n => Assert.Null(n.Rig.Ledger.State.GetConflict(position)));
        Assert.All(net.Nodes, n => Assert.Null(n.Rig.Ledger.State.GetStaged(winner.Hash) ?? n.Rig.Ledger.State.GetStaged(loser.Hash)));
        Assert.Equal(BlockStatus.Rejected, net.R1.Rig.Store.GetStatus(loser.Hash));
        Assert.Equal(BlockStatus.Rejected, net.R1.Rig.Store.GetStatus(receive.Hash));
        Assert.Equal("block conflicts with finalized block " + winner.Hash.Short + " — rejected", net.R2.Rig.Add(net.R2.Rig.Sign(net.A, loser, b => b with { Timestamp = b.Timestamp + 1 })).Rejection!.Text);
        AssertConserved(net);
    }

    [Fact]
    public void With_a_quarter_offline_a_fork_is_resolved_and_the_returning_representative_follows()
    {
        var net = new ThreeRepresentatives();
        (Block winner, Block loser) = net.Fork();
        net.Online.Remove(net.R3);
        Assert.Equal(AddOutcome.Added, net.R3.Add(loser));
        foreach (ElectionNode node in net.Online)
        {
            node.Add(winner);
            node.Add(loser);
        }
        net.Run(TimeSpan.FromSeconds(4));
        Assert.True(net.IsFinal(winner.Hash));
        Assert.False(net.R3.Rig.Ledger.IsFinal(winner.Hash));

        net.Clock.Advance(TimeSpan.FromHours(1));
        net.R3.Take();
        net.Online.Add(net.R3);
        Assert.Equal(AddOutcome.Staged, net.R3.Add(winner));
        net.Run(TimeSpan.FromSeconds(2));
        Assert.True(net.R3.Rig.Ledger.IsFinal(winner.Hash));
        Assert.Equal(winner.Hash, net.R3.Rig.State(net.A)!.Frontier);
    }

    [Fact]
    public void With_forty_percent_offline_nothing_is_locked_until_they_return()
    {
        var net = new ThreeRepresentatives();
        Position position = net.Next;
        (Block winner, Block loser) = net.Fork();
        net.Online.Remove(net.R1);
        foreach (ElectionNode node in net.Online)
        {
            node.Add(loser);
            node.Add(winner);
        }
        net.Run(TimeSpan.FromMinutes(2));
        Assert.All(net.Online, n => Assert.Null(n.Rig.Ledger.GetLock(position)));
        Assert.All(net.Online, n => Assert.NotNull(n.Rig.Ledger.State.GetConflict(position)));
        Assert.All(net.Online, n => Assert.DoesNotContain(n.Rig.Ledger.State.Votes.At(position), v => v.IsFinal));

        net.Online.Add(net.R1);
        net.R1.Add(loser);
        net.R1.Add(winner);
        net.Run(TimeSpan.FromSeconds(20));
        Assert.True(net.IsFinal(winner.Hash));
    }

    [Fact]
    public void A_lock_on_the_higher_sibling_that_vanished_freezes_the_account_for_good()
    {
        var net = new ThreeRepresentatives();
        Position position = net.Next;
        (Block low, Block high) = net.Fork();
        // R1 saw a quorum for the higher one before the lower existed, locked it and vanished; R2 had not locked.
        net.R1.Add(high);
        net.R1.Elections.Receive(net.R1.VoteOf(net.Representatives[1], position, high.Hash, final: false));
        net.Clock.Advance(TimeSpan.FromSeconds(3.2));
        net.R1.Elections.Tick();
        Assert.Equal(high.Hash, net.R1.Rig.Ledger.GetLock(position));
        net.R1.Elections.Tick();
        IReadOnlyList<Vote> locked = [.. net.R1.Take().Where(v => v.IsFinal)];
        Assert.NotEmpty(locked);

        net.Online.Remove(net.R1);
        foreach (ElectionNode node in net.Online)
        {
            node.Add(high);
            node.Add(low);
            node.Elections.Receive(locked[0]);
        }
        net.Run(TimeSpan.FromMinutes(15));
        Assert.All(net.Online, n => Assert.NotNull(n.Rig.Ledger.State.GetConflict(position)));
        net.Online.Add(net.R1);
        net.R1.Add(low);
        net.Run(TimeSpan.FromMinutes(15));
        Assert.All(net.Nodes, n => Assert.False(n.Rig.Ledger.IsFinal(low.Hash) || n.Rig.Ledger.IsFinal(high.Hash)));
        Assert.Equal(high.Hash, net.R1.Rig.Ledger.GetLock(position));
    }

    private static void AssertConserved(ThreeRepresentatives net) =>
        Assert.All(net.Nodes, n => SupplyAuditTests.AssertConserved(SupplyAuditTests.Audit(n.Rig)));
}
