using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Core.Storage;

public sealed partial class MemoryStore
{
    private readonly Dictionary<Hash256, PendingSend> _pendings = [];
    private readonly Dictionary<Hash256, LeaseRecord> _leases = [];
    private readonly Dictionary<Hash256, BlockStatus> _statuses = [];
    private readonly Dictionary<Position, ConflictRecord> _conflicts = [];
    private readonly Dictionary<Hash256, Block> _staged = [];
    private readonly Dictionary<Position, Dictionary<PublicKey, Vote>> _votes = [];
    private readonly Dictionary<Position, Hash256> _locks = [];
    private readonly List<byte[]> _stateBlocks = [];
    private readonly Dictionary<string, Certificate> _certificates = [];

    /// <inheritdoc />
    public IReadOnlyList<ConflictRecord> LoadConflicts() =>
        Read(() => _conflicts.Values.OrderBy(conflict => conflict.Position).ToList());

    /// <inheritdoc />
    public IReadOnlyList<Block> LoadStaged() => Read(() => _staged.Values.OrderBy(block => block.Hash).ToList());

    /// <inheritdoc />
    public IEnumerable<Vote> LoadVotes() => Read(() =>
        _votes.OrderBy(pair => pair.Key).SelectMany(pair => pair.Value.Values.OrderBy(vote => vote.RepKey)).ToList());

    /// <inheritdoc />
    public Hash256? GetLock(Position position) =>
        Read<Hash256?>(() => _locks.TryGetValue(position, out Hash256 hash) ? hash : null);

    /// <inheritdoc />
    public LeaseRecord? GetLease(Hash256 leaseHash) => Read(() => _leases.GetValueOrDefault(leaseHash));

    /// <inheritdoc />
    public IEnumerable<LeaseRecord> LoadLeases() => Read(() => _leases.Values.OrderBy(lease => lease.LeaseHash).ToList());

    /// <inheritdoc />
    public void PutStateBlock(ulong index, ReadOnlyMemory<byte> json) => Read(() =>
    {
        if (index != (ulong)_stateBlocks.Count + 1)
            throw ChangeSetMisfit.StateBlock(index, (ulong)_stateBlocks.Count);
        _stateBlocks.Add(json.ToArray());
        return true;
    });

    /// <inheritdoc />
    public ReadOnlyMemory<byte>? GetStateBlock(ulong index) => Read<ReadOnlyMemory<byte>?>(() =>
        index >= 1 && index <= (ulong)_stateBlocks.Count ? new ReadOnlyMemory<byte>([.. _stateBlocks[(int)index - 1]]) : default(ReadOnlyMemory<byte>?));

    /// <inheritdoc />
    public ulong StateChainTip() => Read(() => (ulong)_stateBlocks.Count);

    /// <inheritdoc />
    public IReadOnlyList<ReadOnlyMemory<byte>> GetStateBlocks(ulong start, int limit) => Read(() => _stateBlocks
        .Skip((int)Math.Min(int.MaxValue, Math.Max(1, start) - 1))
        .Take(Math.Max(0, limit))
        .Select(json => (ReadOnlyMemory<byte>)json.AsMemory().ToArray())
        .ToList());

    /// <inheritdoc />
    public void PutCertificate(string certificateHash, Address provider, long issuedAtNs, ReadOnlyMemory<byte> json) => Read(() =>
    {
        _certificates[certificateHash] = new Certificate(certificateHash, issuedAtNs, json.ToArray());
        return true;
    });

    /// <inheritdoc />
    public void DeleteCertificate(string certificateHash) => Read(() => _certificates.Remove(certificateHash));

    /// <inheritdoc />
    public IEnumerable<ReadOnlyMemory<byte>> LoadCertificates() => Read(() => _certificates.Values
        .OrderBy(certificate => certificate.IssuedAtNs)
        .ThenBy(certificate => certificate.Hash, StringComparer.Ordinal)
        .Select(certificate => (ReadOnlyMemory<byte>)certificate.Json.AsMemory().ToArray())
        .ToList());

    private void ApplyRecords(ChangeSet set)
    {
        Put(_pendings, set.Pendings);
        Put(_leases, set.Leases);
        foreach (KeyValuePair<Hash256, BlockStatus> item in set.Statuses)
            _statuses[item.Key] = item.Value;
        Put(_conflicts, set.Conflicts);
        foreach (KeyValuePair<Hash256, Block?> item in set.Staged)
        {
            if (item.Value is null)
                _staged.Remove(item.Key);
            else
                _staged[item.Key] = item.Value;
        }
        foreach (Position position in set.VotesCleared)
            _votes.Remove(position);
        foreach (Vote vote in set.Votes)
        {
            if (!_votes.TryGetValue(vote.Position, out Dictionary<PublicKey, Vote>? votes))
                _votes.Add(vote.Position, votes = []);
            votes[vote.RepKey] = vote;
        }
        foreach (KeyValuePair<Position, Hash256> item in set.Locks)
            _locks[item.Key] = item.Value;
    }

    private static void Put<TKey, TValue>(Dictionary<TKey, TValue> table, IReadOnlyList<ChangeSet.Change<TKey, TValue>> changes)
        where TKey : notnull where TValue : class
    {
        foreach (ChangeSet.Change<TKey, TValue> change in changes)
        {
            if (change.After is null)
                table.Remove(change.Key);
            else
                table[change.Key] = change.After;
        }
    }

    private sealed record Certificate(string Hash, long IssuedAtNs, byte[] Json);
}
