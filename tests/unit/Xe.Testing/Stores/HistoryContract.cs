using Xe.Core.Ledger;
using Xe.Core.Storage;
using Xe.Simulator;

namespace Xe.Testing.Stores;

/// <summary>Random valid histories through a store: it must hold what the memory of the ledger that made them holds, in
/// whatever batches it got them and however often it was opened anew.</summary>
public abstract class HistoryContract
{
    /// <summary>Seeds of the histories.</summary>
    public static TheoryData<ulong> Seeds { get; } = [.. Enumerable.Range(1, 12).Select(i => (ulong)i)];

    /// <summary>A new, empty store.</summary>
    protected abstract ILedgerStore Create();

    /// <summary>Closes the store and opens it again with what it held.</summary>
    protected abstract ILedgerStore Reopen(ILedgerStore store);

    [Theory, MemberData(nameof(Seeds))]
    public void A_store_rebuilds_the_memory_of_the_ledger_that_wrote_it(ulong seed)
    {
        using var history = new RandomHistory(seed, 700);
        using var reference = new MemoryStore();
        ILedgerStore store = Create();
        try
        {
            var random = new SimRandom(seed ^ 0xABCDEF);
            for (int at = 0; at < history.Sets.Count;)
            {
                ChangeSet[] batch = [.. history.Sets.Skip(at).Take(1 + random.Next(random.Chance(0.1) ? 200 : 8))];
                store.Commit(batch, random.Chance(0.1));
                reference.Commit(batch, fullSync: false);
                at += batch.Length;
                if (random.Chance(0.05))
                    store = Reopen(store);
                if (random.Chance(0.05))
                    Assert.Equal(history.Dump(reference), history.Dump(store));
            }
            Assert.Equal(history.Dump(reference), history.Dump(store));
            store = Reopen(store);
            Assert.Equal(history.Dump(reference), history.Dump(store));
            using var writer = new LedgerWriter(store);
            Ledger rebuilt = Ledger.Open(history.Options, writer, store);
            Assert.Equal(StateDump.Of(history.Ledger.State), StateDump.Of(rebuilt.State));
        }
        finally
        {
            store.Dispose();
        }
        Assert.Contains(history.Sets, set => set.Removed.Count > 1);
        Assert.Contains(history.Sets, set => set.Locks.Count > 0);
        Assert.Contains(history.Sets, set => set.Leases.Count > 0);
    }
}
