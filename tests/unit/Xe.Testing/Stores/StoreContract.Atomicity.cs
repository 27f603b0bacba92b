using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Testing.Stores;

public abstract partial class StoreContract
{
    [Fact]
    public void Sets_of_one_batch_build_on_each_other()
    {
        ChangeSet[] sets = [.. Enumerable.Range(0, 50).Select(i => i % 5 == 4 ? Script.TakeOff(Alice) : Script.Append(Alice, out _))];
        Commit(sets);
        Holds(store => Assert.Equal(Script.Chain(Alice), store.GetChain(Alice, 1, 100)));
    }

    [Fact]
    public void A_failing_set_takes_its_whole_batch_with_it()
    {
        Grow(Alice, 2);
        var other = new ChainScript();
        ChangeSet good = other.Append(new ChainScript().Make(Bob) with { Hash = ChainScript.Hash(501) });
        var everything = new ChangeSet
        {
            Added = good.Added,
            Accounts = good.Accounts,
            Pendings = [new(ChainScript.Hash(501), null, new PendingSend(ChainScript.Hash(501), Bob, Alice, 1, Asset.Xe, 1))],
            Leases = [new(ChainScript.Hash(5_001), null, Lease(1, LeaseState.Created))],
            Statuses = [new(ChainScript.Hash(501), BlockStatus.Finalized)],
            Conflicts = [new(new Position(Bob, default), null, Conflict(new Position(Bob, default), 2))],
            Staged = [new(ChainScript.Hash(502), Script.Make(Alice) with { Hash = ChainScript.Hash(502) })],
            Votes = [MakeVote(new Position(Bob, default), 1, final: true)],
            Locks = [new(new Position(Bob, default), ChainScript.Hash(501))],
        };
        var bad = new ChangeSet { Pendings = [new(ChainScript.Hash(999), null, new PendingSend(ChainScript.Hash(999), Bob, Alice, 1, Asset.Xe, 1))] };
        IsRefusedWhole(everything, bad);
        Holds(store =>
        {
            Assert.Null(store.GetLock(new Position(Bob, default)));
            Assert.Equal(BlockStatus.Pending, store.GetStatus(ChainScript.Hash(501)));
            Assert.False(store.Contains(ChainScript.Hash(501)));
        });
        Commit(everything);
        Holds(store => Assert.Equal(ChainScript.Hash(501), store.GetLock(new Position(Bob, default))));
    }

    [Fact]
    public void A_block_goes_right_above_the_tip_or_nowhere()
    {
        Grow(Alice, 2);
        Block block = Script.Make(Alice);
        AccountState state = Script.State(Alice)!;
        foreach (ulong height in (ulong[])[0, 1, 2, 4, 1UL << 63, ulong.MaxValue])
        {
            var entry = new ChainEntry(Alice, height, block.Hash, block.Previous, 1, null, null, 1);
            IsRefusedWhole(new ChangeSet { Added = [new(block, entry)], Accounts = [new(Alice, state, state with { Height = height })] });
        }
    }

    [Fact]
    public void A_block_has_one_place_only()
    {
        Block block = Grow(Alice, 1)[0];
        var entry = new ChainEntry(Alice, 2, block.Hash, block.Hash, 1, null, null, 1);
        IsRefusedWhole(new ChangeSet { Added = [new(block, entry)], Accounts = [new(Alice, null, Script.State(Alice)! with { Height = 2 })] });
        entry = new ChainEntry(Bob, 1, block.Hash, default, 1, null, null, 1);
        IsRefusedWhole(new ChangeSet { Added = [new(block, entry)], Accounts = [new(Bob, null, Script.State(Alice)! with { Account = Bob })] });
    }

    [Fact]
    public void Only_the_tip_can_be_taken_off()
    {
        Grow(Alice, 3);
        ChainEntry[] chain = [.. Script.Chain(Alice)];
        AccountState state = Script.State(Alice)!;
        ChainEntry[] wrong = [chain[1], chain[2] with { Height = 2 }, chain[2] with { Account = Bob }, chain[2] with { Hash = ChainScript.Hash(4_444) }, chain[0]];
        foreach (ChainEntry entry in wrong)
            IsRefusedWhole(new ChangeSet { Removed = [entry], Accounts = [new(entry.Account, state, state with { Height = 2 })] });
    }

    [Fact]
    public void A_changed_chain_must_come_with_its_accounts_state()
    {
        Grow(Alice, 1);
        ChangeSet append = Script.Append(Alice, out _);
        IsRefusedWhole(new ChangeSet { Added = append.Added });
        IsRefusedWhole(new ChangeSet { Added = append.Added, Accounts = [new(Alice, null, append.Accounts[0].After! with { Height = 1 })] });
        IsRefusedWhole(new ChangeSet { Added = append.Added, Accounts = [new(Alice, null, null)] });
        IsRefusedWhole(new ChangeSet { Accounts = [new(Bob, null, append.Accounts[0].After! with { Account = Bob })] });
    }

    [Fact]
    public void A_refused_batch_does_not_stand_in_the_way_of_a_good_one()
    {
        Grow(Alice, 1);
        ChangeSet append = Script.Append(Alice, out Block block);
        Assert.Throws<StoreException>(() => Commit(append, append));
        Commit(append);
        Holds(store => Assert.Equal(block.Hash, store.GetEntryAt(Alice, 2)?.Hash));
    }

    [Fact]
    public void An_empty_batch_and_a_full_sync_change_nothing()
    {
        Grow(Alice, 1);
        string before = StoreDump.Of(Store);
        Store.Commit([], fullSync: true);
        Store.Commit([new ChangeSet { NeedsFullSync = true }], fullSync: true);
        Store.Flush();
        Holds(store => Assert.Equal(before, StoreDump.Of(store)));
    }

    [Fact]
    public void A_closed_store_refuses_every_call()
    {
        Grow(Alice, 1);
        Store.Dispose();
        Store.Dispose();
        Action[] calls =
        [
            () => Commit(new ChangeSet()), () => Store.Flush(), () => Store.GetBlock(default), () => Store.GetChain(Alice, 1, 1),
            () => Store.GetRecent(1), () => Store.GetLock(default), () => Assert.Empty(Store.LoadLeases()), () => Store.PutStateBlock(1, Array.Empty<byte>()),
            () => Store.PutCertificate("a", Alice, 1, Array.Empty<byte>()),
        ];
        foreach (Action call in calls)
            Assert.Equal(StoreFailure.Closed, Assert.Throws<StoreException>(call).Failure);
    }

    [Fact]
    public async Task Reads_beside_a_writer_see_whole_transactions()
    {
        Grow(Alice, 1);
        using var done = new CancellationTokenSource();
        Task[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                IReadOnlyList<ChainEntry> chain = Store.GetChain(Alice, 1, int.MaxValue);
                for (int i = 0; i < chain.Count; i++)
                    Assert.Equal((ulong)i + 1, chain[i].Height);
                for (int i = 1; i < chain.Count; i++)
                    Assert.Equal(chain[i - 1].Hash, chain[i].Previous);
                Assert.NotEmpty(Store.GetRecent(3));
                if (Store.GetEntry(chain[^1].Hash) is { } entry)
                    Assert.Equal(chain[^1], entry);
            }
        }))];
        for (int i = 0; i < 400; i++)
            Commit(i % 7 == 6 ? Script.TakeOff(Alice) : Script.Append(Alice, out _), Script.Append(Bob, out _));
        await done.CancelAsync();
        await Task.WhenAll(readers);
        Holds(store => Assert.Equal(Script.Chain(Alice), store.GetChain(Alice, 1, int.MaxValue)));
    }
}
