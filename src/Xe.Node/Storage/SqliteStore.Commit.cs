using System.Buffers;
using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Node.Storage;

public sealed partial class SqliteStore
{
    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly Dictionary<Hash256, long> _batchSeqs = [];
    private readonly Dictionary<Position, Hash256> _batchLocks = [];
    private readonly List<IndexEdit> _edits = [];
    private readonly HashSet<long> _batchUndone = [];
    private long _batchLastBlock;
    private long _batchLastLock;
    private long _batchOnChain;

    /// <inheritdoc />
    public void Commit(IReadOnlyList<ChangeSet> batch, bool fullSync)
    {
        ArgumentNullException.ThrowIfNull(batch);
        lock (_writeGate)
        {
            ThrowIfClosed();
            BeginBatch();
            _writer.Transact(fullSync, () => WriteBatch(batch));
            lock (_gate)
                ConfirmBatch();
            _accounts.FreezeIfDue(_gate);
            _blockIndexes.FreezeIfDue(_lastBlock, _gate);
            _lockIndexes.FreezeIfDue(_lastLock, _gate);
        }
    }

    private void BeginBatch()
    {
        _batchSeqs.Clear();
        _batchLocks.Clear();
        _edits.Clear();
        _batchUndone.Clear();
        (_batchLastBlock, _batchLastLock, _batchOnChain) = (_lastBlock, _lastLock, 0);
        _accounts.Begin();
    }

    private void WriteBatch(IReadOnlyList<ChangeSet> batch)
    {
        (int blocks, int accounts, int locks) = (0, 0, 0);
        foreach (ChangeSet set in batch)
        {
            blocks += set.Added.Count;
            accounts += set.Accounts.Count;
            locks += set.Locks.Count;
        }
        // Runs are merged first: what a change set takes away is then deleted after it was inserted.
        _accounts.MergeSlice(accounts);
        _blockIndexes.MergeSlice(blocks);
        _lockIndexes.MergeSlice(locks);
        foreach (ChangeSet set in batch)
            Write(set);
        _accounts.WriteBatch();
    }

    private void ConfirmBatch()
    {
        _accounts.Confirm();
        _blockIndexes.Confirm();
        _lockIndexes.Confirm();
        foreach (IndexEdit edit in _edits)
        {
            if (edit.Index is null)
                _byPlace.Remove(edit.Key1, edit.Key2);
            else
                edit.Index.Add(edit.Key1, edit.Key2, edit.Seq);
        }
        _undone.UnionWith(_batchUndone);
        (_lastBlock, _lastLock) = (_batchLastBlock, _batchLastLock);
        _onChain = (ulong)((long)_onChain + _batchOnChain);
    }

    private void Write(ChangeSet set)
    {
        for (int i = 0; i < set.Removed.Count; i++)
            TakeOff(set.Removed[i]);
        for (int i = 0; i < set.Added.Count; i++)
            Append(set.Added[i]);
        for (int i = 0; i < set.Accounts.Count; i++)
        {
            ChangeSet.Change<Address, AccountState> change = set.Accounts[i];
            BatchAccount? account = _accounts.Get(change.Key, create: change.After is not null);
            if ((ulong)(account?.Height ?? 0) != (change.After?.Height ?? 0))
                throw ChangeSetMisfit.Account(change.Key, (ulong)(account?.Height ?? 0));
            if (account is not null)
                (account.State, account.IsChanged) = (change.After, true);
        }
        ChangeSetMisfit.ThrowIfUnlisted(set);
        WriteRecords(set);
        WriteVotes(set);
    }

    private void TakeOff(ChainEntry entry)
    {
        long seq = SeqOf(entry.Hash);
        BatchAccount? account = _accounts.Get(entry.Account, create: false);
        if (seq == 0 || account is null || account.Height != (long)entry.Height || entry.Height == 0 || !IsPlaced(seq))
            throw ChangeSetMisfit.Removal(entry);
        _writer.UndoBlock.Bind(1, seq).Run();
        _writer.DeletePlace.Bind(1, account.Id).Bind(2, account.Height).Run();
        _edits.Add(new IndexEdit(null, account.Id, account.Height, 0));
        _batchUndone.Add(StoreKeys.Of(entry.Hash));
        account.Height--;
        _batchOnChain--;
    }

    private void Append(ChangeSet.Appended added)
    {
        (Block block, ChainEntry entry) = (added.Block, added.Entry);
        ChangeSetMisfit.ThrowIfMisplaced(added);
        long key = StoreKeys.Of(entry.Hash);
        BatchAccount account = _accounts.Get(entry.Account, create: true)!;
        bool mayBeStored = _batchSeqs.ContainsKey(entry.Hash) || _undone.Contains(key) || _batchUndone.Contains(key);
        long seq = mayBeStored ? SeqOf(entry.Hash) : 0;
        if ((ulong)account.Height + 1 != entry.Height || (seq != 0 && IsPlaced(seq)))
            throw ChangeSetMisfit.Append(entry);
        _body.ResetWrittenCount();
        BlockCodec.Encode(block, _body);
        ReadOnlySpan<byte> body = _body.WrittenSpan;
        account.Height++;
        _batchOnChain++;
        if (seq != 0)
        {
            // Undone earlier and now back: its row takes the new place, straight in the lookup table since the row is
            // not a new one that the runs would carry there.
            Bind(_writer.ReplaceBlock.Bind(1, seq).Bind(2, account.Height).Bind(3, entry.Xe).Bind(4, entry.Xusd), 5, entry.Representative)
                .Bind(6, StoreKeys.Crc(body)).Bind(7, body).Run();
            _writer.PutPlace.Bind(1, account.Id).Bind(2, account.Height).Bind(3, seq).Run();
            return;
        }
        seq = ++_batchLastBlock;
        _batchSeqs.Add(entry.Hash, seq);
        Bind(_writer.InsertBlock.Bind(1, seq).Bind(2, entry.Hash.Value).Bind(3, account.Id).Bind(4, account.Height)
            .Bind(5, entry.Previous.Value).Bind(6, entry.Timestamp).Bind(7, entry.Xe).Bind(8, entry.Xusd), 9, entry.Representative);
        if (block.Source.IsZero)
            _writer.InsertBlock.BindNull(10);
        else
            _writer.InsertBlock.Bind(10, StoreKeys.Of(block.Source));
        _writer.InsertBlock.Bind(11, StoreKeys.Crc(body)).Bind(12, body).Run();
        _edits.Add(new IndexEdit(_byHash, key, 0, seq));
        _edits.Add(new IndexEdit(_byPlace, account.Id, account.Height, seq));
        if (!block.Source.IsZero)
            _edits.Add(new IndexEdit(_bySource, StoreKeys.Of(block.Source), 0, seq));
        _edits.Add(new IndexEdit(_byTime, entry.Timestamp, 0, seq));
    }

    // The row of a stored block, also of this batch; 0 when there is none.
    private long SeqOf(Hash256 hash)
    {
        if (_batchSeqs.TryGetValue(hash, out long seq))
            return seq;
        seq = FindBlock(_writer.Lookup, hash);
        _writer.Lookup.Block.Reset();
        return seq;
    }

    private bool IsPlaced(long seq)
    {
        SqliteStatement row = _writer.Lookup.Block;
        bool placed = row.Bind(1, seq).Step() && !row.IsNull(BlockColumn.Height);
        row.Reset();
        return placed;
    }

    private static SqliteStatement Bind(SqliteStatement statement, int index, Address? address) =>
        address is { } value ? statement.Bind(index, value.Value) : statement.BindNull(index);

    // What memory learns when the batch is committed: an entry for an index, or (no index) a place given up.
    private readonly record struct IndexEdit(DeferredIndex? Index, long Key1, long Key2, long Seq);
}
