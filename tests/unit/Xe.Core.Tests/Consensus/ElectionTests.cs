using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Keys;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;
using Xe.Core.Tests.Ledger.Support;

namespace Xe.Core.Tests.Consensus;

/// <summary>The rules of casting, receiving and tallying (spec 04 §7 to §9) and the hardening of §20, one by one.</summary>
public sealed class ElectionTests
{
    [Fact]
    public void A_final_vote_leaves_only_after_its_lock_and_vote_are_on_stable_storage()
    {
        var node = new ElectionNode(new Rig().Key(1), new TestClock());
        AccountKey key = node.Rig.Funded(10);
        node.Rig.Finalize(node.Rig.Treasury);
        var flush = new TaskCompletionSource();
        node.Rig.Writer.Flush = flush.Task;
        Position position = Opening(node, key);
        node.Elections.Tick();
        node.Rig.Clock.Advance(TimeSpan.FromSeconds(3.1));
        node.Elections.Tick();
        Assert.NotNull(node.Rig.Ledger.GetLock(position));
        Assert.DoesNotContain(node.Outbox, v => v.IsFinal);
        flush.SetResult();
        Settle(node, () => node.Outbox.Any(v => v.IsFinal));
        Assert.Contains(node.Outbox, v => v.IsFinal && v.Position == position);
        Assert.True(node.Rig.Ledger.IsResolved(position));
    }

    [Fact]
    public void A_final_vote_whose_flush_fails_is_not_published()
    {
        var node = new ElectionNode(new Rig().Key(1), new TestClock());
        AccountKey key = node.Rig.Funded(10);
        node.Rig.Finalize(node.Rig.Treasury);
        node.Rig.Writer.Flush = Task.FromException(new StoreException("disk full"));
        Opening(node, key);
        node.Elections.Tick();
        node.Rig.Clock.Advance(TimeSpan.FromSeconds(3.1));
        node.Elections.Tick();
        node.Elections.Tick();
        Assert.DoesNotContain(node.Outbox, v => v.IsFinal);
    }

    [Fact]
    public void A_lock_survives_a_restart_and_binds_although_a_lower_sibling_came()
    {
        var net = new ThreeRepresentatives();
        (Block low, Block high) = net.Fork();
        net.R1.Add(high);
        net.R1.Rig.Ledger.ApplyVotes([], [new(high.Position, high.Hash)], needsFullSync: true);
        net.R1.RestartElections();
        net.R1.Take();
        net.R1.Add(low);
        net.R1.Elections.Tick();
        Vote vote = net.R1.Outbox.Last(v => v.Position == high.Position);
        Assert.Equal((true, high.Hash), (vote.IsFinal, vote.BlockHash));
    }

    [Fact]
    public void An_own_final_vote_is_repeated_with_a_new_time_every_fifteen_seconds()
    {
        var net = new ThreeRepresentatives();
        Block block = net.R2.Rig.Burn(net.A, 1);
        net.R2.Add(block);
        net.R2.Elections.Receive(net.R2.VoteOf(net.Representatives[0], block.Position, block.Hash, final: false));
        Pass(net, net.R2, 3.2);
        Vote[] first = [.. net.R2.Take().Where(v => v.IsFinal)];
        Assert.Single(first);
        Pass(net, net.R2, 14);
        Assert.DoesNotContain(net.R2.Take(), v => v.IsFinal);
        Pass(net, net.R2, 2);
        Vote again = Assert.Single(net.R2.Take(), v => v.IsFinal);
        Assert.True(again.Timestamp > first[0].Timestamp);
        Assert.Equal(first[0].Timestamp, net.R2.Rig.Ledger.State.Votes.Get(block.Position, net.R2.PublicKey)!.Timestamp);
    }

    [Fact]
    public void A_new_held_candidate_restarts_the_window_and_a_fabricated_one_does_not()
    {
        var net = new ThreeRepresentatives();
        (Block low, Block high) = net.Fork();
        net.R1.Add(high);
        net.R1.Elections.Receive(net.R1.VoteOf(net.Representatives[1], high.Position, high.Hash, final: false));
        Pass(net, net.R1, 2);
        net.R1.Elections.Receive(net.R1.VoteOf(net.Representatives[2], high.Position, new Hash256(new byte[32].Select((_, i) => (byte)i).ToArray()), final: false));
        Pass(net, net.R1, 0.9);
        Assert.Null(net.R1.Rig.Ledger.GetLock(high.Position));
        net.R1.Add(low);
        net.R1.Elections.Receive(net.R1.VoteOf(net.Representatives[1], low.Position, low.Hash, final: false, net.Clock.NowNs + 1));
        Pass(net, net.R1, 2.9);
        Assert.Null(net.R1.Rig.Ledger.GetLock(low.Position));
        Pass(net, net.R1, 0.3);
        Assert.Equal(low.Hash, net.R1.Rig.Ledger.GetLock(low.Position));
    }

    [Fact]
    public void Weight_behind_a_low_hash_of_another_position_neither_leads_nor_counts()
    {
        var net = new ThreeRepresentatives();
        Block block = net.R1.Rig.Burn(net.A, 1);
        Hash256 elsewhere = net.R1.Rig.Store.EnumerateChains().Select(b => b.Hash).Min();
        Assert.True(elsewhere.CompareTo(block.Hash) < 0);
        foreach (ElectionNode node in net.Nodes)
        {
            node.Elections.Receive(node.VoteOf(net.Representatives[2], block.Position, elsewhere, final: true));
            node.Add(block);
        }
        net.Run(TimeSpan.FromSeconds(4));
        Assert.True(net.IsFinal(block.Hash));
        Assert.All(net.Nodes.Take(2), n => Assert.Equal(block.Hash, n.Rig.Ledger.GetLock(block.Position)));
        Assert.All(net.Nodes, n => Assert.NotEqual(BlockStatus.Rejected, n.Rig.Store.GetStatus(elsewhere)));
    }

    [Fact]
    public void Of_two_final_votes_of_one_representative_the_first_stays()
    {
        var net = new ThreeRepresentatives();
        (Block low, Block high) = net.Fork();
        net.Bystander.Add(low);
        net.Bystander.Add(high);
        net.Bystander.Elections.Receive(net.Bystander.VoteOf(net.Representatives[1], low.Position, high.Hash, final: true));
        net.Bystander.Elections.Receive(net.Bystander.VoteOf(net.Representatives[1], low.Position, low.Hash, final: true));
        net.Bystander.Elections.Receive(net.Bystander.VoteOf(net.Representatives[1], low.Position, low.Hash, final: false));
        Vote kept = Assert.Single(net.Bystander.Rig.Ledger.State.Votes.At(low.Position));
        Assert.Equal((high.Hash, true), (kept.BlockHash, kept.IsFinal));
        Assert.Equal((ulong)net.Bystander.Rig.Ledger.State.Weights.Get(net.Representatives[1].Address), kept.Weight);
    }

    [Fact]
    public void A_replayed_older_converge_vote_does_not_replace_a_newer_one()
    {
        var net = new ThreeRepresentatives();
        (Block low, Block high) = net.Fork();
        net.Bystander.Add(low);
        Vote old = net.Bystander.VoteOf(net.Representatives[1], low.Position, high.Hash, final: false);
        net.Clock.Advance(TimeSpan.FromSeconds(1));
        net.Bystander.Elections.Receive(net.Bystander.VoteOf(net.Representatives[1], low.Position, low.Hash, final: false));
        net.Bystander.Elections.Receive(old);
        Assert.Equal(low.Hash, Assert.Single(net.Bystander.Rig.Ledger.State.Votes.At(low.Position)).BlockHash);
    }

    [Fact]
    public void A_vote_without_weight_or_out_of_time_is_refused_with_its_text()
    {
        var net = new ThreeRepresentatives();
        Block block = net.R1.Rig.Burn(net.A, 1);
        AccountKey stranger = net.R1.Rig.Key(66);
        Assert.Equal($"ValidateVote: representative {stranger.PublicKey.ToString()[..8]} has zero vote weight",
            net.R1.Elections.Receive(net.R1.VoteOf(stranger, block.Position, block.Hash, final: false))!.Text);
        long now = net.Clock.NowNs;
        Assert.Null(net.R1.Elections.Receive(net.R1.VoteOf(net.Representatives[1], block.Position, block.Hash, final: false, now + VoteCheck.WindowNs)));
        Assert.Equal("ValidateVote: timestamp out of range: delta=5m0.000000001s",
            net.R1.Elections.Receive(net.R1.VoteOf(net.Representatives[1], block.Position, block.Hash, final: false, now - VoteCheck.WindowNs - 1))!.Text);
        Assert.Equal("ValidateVote: timestamp must not be negative",
            net.R1.Elections.Receive(net.R1.VoteOf(net.Representatives[1], block.Position, block.Hash, final: false, -1))!.Text);
        Vote forged = net.R1.VoteOf(net.Representatives[1], block.Position, block.Hash, final: false) with { IsFinal = true };
        Assert.Equal("ValidateVote: signature verification failed", VoteCheck.Signature(forged)!.Text);
    }

    [Fact]
    public void Votes_for_unknown_blocks_are_bounded_per_representative()
    {
        var net = new ThreeRepresentatives();
        var node = new ElectionNode(null, net.Clock, new ConsensusParameters { MaxUnheldVotesPerRepresentative = 3 });
        for (byte n = 1; n <= 3; n++)
            Assert.Null(node.Elections.Receive(Unknown(node, n)));
        Assert.Equal("vote_table_full", node.Elections.Receive(Unknown(node, 4))!.Code);
        Assert.Equal(3, node.Rig.Ledger.State.Votes.Positions);

        Vote Unknown(ElectionNode to, byte n)
        {
            byte[] bytes = new byte[32];
            bytes[31] = n;
            return to.VoteOf(to.Rig.Key(1), new Position(to.Rig.Key(60 + n).Address, default), new Hash256(bytes), final: true);
        }
    }

    [Fact]
    public void Votes_that_came_before_their_block_count_when_it_comes_also_without_a_key()
    {
        var net = new ThreeRepresentatives();
        Block block = net.R1.Rig.Burn(net.A, 1);
        net.Bystander.Elections.Receive(net.Bystander.VoteOf(net.Representatives[0], block.Position, block.Hash, final: true));
        net.Bystander.Elections.Receive(net.Bystander.VoteOf(net.Representatives[1], block.Position, block.Hash, final: true));
        Assert.False(net.Bystander.Rig.Ledger.IsFinal(block.Hash));
        net.Bystander.Add(block);
        Assert.True(net.Bystander.Rig.Ledger.IsFinal(block.Hash));
    }

    [Fact]
    public void An_allow_list_of_weight_counts_alone_and_one_without_weight_is_ignored()
    {
        var net = new ThreeRepresentatives();
        net.R1.Rig.Config.Allowed = [net.Representatives[1].Address];
        Assert.Equal(net.R1.Rig.Ledger.State.Weights.Get(net.Representatives[1].Address), net.R1.Rig.Ledger.EligibleTotal());
        Assert.False(net.R1.Rig.Ledger.IsEligible(net.Representatives[0].Address));
        Block block = net.R1.Rig.Burn(net.A, 1);
        Assert.Equal("vote_no_weight", net.R1.Elections.Receive(net.R1.VoteOf(net.Representatives[0], block.Position, block.Hash, final: true))!.Code);
        net.R1.Rig.Config.Allowed = [net.R1.Rig.Key(66).Address];
        Assert.True(net.R1.Rig.Ledger.IsEligible(net.Representatives[0].Address));
        Assert.Equal(net.R1.Rig.Ledger.State.Weights.Total, net.R1.Rig.Ledger.EligibleTotal());
    }

    [Theory]
    [InlineData(28_140_000_000_000, 42_000_000_000_000, true)]
    [InlineData(28_139_999_999_999, 42_000_000_000_000, false)]
    [InlineData(67, 100, true)]
    [InlineData(66, 100, false)]
    [InlineData(2, 3, false)]
    [InlineData(3, 3, true)]
    [InlineData(0, 0, false)]
    public void Quorum_is_two_thirds_and_a_bit_exactly(ulong weight, ulong total, bool reached) =>
        Assert.Equal(reached, Quorum.IsReached(weight, total));

    // The opening receive of an account nobody has voted on yet.
    private static Position Opening(ElectionNode node, AccountKey key) => new(key.Address, default);

    private static void Pass(ThreeRepresentatives net, ElectionNode node, double seconds)
    {
        for (int i = 0; i < seconds * 20; i++)
        {
            net.Clock.Advance(TimeSpan.FromMilliseconds(50));
            node.Elections.Tick();
        }
    }

    private static void Settle(ElectionNode node, Func<bool> done) =>
        Assert.True(SpinWait.SpinUntil(() => { node.Elections.Tick(); return done(); }, TimeSpan.FromSeconds(10)));
}
