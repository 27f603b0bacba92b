using System.Collections.Concurrent;
using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger;

/// <summary>Hot state in memory: what a rebuild from the store gives (spec 05 §6). Changed only by
/// <see cref="Apply(ChangeSet)"/> under the ledger's gate; every read is a lock-free or short-locked snapshot.</summary>
public sealed class LedgerState : ILedgerView
{
    private readonly ConcurrentDictionary<Address, AccountState> _accounts = new();
    private readonly ConcurrentDictionary<Hash256, LeaseRecord> _leases = new();
    private readonly ConcurrentDictionary<Position, ConflictRecord> _conflicts = new();
    private readonly ConcurrentDictionary<Address, int> _conflictsPerAccount = new();
    private readonly ConcurrentDictionary<Hash256, Block> _staged = new();
    private readonly ConcurrentDictionary<Address, byte> _unfinalized = new();
    private readonly ConcurrentDictionary<Hash256, LeaseRecord> _liveLeases = new();
    private long _blocks;
    private long _leaseChanges;

    /// <summary>Unreceived sends and escrows.</summary>
    public PendingTable Pendings { get; } = new();

    /// <summary>Stored votes of open positions.</summary>
    public VoteTable Votes { get; } = new();

    /// <summary>Accounts with blocks above their final height, unordered.</summary>
    public IEnumerable<Address> Unfinalized => _unfinalized.Keys;

    /// <summary>Delegated weight.</summary>
    public RepresentativeWeights Weights { get; } = new();

    /// <summary>Blocks on chains.</summary>
    public long BlockCount => Interlocked.Read(ref _blocks);

    /// <summary>Opened accounts.</summary>
    public int AccountCount => _accounts.Count;

    /// <summary>All opened accounts, unordered.</summary>
    public IEnumerable<AccountState> Accounts => _accounts.Values;

    /// <summary>All lease records, unordered.</summary>
    public IEnumerable<LeaseRecord> Leases => _leases.Values;

    /// <summary>Leases whose escrow may still go either way (created or accepted), unordered.</summary>
    public IEnumerable<LeaseRecord> LiveLeases => _liveLeases.Values;

    /// <summary>Changes of lease records since the start: tells readers of several tables that nothing moved.</summary>
    public long LeaseChanges => Interlocked.Read(ref _leaseChanges);

    /// <summary>How accounts behaved in leases.</summary>
    public ReputationTable Reputation { get; } = new();

    /// <summary>All open conflicts, unordered.</summary>
    public IEnumerable<ConflictRecord> Conflicts => _conflicts.Values;

    /// <inheritdoc />
    public AccountState? GetAccount(Address account) => _accounts.GetValueOrDefault(account);

    /// <inheritdoc />
    public PendingSend? GetPending(Hash256 sendHash) => Pendings.Get(sendHash);

    /// <inheritdoc />
    public LeaseRecord? GetLease(Hash256 leaseHash) => _leases.GetValueOrDefault(leaseHash);

    /// <summary>The conflict record at a position; null when there is none.</summary>
    public ConflictRecord? GetConflict(Position position) => _conflicts.GetValueOrDefault(position);

    /// <summary>True while any position of the account is contested.</summary>
    public bool HasConflict(Address account) => _conflictsPerAccount.ContainsKey(account);

    /// <summary>A staged body; null when none.</summary>
    public Block? GetStaged(Hash256 hash) => _staged.GetValueOrDefault(hash);

    /// <summary>Takes over an account read from the store at start.</summary>
    internal void Load(AccountState account)
    {
        SetAccount(account.Account, account);
        Weights.Apply(null, account);
        _blocks += (long)account.Height;
    }

    /// <summary>Takes over a lease read from the store at start.</summary>
    /// <param name="lease">The record.</param>
    /// <param name="endedAtNs">As for <see cref="ReputationTable.Load"/>.</param>
    internal void Load(LeaseRecord lease, long? endedAtNs)
    {
        SetLease(lease.LeaseHash, lease);
        Reputation.Load(lease, endedAtNs);
    }

    /// <summary>Takes over a conflict read from the store at start.</summary>
    internal void Load(ConflictRecord conflict) => SetConflict(conflict.Position, conflict);

    /// <summary>Takes over a vote read from the store at start.</summary>
    internal void Load(Vote vote) => Votes.Put(vote);

    /// <summary>Takes over a staged body read from the store at start.</summary>
    internal void Load(Block staged) => _staged[staged.Hash] = staged;

    /// <summary>Applies every change of the set.</summary>
    internal void Apply(ChangeSet set)
    {
        foreach (ChangeSet.Change<Address, AccountState> c in set.Accounts)
        {
            SetAccount(c.Key, c.After);
            Weights.Apply(c.Before, c.After);
        }
        foreach (ChangeSet.Change<Hash256, PendingSend> c in set.Pendings)
            Pendings.Set(c.Key, c.After);
        if (set.Leases.Count > 0)
        {
            foreach (ChangeSet.Change<Hash256, LeaseRecord> c in set.Leases)
                SetLease(c.Key, c.After);
            Reputation.Apply(set);
        }
        foreach (ChangeSet.Change<Position, ConflictRecord> c in set.Conflicts)
            SetConflict(c.Key, c.After);
        foreach (KeyValuePair<Hash256, Block?> s in set.Staged)
        {
            if (s.Value is { } body)
                _staged[s.Key] = body;
            else
                _staged.TryRemove(s.Key, out _);
        }
        foreach (Position position in set.VotesCleared)
            Votes.Clear(position);
        foreach (Vote vote in set.Votes)
            Votes.Put(vote);
        Interlocked.Add(ref _blocks, set.Added.Count - set.Removed.Count);
    }

    private void SetAccount(Address address, AccountState? account)
    {
        if (account is null)
            _accounts.TryRemove(address, out _);
        else
            _accounts[address] = account;
        if (account is not null && account.FinalHeight < account.Height)
            _unfinalized[address] = 0;
        else
            _unfinalized.TryRemove(address, out _);
    }

    private void SetLease(Hash256 hash, LeaseRecord? lease)
    {
        if (lease is null)
            _leases.TryRemove(hash, out _);
        else
            _leases[hash] = lease;
        if (lease is { IsLive: true })
            _liveLeases[hash] = lease;
        else
            _liveLeases.TryRemove(hash, out _);
        Interlocked.Increment(ref _leaseChanges);
    }

    private void SetConflict(Position position, ConflictRecord? record)
    {
        bool had = _conflicts.ContainsKey(position);
        if (record is not null)
            _conflicts[position] = record;
        else
            _conflicts.TryRemove(position, out _);
        int delta = (record is not null ? 1 : 0) - (had ? 1 : 0);
        if (delta == 0)
            return;
        int count = _conflictsPerAccount.GetValueOrDefault(position.Account) + delta;
        if (count > 0)
            _conflictsPerAccount[position.Account] = count;
        else
            _conflictsPerAccount.TryRemove(position.Account, out _);
    }
}
