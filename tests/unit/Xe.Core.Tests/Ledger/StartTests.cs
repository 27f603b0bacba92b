using System.Reflection;
using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Keys;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;
using Xe.Core.Tests.Ledger.Support;

namespace Xe.Core.Tests.Ledger;

/// <summary>What a start finds and does (spec 03 §15, the table of 05 §6).</summary>
public sealed class StartTests
{
    [Fact]
    public void An_empty_store_gets_the_genesis_block_already_final_and_durable()
    {
        var rig = new Rig();
        ChangeSet set = Assert.Single(rig.Writer.Log);
        Assert.True(set.NeedsFullSync);
        Assert.Equal((1UL, 1UL), (rig.State(rig.Treasury)!.Height, rig.State(rig.Treasury)!.FinalHeight));
        Assert.Equal(Rig.Timing, rig.Ledger.Timing);
        Assert.Equal((UInt128)42_000_000_000_000, rig.Ledger.State.Weights.Get(rig.Representative));
    }

    [Fact]
    public void A_genesis_without_representative_is_refused() => Assert.Contains("could ever become final",
        Assert.Throws<StoreException>(() => Open(new MemoryStore(), new Rig().Genesis with { Representative = null })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_store_of_another_network_is_refused()
    {
        var rig = new Rig();
        Block other = rig.Genesis with { Hash = new Hash256(new byte[32].Select(_ => (byte)7).ToArray()) };
        Assert.StartsWith("genesis mismatch: this data dir belongs to a different network",
            Assert.Throws<StoreException>(() => Open(rig.Store, other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lease_timing_comes_from_the_persisted_genesis_and_not_from_the_configured_one()
    {
        var rig = new Rig();
        Xe.Core.Ledger.Ledger reopened = Open(rig.Store, rig.Genesis with { Timing = null });
        Assert.Equal(Rig.Timing, reopened.Timing);
    }

    [Fact]
    public void A_final_height_above_the_chain_and_a_wrong_block_count_are_damage()
    {
        var rig = new Rig();
        AccountState state = rig.State(rig.Treasury)!;
        Assert.Contains("above its chain", Assert.Throws<StoreException>(() =>
            OpenDamaged(rig, [state with { FinalHeight = 9 }])).Message, StringComparison.Ordinal);
        Assert.Contains("blocks are on chains", Assert.Throws<StoreException>(() =>
            OpenDamaged(rig, [state, state with { Account = rig.Key(9).Address }])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Statuses_staged_bodies_votes_conflicts_locks_and_leases_survive()
    {
        var leases = new LeaseRig();
        Rig rig = leases.Rig;
        Hash256 accepted = leases.Accepted();
        Block rival = rig.Burn(leases.Consumer, 5);
        rig.Must(rig.Burn(leases.Consumer, 4));
        Assert.Equal(AddOutcome.Staged, rig.Add(rival).Outcome);
        var node = new Vote
        {
            RepKey = rig.Key(1).PublicKey, BlockHash = rival.Hash, Position = rival.Position, Timestamp = 5, IsFinal = true,
            Signature = new byte[64], Weight = 7,
        };
        rig.Ledger.ApplyVotes([node], [new(rival.Position, rival.Hash)], needsFullSync: true);

        Xe.Core.Ledger.Ledger again = rig.Reopen();
        Assert.Equal(rival, again.State.GetStaged(rival.Hash));
        Assert.Equal(rig.Ledger.State.GetConflict(rival.Position)!.Hashes, again.State.GetConflict(rival.Position)!.Hashes);
        Assert.Equal(rig.Ledger.State.GetConflict(rival.Position)!.TotalWeight, again.State.GetConflict(rival.Position)!.TotalWeight);
        Assert.Equal(7UL, Assert.Single(again.State.Votes.At(rival.Position)).Weight);
        Assert.Equal(rival.Hash, again.GetLock(rival.Position));
        Assert.Equal(LeaseState.Accepted, again.State.GetLease(accepted)!.State);
        Assert.True(again.State.HasConflict(leases.Consumer.Address));
    }

    [Fact]
    public void A_conflict_whose_child_is_final_is_cleaned_by_the_first_sweep()
    {
        var net = new ThreeRepresentatives();
        (Block low, Block high) = net.Fork();
        net.R1.Add(low);
        net.R1.Add(high);
        // The crash fell between the raised height and the clean-up.
        AccountState state = net.R1.Rig.State(net.A)!;
        net.R1.Rig.Ledger.State.Apply(new ChangeSet { Accounts = [new(state.Account, state, state with { FinalHeight = state.Height })] });
        net.R1.RestartElections();
        net.Clock.Advance(TimeSpan.FromSeconds(16));
        net.R1.Elections.Tick();
        Assert.Null(net.R1.Rig.Ledger.State.GetConflict(low.Position));
        Assert.Empty(net.R1.Rig.Ledger.State.Votes.At(low.Position));
    }

    [Fact]
    public void A_conflict_whose_place_was_rolled_back_is_deleted_at_start()
    {
        var rig = new Rig();
        AccountKey sender = rig.Funded(10), receiver = rig.Key(11);
        Block rival = rig.Burn(sender, 5);
        Block send = rig.Must(rig.Send(sender, receiver.Address, 100));
        rig.Must(rig.Receive(receiver, send.Hash));
        Block burn = rig.Burn(receiver, 1);
        rig.Must(rig.Burn(receiver, 2));
        Assert.Equal(AddOutcome.Staged, rig.Add(burn).Outcome);
        Assert.Equal(AddOutcome.Staged, rig.Add(rival).Outcome);
        Assert.Null(rig.Ledger.Confirm(rival.Position, rival.Hash, []));
        Assert.Null(rig.State(receiver));
        Assert.NotNull(rig.Ledger.State.GetConflict(burn.Position));
        var node = new ElectionNode(null, rig.Clock);
        _ = new Elections(rig.Ledger, null, node, rig.Clock, new ConsensusParameters());
        Assert.Null(rig.Ledger.State.GetConflict(burn.Position));
        Assert.Null(rig.Reopen().State.GetConflict(burn.Position));
    }

    [Fact]
    public void A_lock_without_a_vote_makes_the_vote_and_a_final_vote_is_honoured_first()
    {
        var net = new ThreeRepresentatives();
        Block block = net.R1.Rig.Burn(net.A, 1);
        net.R1.Rig.Ledger.ApplyVotes([], [new(block.Position, block.Hash)], needsFullSync: true);
        net.R1.RestartElections();
        net.R1.Add(block);
        net.R1.Elections.Tick();
        Assert.True(Assert.Single(net.R1.Outbox).IsFinal);
        Assert.True(net.R1.Rig.Ledger.State.Votes.Get(block.Position, net.R1.PublicKey)!.IsFinal);
    }

    [Fact]
    public void A_promotion_without_its_final_height_is_made_final_by_the_next_sweep()
    {
        var net = new ThreeRepresentatives();
        Block block = net.Bystander.Rig.Burn(net.A, 1);
        net.Bystander.Add(block);
        ulong weight = (ulong)net.Bystander.Rig.Ledger.State.Weights.Get(net.Representatives[0].Address);
        foreach (AccountKey rep in net.Representatives)
            net.Bystander.Rig.Ledger.ApplyVotes([net.Bystander.VoteOf(rep, block.Position, block.Hash, final: true) with { Weight = weight }], [], needsFullSync: false);
        Assert.False(net.Bystander.Rig.Ledger.IsFinal(block.Hash));
        net.R1.Rig.Ledger.ApplyVotes([.. net.Representatives.Select(r => net.R1.VoteOf(r, block.Position, block.Hash, final: true) with { Weight = weight })], [], needsFullSync: false);
        net.R1.Add(block);
        net.Clock.Advance(TimeSpan.FromSeconds(16));
        net.R1.Elections.Tick();
        Assert.True(net.R1.Rig.Ledger.IsFinal(block.Hash));
    }

    private static Xe.Core.Ledger.Ledger OpenDamaged(Rig rig, IReadOnlyList<AccountState> accounts)
    {
        ILedgerStore store = DispatchProxy.Create<ILedgerStore, DamagedStore>();
        ((DamagedStore)store).Store = rig.Store;
        ((DamagedStore)store).Accounts = accounts;
        return Xe.Core.Ledger.Ledger.Open(rig.Options, new DirectWriter(rig.Store), store);
    }

    private static Xe.Core.Ledger.Ledger Open(MemoryStore store, Block genesis) => Xe.Core.Ledger.Ledger.Open(
        new LedgerOptions { Genesis = genesis, Rules = NetworkRules.Public, Config = new TestConfig(), Clock = new TestClock() },
        new DirectWriter(store), store);

    // A store whose accounts are not what its chains say.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1852", Justification = "the proxy derives from it")]
    private class DamagedStore : DispatchProxy
    {
        public ILedgerStore? Store { get; set; }

        public IReadOnlyList<AccountState> Accounts { get; set; } = [];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == nameof(IAccountStore.LoadAccounts) ? Accounts : targetMethod.Invoke(Store, args);
    }
}
