using System.Buffers.Binary;
using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Node.Storage;

public sealed partial class SqliteStore
{
    private const int WeightSize = Bytes32.Size + sizeof(ulong);

    private void WriteRecords(ChangeSet set)
    {
        for (int i = 0; i < set.Pendings.Count; i++)
            Write(set.Pendings[i]);
        for (int i = 0; i < set.Leases.Count; i++)
        {
            if (set.Leases[i].After is { } lease)
                Write(lease);
            else
                _writer.DeleteLease.Bind(1, set.Leases[i].Key.Value).Run();
        }
        for (int i = 0; i < set.Statuses.Count; i++)
        {
            (Hash256 hash, BlockStatus status) = set.Statuses[i];
            long seq = SeqOf(hash);
            if (seq != 0)
                _writer.SetBlockStatus.Bind(1, seq).Bind(2, (long)status).Run();
            else
                _writer.PutStatus.Bind(1, hash.Value).Bind(2, (long)status).Run();
        }
    }

    private void WriteVotes(ChangeSet set)
    {
        for (int i = 0; i < set.Conflicts.Count; i++)
        {
            if (set.Conflicts[i].After is { } conflict)
                Write(conflict);
            else
                _writer.DeleteConflict.Bind(1, set.Conflicts[i].Key.Account.Value).Bind(2, set.Conflicts[i].Key.Previous.Value).Run();
        }
        for (int i = 0; i < set.Staged.Count; i++)
        {
            (Hash256 hash, Block? block) = set.Staged[i];
            if (block is null)
            {
                _writer.DeleteStaged.Bind(1, hash.Value).Run();
                continue;
            }
            _body.ResetWrittenCount();
            BlockCodec.Encode(block, _body);
            _writer.PutStaged.Bind(1, hash.Value).Bind(2, StoreKeys.Crc(_body.WrittenSpan)).Bind(3, _body.WrittenSpan).Run();
        }
        for (int i = 0; i < set.VotesCleared.Count; i++)
            _writer.ClearVotes.Bind(1, set.VotesCleared[i].Account.Value).Bind(2, set.VotesCleared[i].Previous.Value).Run();
        for (int i = 0; i < set.Votes.Count; i++)
        {
            Vote vote = set.Votes[i];
            _writer.PutVote.Bind(1, vote.Position.Account.Value).Bind(2, vote.Position.Previous.Value).Bind(3, vote.RepKey.Value)
                .Bind(4, vote.BlockHash.Value).Bind(5, vote.Timestamp).Bind(6, vote.IsFinal ? 1 : 0)
                .Bind(7, vote.Signature.Span).Bind(8, (ulong?)vote.Weight).Run();
        }
        for (int i = 0; i < set.Locks.Count; i++)
            WriteLock(set.Locks[i].Key, set.Locks[i].Value);
    }

    private void Write(ChangeSet.Change<Hash256, PendingSend> change)
    {
        long seq = SeqOf(change.Key);
        if (change.After is not { } pending)
        {
            if (seq != 0)
                _writer.DeletePending.Bind(1, seq).Run();
            return;
        }
        if (seq == 0)
            throw ChangeSetMisfit.Pending(change.Key);
        _writer.PutPending.Bind(1, seq).Bind(2, pending.SendHash.Value).Bind(3, pending.Source.Value).Bind(4, pending.Destination.Value)
            .Bind(5, (ulong?)pending.Amount).Bind(6, (ulong?)pending.Asset.HeaderBytes).Bind(7, pending.Timestamp).Run();
    }

    private void Write(LeaseRecord lease)
    {
        SqliteStatement put = _writer.PutLease;
        put.Bind(1, lease.LeaseHash.Value).Bind(2, (long)lease.State).Bind(3, lease.Consumer.Value).Bind(4, lease.Provider.Value)
            .Bind(5, (ulong?)lease.Vcpus).Bind(6, (ulong?)lease.MemoryMb).Bind(7, (ulong?)lease.DiskGb).Bind(8, (ulong?)lease.Duration);
        if (lease.AccessPubKey is { } key)
            put.Bind(9, key.Value);
        else
            put.BindNull(9);
        put.Bind(10, (ulong?)lease.Cost).Bind(11, (ulong?)lease.Stake).Bind(12, lease.StartTime).Bind(13, lease.CertificateHash)
            .Bind(14, lease.Settled ? 1 : 0).Bind(15, (ulong?)lease.LockedR).Bind(16, (ulong?)lease.LockedPayoutCap)
            .Bind(17, (ulong?)lease.LockedTwapMilli).Run();
    }

    private void Write(ConflictRecord conflict)
    {
        byte[] hashes = new byte[conflict.Hashes.Count * Bytes32.Size];
        for (int i = 0; i < conflict.Hashes.Count; i++)
            conflict.Hashes[i].Value.CopyTo(hashes.AsSpan(i * Bytes32.Size));
        byte[] weights = new byte[conflict.WeightSnapshot.Count * WeightSize];
        int offset = 0;
        foreach ((Address address, ulong weight) in conflict.WeightSnapshot)
        {
            address.Value.CopyTo(weights.AsSpan(offset));
            BinaryPrimitives.WriteUInt64BigEndian(weights.AsSpan(offset + Bytes32.Size), weight);
            offset += WeightSize;
        }
        _writer.PutConflict.Bind(1, conflict.Position.Account.Value).Bind(2, conflict.Position.Previous.Value)
            .Bind(3, conflict.DetectedAtNs).Bind(4, (ulong?)conflict.TotalWeight).Bind(5, hashes).Bind(6, weights).Run();
    }

    // Put-if-absent (spec 05 §4.4); a different hash would be a second final vote.
    private void WriteLock(Position position, Hash256 hash)
    {
        Hash256? held = _batchLocks.TryGetValue(position, out Hash256 inBatch) ? inBatch : FindLock(_writer.Lookup, position);
        if (held is { } other)
        {
            if (other != hash)
                throw ChangeSetMisfit.Lock(position, other);
            return;
        }
        long seq = ++_batchLastLock;
        _batchLocks.Add(position, hash);
        _writer.InsertLock.Bind(1, seq).Bind(2, position.Account.Value).Bind(3, position.Previous.Value).Bind(4, hash.Value).Run();
        _edits.Add(new IndexEdit(_byPosition, StoreKeys.Of(position), 0, seq));
    }

    private Hash256? FindLock(SqliteLookup lookup, Position position)
    {
        long key = StoreKeys.Of(position);
        lookup.Found.Clear();
        long merged;
        lock (_gate)
        {
            merged = _lockIndexes.MergedSeq;
            _byPosition.FindAll(key, 0, lookup.Found);
        }
        Collect(lookup.ByPosition, key, merged, lookup.Found);
        foreach (long seq in lookup.Found)
        {
            SqliteStatement row = lookup.CommitLock;
            try
            {
                if (!row.Bind(1, seq).Step())
                    throw SqliteFailure.Corrupt(lookup.Database.Path, $"commit-lock row {seq} is missing");
                if (row.GetBytes32(0).Equals(position.Account.Value) && row.GetBytes32(1).Equals(position.Previous.Value))
                    return new Hash256(row.GetBytes32(2));
            }
            finally
            {
                row.Reset();
            }
        }
        return null;
    }

    private static void Collect(SqliteStatement statement, long key, long merged, List<long> found)
    {
        try
        {
            statement.Bind(1, key).Bind(2, merged);
            while (statement.Step())
                found.Add(statement.GetInt64(0));
        }
        finally
        {
            statement.Reset();
        }
    }
}
