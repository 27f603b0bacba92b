using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;
using Xe.Simulator;
using Xe.Testing.Stores;

namespace Xe.Core.Tests.Storage;

/// <summary>What the ledger reads while its sets are still in flight is what the store will hold: checked against a store that
/// has them all, with the commits lagging behind by chance.</summary>
public sealed class StoreViewTests
{
    public static TheoryData<ulong> Seeds { get; } = [.. Enumerable.Range(1, 8).Select(i => (ulong)i)];

    [Theory, MemberData(nameof(Seeds))]
    public void The_view_reads_its_own_writes(ulong seed)
    {
        using var history = new RandomHistory(seed, 250);
        Position[] positions = [.. history.Locked];
        Hash256[] hashes = [.. history.Placed];
        Hash256[] sources = [.. history.Sets.SelectMany(set => set.Added).Select(added => added.Block.Source).Where(source => !source.IsZero).Distinct()];
        Hash256[] leases = [.. history.Sets.SelectMany(set => set.Leases).Select(change => change.Key).Distinct()];
        var random = new SimRandom(seed);
        using var whole = new MemoryStore();
        var store = new ControlledStore();
        store.Close();
        var writer = new LedgerWriter(store, new LedgerWriterOptions { MaxBatchSets = 5, MinCommitInterval = TimeSpan.Zero });
        try
        {
            foreach (ChangeSet set in history.Sets)
            {
                _ = writer.Enqueue(set);
                whole.Commit([set], fullSync: false);
                if (random.Chance(0.25))
                    store.Permit(1);
                if (random.Chance(0.2))
                    Compare(whole, writer.View, history, positions, hashes, sources, leases);
            }
            Compare(whole, writer.View, history, positions, hashes, sources, leases);
        }
        finally
        {
            store.Open();
            writer.Dispose();
        }
        Assert.Equal(history.Dump(whole), history.Dump(store));
        Compare(whole, writer.View, history, positions, hashes, sources, leases);
        store.Dispose();
    }

    private static void Compare(
        MemoryStore whole, StoreView view, RandomHistory history, Position[] positions, Hash256[] hashes, Hash256[] sources, Hash256[] leases)
    {
        Assert.Equal(whole.IsEmpty, view.IsEmpty);
        Assert.Equal(whole.CountBlocks(), view.CountBlocks());
        foreach (Hash256 hash in hashes)
        {
            Assert.Equal(whole.Contains(hash), view.Contains(hash));
            Assert.Equal(StoreDump.Of(whole.GetBlock(hash)), StoreDump.Of(view.GetBlock(hash)));
            Assert.Equal(whole.GetEntry(hash), view.GetEntry(hash));
            Assert.Equal(whole.GetStatus(hash), view.GetStatus(hash));
        }
        foreach (Position position in positions)
        {
            Assert.Equal(whole.GetLock(position), view.GetLock(position));
            Assert.Equal(whole.GetChild(position), view.GetChild(position));
        }
        foreach (Hash256 source in sources)
            Assert.Equal(whole.GetBySource(source), view.GetBySource(source));
        foreach (Hash256 lease in leases)
            Assert.Equal(whole.GetLease(lease), view.GetLease(lease));
        foreach (AccountState account in history.Ledger.State.Accounts)
        {
            Assert.Equal(whole.GetChain(account.Account, 1, int.MaxValue), view.GetChain(account.Account, 1, int.MaxValue));
            Assert.Equal(whole.GetChainBlocks(account.Account, 2, 3), view.GetChainBlocks(account.Account, 2, 3));
            for (ulong height = 0; height < 6; height++)
                Assert.Equal(whole.GetEntryAt(account.Account, height), view.GetEntryAt(account.Account, height));
        }
    }
}
