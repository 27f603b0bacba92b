using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Core.Ledger;

public sealed partial class Ledger
{
    // Bodies in the store that are on no chain; while it is 0, a block that extends a chain cannot be a duplicate.
    private ulong _undone;

    /// <summary>Opens the ledger over a store: commits the genesis block where the store is empty, otherwise checks that the
    /// store belongs to this genesis and rebuilds memory from it (spec 03 §15). Throws <see cref="StoreException"/> when the
    /// store is of another network, incomplete or unreadable; nothing is changed then.</summary>
    /// <param name="options">Genesis, rules, clock.</param>
    /// <param name="writer">The running writer over the store.</param>
    /// <param name="store">The store, for the complete reads of a rebuild.</param>
    public static Ledger Open(LedgerOptions options, ILedgerWriter writer, ILedgerStore store)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(store);
        if (store.IsEmpty)
        {
            var fresh = new Ledger(options, writer, (options.Genesis.Timing ?? ZeroTiming).WithDefaults());
            fresh.ApplyGenesis(options.Genesis);
            return fresh;
        }

        Block first = CheckGenesis(options, store);
        var ledger = new Ledger(options, writer, (first.Timing ?? ZeroTiming).WithDefaults());
        ledger.Rebuild(store);
        return ledger;
    }

    private static LeaseTiming ZeroTiming { get; } = new(0, 0, 0, 0, 0, 0);

    private static Block CheckGenesis(LedgerOptions options, ILedgerStore store)
    {
        ChainEntry? entry = store.GetEntryAt(options.Genesis.Account, 1);
        if (entry?.Hash != options.Genesis.Hash)
        {
            throw new StoreException(
                StoreFailure.ForeignGenesis,
                $"genesis mismatch: this data dir belongs to a different network ({options.DataName}: configured genesis {options.Genesis.Hash} of treasury {options.Genesis.Account}, persisted genesis {entry?.Hash.ToString() ?? "not found"})");
        }
        return store.GetBlock(entry.Hash)
            ?? throw new StoreException(StoreFailure.Corrupt, $"chain references missing block {entry.Hash}: the genesis body is gone");
    }

    private void ApplyGenesis(Block genesis)
    {
        // Commit and final height in one set: a crash in between would leave genesis unfinalized for ever (spec 03 §15.3).
        var overlay = new LedgerOverlay(State);
        overlay.Append(genesis, new ChainEntry(
            genesis.Account, 1, genesis.Hash, default, genesis.Balance, null, genesis.Representative, genesis.Timestamp));
        overlay.SetAccount(genesis.Account, new AccountState
        {
            Account = genesis.Account,
            Frontier = genesis.Hash,
            Height = 1,
            FinalHeight = 1,
            LastTimestamp = genesis.Timestamp,
            Xe = genesis.Balance,
            Representative = genesis.Representative,
            Key = genesis.PubKey,
        });
        overlay.SetStatus(genesis.Hash, BlockStatus.Finalized);
        if (genesis.Representative is null)
            throw new StoreException("genesis: no representative: total delegated weight would be 0 and nothing could ever become final");
        lock (_gate)
            Apply(overlay.ToChangeSet(needsFullSync: true));
    }

    // The block that ended a lease: the latest the provider or the consumer made for it, where its state says that one did.
    private static long? EndOf(LeaseRecord lease, ILedgerStore store)
    {
        if (lease.IsLive || lease.State == LeaseState.Expired)
            return null;
        Address by = lease.State == LeaseState.Settled ? lease.Provider : lease.Consumer;
        return store.GetBySource(lease.LeaseHash).Where(e => e.Account == by).MaxBy(e => e.Height)?.Timestamp;
    }

    private void Rebuild(ILedgerStore store)
    {
        ulong placed = 0;
        foreach (AccountState account in store.LoadAccounts())
        {
            if (account.FinalHeight > account.Height)
                throw new StoreException(StoreFailure.Corrupt, $"final height {account.FinalHeight} of {account.Account} is above its chain ({account.Height} blocks): the store is damaged");
            State.Load(account);
            placed += account.Height;
        }
        foreach (PendingSend pending in store.LoadPendings())
            State.Pendings.Set(pending.SendHash, pending);
        foreach (LeaseRecord lease in store.LoadLeases())
            State.Load(lease, EndOf(lease, store));
        foreach (ConflictRecord conflict in store.LoadConflicts())
            State.Load(conflict);
        foreach (Block staged in store.LoadStaged())
            State.Load(staged);
        foreach (Vote vote in store.LoadVotes())
            State.Load(vote);
        if (placed != store.CountBlocks())
            throw new StoreException(StoreFailure.Corrupt, $"the accounts' heights sum to {placed} but {store.CountBlocks()} blocks are on chains: the store is damaged");
        _undone = store.CountUndone();
    }
}
