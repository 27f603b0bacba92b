using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger;

/// <summary>Collects the effects of a step on top of a view and reads through them, so that a rule, an undo plan and a
/// promotion all work alike: nothing is changed until the resulting <see cref="ChangeSet"/> is applied. Not thread-safe.</summary>
public sealed class LedgerOverlay(ILedgerView below) : ILedgerView
{
    private readonly ChangeTable<Address, AccountState> _accounts = new();
    private readonly ChangeTable<Hash256, PendingSend> _pendings = new();
    private readonly ChangeTable<Hash256, LeaseRecord> _leases = new();
    private readonly ChangeTable<Position, ConflictRecord> _conflicts = new();
    private readonly List<ChainEntry> _removed = [];
    private readonly List<ChangeSet.Appended> _added = new(1);
    private List<KeyValuePair<Hash256, BlockStatus>>? _statuses;
    private List<KeyValuePair<Hash256, Block?>>? _staged;
    private List<Position>? _votesCleared;

    /// <inheritdoc />
    public AccountState? GetAccount(Address account) => _accounts.TryGet(account, out AccountState? state) ? state : below.GetAccount(account);

    /// <inheritdoc />
    public PendingSend? GetPending(Hash256 sendHash) => _pendings.TryGet(sendHash, out PendingSend? pending) ? pending : below.GetPending(sendHash);

    /// <inheritdoc />
    public LeaseRecord? GetLease(Hash256 leaseHash) => _leases.TryGet(leaseHash, out LeaseRecord? lease) ? lease : below.GetLease(leaseHash);

    /// <summary>Sets or removes (null) an account.</summary>
    public void SetAccount(Address account, AccountState? state) => _accounts.Set(account, state, below.GetAccount);

    /// <summary>Sets or removes (null) a pending.</summary>
    public void SetPending(Hash256 sendHash, PendingSend? pending) => _pendings.Set(sendHash, pending, below.GetPending);

    /// <summary>Sets or removes (null) a lease record.</summary>
    public void SetLease(Hash256 leaseHash, LeaseRecord? lease) => _leases.Set(leaseHash, lease, below.GetLease);

    /// <summary>Sets or removes (null) a conflict record, whose present value the caller names.</summary>
    public void SetConflict(Position position, ConflictRecord? before, ConflictRecord? after) => _conflicts.Set(position, after, _ => before);

    /// <summary>Records a block taken off its chain.</summary>
    public void Remove(ChainEntry entry) => _removed.Add(entry);

    /// <summary>Records a block put on its chain.</summary>
    public void Append(Block block, ChainEntry entry) => _added.Add(new ChangeSet.Appended(block, entry));

    /// <summary>Sets a status; the last one set counts.</summary>
    public void SetStatus(Hash256 hash, BlockStatus status) => (_statuses ??= []).Add(new(hash, status));

    /// <summary>Stages a body, or drops a staged one (null).</summary>
    public void SetStaged(Hash256 hash, Block? body) => (_staged ??= []).Add(new(hash, body));

    /// <summary>Deletes all votes of a position.</summary>
    public void ClearVotes(Position position) => (_votesCleared ??= []).Add(position);

    /// <summary>The collected effects.</summary>
    public ChangeSet ToChangeSet(bool needsFullSync = false) => new()
    {
        Removed = _removed,
        Added = _added,
        Accounts = _accounts.Changes,
        Pendings = _pendings.Changes,
        Leases = _leases.Changes,
        Conflicts = _conflicts.Changes,
        Statuses = _statuses ?? (IReadOnlyList<KeyValuePair<Hash256, BlockStatus>>)[],
        Staged = _staged ?? (IReadOnlyList<KeyValuePair<Hash256, Block?>>)[],
        VotesCleared = _votesCleared ?? (IReadOnlyList<Position>)[],
        NeedsFullSync = needsFullSync,
    };
}
