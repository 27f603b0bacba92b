using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Testing.Stores;

/// <summary>A memory store whose commits wait for the test, are counted, and fail when told to.</summary>
public sealed class ControlledStore : ILedgerStore
{
    private readonly MemoryStore _inner = new();
    private readonly SemaphoreSlim _permits = new(0);
    private volatile bool _open = true;

    /// <summary>Every committed transaction: its sets, and whether it was synchronised in full.</summary>
    public List<(IReadOnlyList<ChangeSet> Sets, bool FullSync)> Commits { get; } = [];

    /// <summary>Number of calls of <see cref="Flush"/>.</summary>
    public int Flushes { get; private set; }

    /// <summary>Thrown by the next commits.</summary>
    public Exception? Failure { get; set; }

    /// <summary>True while a commit is in the store, waiting or not.</summary>
    public bool IsCommitting { get; private set; }

    /// <summary>From now on every commit waits for a permit.</summary>
    public void Close() => _open = false;

    /// <summary>Lets so many commits through.</summary>
    public void Permit(int commits = 1) => _permits.Release(commits);

    /// <summary>Lets everything through from now on.</summary>
    public void Open()
    {
        _open = true;
        _permits.Release(1_000);
    }

    /// <inheritdoc />
    public void Commit(IReadOnlyList<ChangeSet> batch, bool fullSync)
    {
        IsCommitting = true;
        if (!_open)
            _permits.Wait();
        if (Failure is { } failure)
            throw failure;
        _inner.Commit(batch, fullSync);
        Commits.Add(([.. batch], fullSync));
        IsCommitting = false;
    }

    /// <inheritdoc />
    public void Flush() => Flushes++;

    /// <inheritdoc />
    public bool IsEmpty => _inner.IsEmpty;

    /// <inheritdoc />
    public bool Contains(Hash256 hash) => _inner.Contains(hash);

    /// <inheritdoc />
    public Block? GetBlock(Hash256 hash) => _inner.GetBlock(hash);

    /// <inheritdoc />
    public ChainEntry? GetEntry(Hash256 hash) => _inner.GetEntry(hash);

    /// <inheritdoc />
    public ChainEntry? GetChild(Position position) => _inner.GetChild(position);

    /// <inheritdoc />
    public ChainEntry? GetEntryAt(Address account, ulong height) => _inner.GetEntryAt(account, height);

    /// <inheritdoc />
    public IReadOnlyList<ChainEntry> GetChain(Address account, ulong fromHeight, int limit) => _inner.GetChain(account, fromHeight, limit);

    /// <inheritdoc />
    public IReadOnlyList<Block> GetChainBlocks(Address account, ulong fromHeight, int limit) => _inner.GetChainBlocks(account, fromHeight, limit);

    /// <inheritdoc />
    public IReadOnlyList<Block> GetRecent(int limit) => _inner.GetRecent(limit);

    /// <inheritdoc />
    public IReadOnlyList<ChainEntry> GetBySource(Hash256 source) => _inner.GetBySource(source);

    /// <inheritdoc />
    public BlockStatus GetStatus(Hash256 hash) => _inner.GetStatus(hash);

    /// <inheritdoc />
    public ulong CountUndone() => _inner.CountUndone();

    /// <inheritdoc />
    public ulong CountBlocks() => _inner.CountBlocks();

    /// <inheritdoc />
    public IEnumerable<Block> EnumerateChains(CancellationToken cancellationToken = default) => _inner.EnumerateChains(cancellationToken);

    /// <inheritdoc />
    public Hash256? GetLock(Position position) => _inner.GetLock(position);

    /// <inheritdoc />
    public IEnumerable<AccountState> LoadAccounts() => _inner.LoadAccounts();

    /// <inheritdoc />
    public IEnumerable<PendingSend> LoadPendings() => _inner.LoadPendings();

    /// <inheritdoc />
    public AccountState? GetAccount(Address account) => _inner.GetAccount(account);

    /// <inheritdoc />
    public IReadOnlyList<ConflictRecord> LoadConflicts() => _inner.LoadConflicts();

    /// <inheritdoc />
    public IReadOnlyList<Block> LoadStaged() => _inner.LoadStaged();

    /// <inheritdoc />
    public IEnumerable<Vote> LoadVotes() => _inner.LoadVotes();

    /// <inheritdoc />
    public LeaseRecord? GetLease(Hash256 leaseHash) => _inner.GetLease(leaseHash);

    /// <inheritdoc />
    public IEnumerable<LeaseRecord> LoadLeases() => _inner.LoadLeases();

    /// <inheritdoc />
    public void PutStateBlock(ulong index, ReadOnlyMemory<byte> json) => _inner.PutStateBlock(index, json);

    /// <inheritdoc />
    public ReadOnlyMemory<byte>? GetStateBlock(ulong index) => _inner.GetStateBlock(index);

    /// <inheritdoc />
    public ulong StateChainTip() => _inner.StateChainTip();

    /// <inheritdoc />
    public IReadOnlyList<ReadOnlyMemory<byte>> GetStateBlocks(ulong start, int limit) => _inner.GetStateBlocks(start, limit);

    /// <inheritdoc />
    public void PutCertificate(string certificateHash, Address provider, long issuedAtNs, ReadOnlyMemory<byte> json) =>
        _inner.PutCertificate(certificateHash, provider, issuedAtNs, json);

    /// <inheritdoc />
    public void DeleteCertificate(string certificateHash) => _inner.DeleteCertificate(certificateHash);

    /// <inheritdoc />
    public IEnumerable<ReadOnlyMemory<byte>> LoadCertificates() => _inner.LoadCertificates();

    /// <inheritdoc />
    public void Dispose()
    {
        _inner.Dispose();
        _permits.Dispose();
    }
}
