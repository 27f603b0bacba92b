using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Core.Storage;

public sealed partial class MemoryStore
{
    /// <inheritdoc />
    public void Commit(IReadOnlyList<ChangeSet> batch, bool fullSync)
    {
        ArgumentNullException.ThrowIfNull(batch);
        lock (_gate)
        {
            ThrowIfClosed();
            Check(batch);
            foreach (ChangeSet set in batch)
                Apply(set);
        }
    }

    // All that can be refused is refused before the first change, so that a batch is applied whole or not at all.
    private void Check(IReadOnlyList<ChangeSet> batch)
    {
        var heights = new Dictionary<Address, ulong>();
        var places = new Dictionary<Hash256, bool>();
        var locks = new Dictionary<Position, Hash256>();
        foreach (ChangeSet set in batch)
        {
            foreach (ChainEntry entry in set.Removed)
            {
                if (Height(entry.Account) != entry.Height || !OnChain(entry.Hash))
                    throw ChangeSetMisfit.Removal(entry);
                heights[entry.Account] = entry.Height - 1;
                places[entry.Hash] = false;
            }
            foreach (ChangeSet.Appended added in set.Added)
            {
                ChangeSetMisfit.ThrowIfMisplaced(added);
                if (Height(added.Entry.Account) + 1 != added.Entry.Height || OnChain(added.Entry.Hash))
                    throw ChangeSetMisfit.Append(added.Entry);
                heights[added.Entry.Account] = added.Entry.Height;
                places[added.Entry.Hash] = true;
            }
            foreach (ChangeSet.Change<Address, AccountState> change in set.Accounts)
            {
                if (Height(change.Key) != (change.After?.Height ?? 0))
                    throw ChangeSetMisfit.Account(change.Key, Height(change.Key));
            }
            ChangeSetMisfit.ThrowIfUnlisted(set);
            foreach (ChangeSet.Change<Hash256, PendingSend> change in set.Pendings)
            {
                if (change.After is not null && !places.ContainsKey(change.Key) && !_blocks.ContainsKey(change.Key))
                    throw ChangeSetMisfit.Pending(change.Key);
            }
            foreach (KeyValuePair<Position, Hash256> item in set.Locks)
            {
                if ((locks.TryGetValue(item.Key, out Hash256 held) || _locks.TryGetValue(item.Key, out held)) && held != item.Value)
                    throw ChangeSetMisfit.Lock(item.Key, held);
                locks[item.Key] = item.Value;
            }
        }

        ulong Height(Address account) =>
            heights.TryGetValue(account, out ulong height) ? height : (ulong)(_chains.GetValueOrDefault(account)?.Rows.Count ?? 0);

        bool OnChain(Hash256 hash) =>
            places.TryGetValue(hash, out bool placed) ? placed : _blocks.GetValueOrDefault(hash)?.Entry is not null;
    }

    private void Apply(ChangeSet set)
    {
        foreach (ChainEntry entry in set.Removed)
        {
            Row row = _blocks[entry.Hash];
            row.Entry = null;
            _byTime.Remove(row);
            _chains[entry.Account].Rows.RemoveAt((int)entry.Height - 1);
            _onChain--;
        }
        foreach (ChangeSet.Appended added in set.Added)
            Append(added);
        foreach (ChangeSet.Change<Address, AccountState> change in set.Accounts)
        {
            if (_chains.TryGetValue(change.Key, out Chain? chain))
                chain.State = change.After;
        }
        ApplyRecords(set);
    }

    private void Append(ChangeSet.Appended added)
    {
        ChainEntry entry = added.Entry;
        if (!_blocks.TryGetValue(entry.Hash, out Row? row))
        {
            row = new Row(added.Block, _blocks.Count + 1);
            _blocks.Add(entry.Hash, row);
            if (!added.Block.Source.IsZero)
            {
                if (!_bySource.TryGetValue(added.Block.Source, out List<Row>? rows))
                    _bySource.Add(added.Block.Source, rows = []);
                rows.Add(row);
            }
        }
        row.Block = added.Block;
        row.Entry = entry;
        _byTime.Add(row);
        if (!_chains.TryGetValue(entry.Account, out Chain? chain))
        {
            chain = new Chain(entry.Account);
            _chains.Add(entry.Account, chain);
            _chainOrder.Add(chain);
        }
        chain.Rows.Add(row);
        _onChain++;
    }
}
