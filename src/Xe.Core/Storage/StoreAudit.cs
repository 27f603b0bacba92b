using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Core.Storage;

/// <summary>Reads a whole store and checks that its parts agree (spec 05 §6): bodies, chains, lookups, account states,
/// pendings and the rest. Any store; beside a running writer only what does not change meanwhile is certain.</summary>
public static class StoreAudit
{
    /// <summary>Throws <see cref="StoreException"/> with the first finding; returns what was read otherwise. Time and disk
    /// access grow with the store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="hashOf">Computes a body's hash where bodies are to be proved, too; null = the stored hash is believed.</param>
    /// <param name="progress">Hears the number of blocks read, now and then.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static StoreAuditReport Run(
        ILedgerStore store, Func<Block, Hash256>? hashOf = null, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        const int progressEvery = 10_000;
        long blocks = 0;
        var accounts = new Dictionary<Address, AccountState>();
        foreach (AccountState account in store.LoadAccounts())
        {
            if (!accounts.TryAdd(account.Account, account) || account.Height == 0 || account.FinalHeight > account.Height)
                throw Damaged($"the state of account {account.Account} cannot be: height {account.Height}, final {account.FinalHeight}, or it is there twice");
        }
        Block? last = null;
        ulong height = 0;
        foreach (Block block in store.EnumerateChains(cancellationToken))
        {
            if (last is null || block.Account != last.Account)
            {
                CheckTip(accounts, last, height);
                (last, height) = (null, 0);
            }
            height++;
            CheckBlock(store, block, last, height, hashOf);
            last = block;
            if (++blocks % progressEvery == 0)
                progress?.Report(blocks);
        }
        CheckTip(accounts, last, height);
        if ((ulong)blocks != store.CountBlocks() || (ulong)blocks != accounts.Values.Aggregate(0UL, (sum, account) => sum + account.Height))
            throw Damaged($"{blocks} blocks are on chains, but {store.CountBlocks()} are counted");
        (long pendings, long votes) = CheckRecords(store);
        progress?.Report(blocks);
        return new StoreAuditReport(blocks, accounts.Count, pendings, votes, (long)store.StateChainTip());
    }

    private static void CheckBlock(ILedgerStore store, Block block, Block? before, ulong height, Func<Block, Hash256>? hashOf)
    {
        if (block.Previous != (before?.Hash ?? default))
            throw Damaged($"block {block.Hash}, number {height} of {block.Account}, does not follow the one before it");
        if (hashOf is not null && hashOf(block) != block.Hash)
            throw Damaged($"the body of block {block.Hash} has another hash");
        ChainEntry? entry = store.GetEntry(block.Hash);
        if (entry is null || entry.Height != height || entry.Account != block.Account || entry.Previous != block.Previous || entry.Timestamp != block.Timestamp)
            throw Damaged($"block {block.Hash} is not found at height {height} of {block.Account}");
        if (!block.Source.IsZero && !Names(store.GetBySource(block.Source), block.Hash))
            throw Damaged($"block {block.Hash} is not found by its source {block.Source}");
    }

    private static void CheckTip(Dictionary<Address, AccountState> accounts, Block? tip, ulong height)
    {
        if (tip is null)
            return;
        if (!accounts.TryGetValue(tip.Account, out AccountState? account) || account.Height != height || account.Frontier != tip.Hash || account.LastTimestamp != tip.Timestamp)
            throw Damaged($"the state of account {tip.Account} is not that after block {tip.Hash}, height {height}");
        if (account.Balance(tip.Asset) < tip.Balance)
            throw Damaged($"account {tip.Account} has less than its last block {tip.Hash} says");
    }

    private static (long Pendings, long Votes) CheckRecords(ILedgerStore store)
    {
        (long pendings, long votes) = (0, 0);
        foreach (PendingSend pending in store.LoadPendings())
        {
            pendings++;
            if (store.GetEntry(pending.SendHash)?.Account != pending.Source)
                throw Damaged($"a pending names block {pending.SendHash}, which is not on the chain of {pending.Source}");
        }
        foreach (LeaseRecord lease in store.LoadLeases())
        {
            if (store.GetLease(lease.LeaseHash) != lease)
                throw Damaged($"lease {lease.LeaseHash} reads differently by its hash");
        }
        foreach (ConflictRecord conflict in store.LoadConflicts())
        {
            if (conflict.Hashes.Count is 0 or > ConflictRecord.MaxHashes)
                throw Damaged($"the conflict at {conflict.Position} has {conflict.Hashes.Count} candidates");
        }
        _ = store.LoadStaged();
        foreach (Vote vote in store.LoadVotes())
        {
            votes++;
            if (vote.Signature.Length == 0)
                throw Damaged($"a vote at {vote.Position} has no signature");
        }
        for (ulong index = 1; index <= store.StateChainTip(); index++)
        {
            if (store.GetStateBlock(index) is not { Length: > 0 })
                throw Damaged($"state block {index} is missing");
        }
        return (pendings, votes);
    }

    private static bool Names(IReadOnlyList<ChainEntry> entries, Hash256 hash)
    {
        for (int i = 0; i < entries.Count; i++)
        {
            if (entries[i].Hash == hash)
                return true;
        }
        return false;
    }

    private static StoreException Damaged(string finding) =>
        new(StoreFailure.Corrupt, $"the store is damaged: {finding}; move it away and let the node synchronise again, or restore a backup");
}
