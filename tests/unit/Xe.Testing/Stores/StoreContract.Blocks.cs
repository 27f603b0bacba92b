using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Testing.Stores;

public abstract partial class StoreContract
{
    private static readonly Address Alice = ChainScript.Account(1);
    private static readonly Address Bob = ChainScript.Account(2);

    [Fact]
    public void A_new_store_is_empty_and_answers_none() => Holds(store =>
    {
        Assert.True(store.IsEmpty);
        Assert.Equal(0UL, store.CountBlocks());
        Assert.Equal(0UL, store.CountUndone());
        Assert.False(store.Contains(ChainScript.Hash(1)));
        Assert.Null(store.GetBlock(ChainScript.Hash(1)));
        Assert.Null(store.GetEntry(ChainScript.Hash(1)));
        Assert.Null(store.GetEntryAt(Alice, 1));
        Assert.Null(store.GetChild(new Position(Alice, default)));
        Assert.Empty(store.GetChain(Alice, 1, 10));
        Assert.Empty(store.GetChainBlocks(Alice, 1, 10));
        Assert.Empty(store.GetRecent(10));
        Assert.Empty(store.GetBySource(ChainScript.Hash(1)));
        Assert.Equal(BlockStatus.Pending, store.GetStatus(ChainScript.Hash(1)));
        Assert.Empty(store.EnumerateChains());
        Assert.Empty(store.LoadAccounts());
        Assert.Null(store.GetAccount(Alice));
        Assert.Empty(store.LoadPendings());
        Assert.Empty(store.LoadLeases());
        Assert.Empty(store.LoadConflicts());
        Assert.Empty(store.LoadStaged());
        Assert.Empty(store.LoadVotes());
        Assert.Null(store.GetLock(new Position(Alice, default)));
        Assert.Equal(0UL, store.StateChainTip());
        Assert.Empty(store.LoadCertificates());
    });

    [Fact]
    public void A_block_is_found_by_hash_place_and_position_with_all_its_members()
    {
        List<Block> blocks = Grow(Alice, 3);
        Holds(store =>
        {
            Assert.False(store.IsEmpty);
            Assert.Equal(3UL, store.CountBlocks());
            for (int i = 0; i < blocks.Count; i++)
            {
                Assert.True(store.Contains(blocks[i].Hash));
                Assert.Equal(StoreDump.Of(blocks[i]), StoreDump.Of(store.GetBlock(blocks[i].Hash)));
                ChainEntry entry = Assert.IsType<ChainEntry>(store.GetEntry(blocks[i].Hash));
                Assert.Equal(Script.Chain(Alice)[i], entry);
                Assert.Equal(entry, store.GetEntryAt(Alice, (ulong)i + 1));
                Assert.Equal(entry, store.GetChild(blocks[i].Position));
            }
            Assert.Null(store.GetEntryAt(Alice, 0));
            Assert.Null(store.GetEntryAt(Alice, 4));
            Assert.Null(store.GetEntryAt(Alice, ulong.MaxValue));
            Assert.Null(store.GetChild(new Position(Alice, blocks[2].Hash)));
            Assert.Null(store.GetChild(new Position(Bob, blocks[0].Hash)));
        });
    }

    [Fact]
    public void Chains_are_read_in_pages_of_ascending_height()
    {
        List<Block> blocks = Grow(Alice, 300);
        Grow(Bob, 2);
        Holds(store =>
        {
            Assert.Equal(Script.Chain(Alice), store.GetChain(Alice, 0, int.MaxValue));
            Assert.Equal(Script.Chain(Alice).Skip(9).Take(280), store.GetChain(Alice, 10, 280));
            Assert.Equal(blocks.Skip(255).Take(3), store.GetChainBlocks(Alice, 256, 3));
            Assert.Empty(store.GetChain(Alice, 301, 10));
            Assert.Empty(store.GetChain(Alice, 1, 0));
            Assert.Equal(blocks.Select(block => block.Hash).Concat(Script.Chain(Bob).Select(entry => entry.Hash)),
                store.EnumerateChains().Select(block => block.Hash));
        });
    }

    [Fact]
    public void The_newest_blocks_come_by_timestamp_then_arrival()
    {
        long[] times = [50, 10, 90, 90, 20, long.MaxValue];
        Block[] blocks = [.. times.Select((time, i) =>
        {
            Block block = Script.Make(ChainScript.Account(10 + i), timestamp: time);
            Commit(Script.Append(block));
            return block;
        })];
        Holds(store =>
        {
            Assert.Equal([blocks[5], blocks[3], blocks[2], blocks[0]], store.GetRecent(4));
            Assert.Equal(6, store.GetRecent(100).Count);
            Assert.Empty(store.GetRecent(0));
        });
        Commit(Script.TakeOff(blocks[3].Account));
        Holds(store => Assert.Equal([blocks[5], blocks[2], blocks[0]], store.GetRecent(3)));
    }

    [Fact]
    public void Blocks_are_found_by_the_source_they_name_while_they_are_on_a_chain()
    {
        Hash256 source = ChainScript.Hash(9_000);
        Block first = Script.Make(Alice, source: source);
        Commit(Script.Append(first));
        Block second = Script.Make(Bob, source: source);
        Commit(Script.Append(second));
        Holds(store => Assert.Equal([first.Hash, second.Hash], store.GetBySource(source).Select(entry => entry.Hash)));
        Commit(Script.TakeOff(Alice));
        Holds(store =>
        {
            Assert.Equal([second.Hash], store.GetBySource(source).Select(entry => entry.Hash));
            Assert.Empty(store.GetBySource(ChainScript.Hash(9_001)));
        });
    }

    [Fact]
    public void An_undone_block_keeps_its_body_loses_its_place_and_may_come_back()
    {
        List<Block> blocks = Grow(Alice, 3);
        Commit(Script.TakeOff(Alice));
        Holds(store =>
        {
            Assert.True(store.Contains(blocks[2].Hash));
            Assert.Equal(StoreDump.Of(blocks[2]), StoreDump.Of(store.GetBlock(blocks[2].Hash)));
            Assert.Null(store.GetEntry(blocks[2].Hash));
            Assert.Null(store.GetChild(blocks[2].Position));
            Assert.Null(store.GetEntryAt(Alice, 3));
            Assert.Equal(BlockStatus.Rejected, store.GetStatus(blocks[2].Hash));
            Assert.Equal(1UL, store.CountUndone());
            Assert.Equal(2UL, store.CountBlocks());
        });
        Commit(Script.Append(blocks[2]));
        Holds(store =>
        {
            Assert.Equal(Script.Tip(Alice), store.GetEntry(blocks[2].Hash));
            Assert.Equal(Script.Tip(Alice), store.GetEntryAt(Alice, 3));
            Assert.Equal(0UL, store.CountUndone());
            Assert.Equal(3, store.GetRecent(10).Count);
        });
    }

    [Fact]
    public void A_block_takes_the_place_of_an_undone_one_in_the_same_transaction()
    {
        List<Block> blocks = Grow(Alice, 2);
        ChangeSet undo = Script.TakeOff(Alice);
        ChangeSet append = Script.Append(Alice, out Block winner);
        Commit(new ChangeSet { Removed = undo.Removed, Added = append.Added, Accounts = [new(Alice, undo.Accounts[0].Before, append.Accounts[0].After)] });
        Holds(store =>
        {
            Assert.Equal(winner.Hash, store.GetEntryAt(Alice, 2)?.Hash);
            Assert.Equal(winner.Hash, store.GetChild(blocks[1].Position)?.Hash);
            Assert.Equal(winner.Hash, store.GetAccount(Alice)?.Frontier);
            Assert.Null(store.GetEntry(blocks[1].Hash));
        });
    }

    [Fact]
    public void An_emptied_account_is_gone_until_it_is_opened_again()
    {
        Grow(Alice, 1);
        Grow(Bob, 1);
        Commit(Script.TakeOff(Alice));
        Holds(store =>
        {
            Assert.Null(store.GetAccount(Alice));
            Assert.Equal([Bob], store.LoadAccounts().Select(account => account.Account));
            Assert.Empty(store.GetChain(Alice, 1, 10));
        });
        List<Block> again = Grow(Alice, 1);
        Holds(store => Assert.Equal(again[0].Hash, store.GetAccount(Alice)?.Frontier));
    }

    [Fact]
    public void What_was_read_is_the_readers_own()
    {
        Grow(Alice, 2);
        IReadOnlyList<ChainEntry> read = Store.GetChain(Alice, 1, 10);
        (read as IList<ChainEntry>)?.Clear();
        Assert.Equal(2, Store.GetChain(Alice, 1, 10).Count);
    }
}
