using System.Buffers;
using System.Buffers.Binary;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Node.Storage;

/// <summary>Account rows: ids and heights of all in memory, states on disk. A changed state first goes to the journal, one
/// row a batch; the account rows are rewritten in runs, ascending, a slice with every commit, because accounts change at
/// random and each would dirty a page of its own. At open the journal is laid over the rows. Readers hold the store's
/// gate; the rest is the writer's.</summary>
internal sealed class AccountTable : IDisposable
{
    private const int MinRun = 1_024;
    private const int MinSlice = 64;
    private const int TrimSlice = 8;
    private const int JournalHeadSize = 2 * sizeof(int);

    private readonly Dictionary<Address, int> _ids = [];
    private readonly List<Address> _addresses = [];
    private readonly List<long> _heights = [];
    private readonly Dictionary<Address, BatchAccount> _batch = [];
    private readonly Stack<BatchAccount> _spare = [];
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly ArrayBufferWriter<byte> _journal = new();
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _update;
    private readonly SqliteStatement _insertJournal;
    private readonly SqliteStatement _trimJournal;

    private Dictionary<int, AccountState?> _active = [];
    private Dictionary<int, AccountState?>? _frozen;
    private int[] _order = [];
    private int _merged;
    private int _staged;
    private int _newInBatch;
    private int _journalledInBatch;
    private long _journalled;
    private long _journalFirst = 1;
    private long _journalLast;
    private long _journalFrozen;
    private long _trimEnd;
    private long _trimStaged;

    public AccountTable(SqliteDatabase writer)
    {
        _insert = new SqliteStatement(writer, "INSERT INTO account VALUES(?1, ?2, ?3, ?4)");
        _update = new SqliteStatement(writer, "UPDATE account SET height=?2, state=?3 WHERE id=?1");
        _insertJournal = new SqliteStatement(writer, "INSERT INTO account_journal VALUES(?1, ?2)");
        _trimJournal = new SqliteStatement(writer, "DELETE FROM account_journal WHERE id BETWEEN ?1 AND ?2");
        LoadRows(writer);
        LoadJournal(writer);
    }

    /// <summary>Number of ids given; ids run from 1.</summary>
    public int Count => _addresses.Count;

    /// <summary>The id of an account; 0 when unknown. Under the gate.</summary>
    public int IdOf(Address account) => _ids.GetValueOrDefault(account);

    /// <summary>The account of an id. Under the gate.</summary>
    public Address AddressOf(int id) => _addresses[id - 1];

    /// <summary>Blocks on the account's chain. Under the gate.</summary>
    public long HeightOf(int id) => _heights[id - 1];

    /// <summary>True when the state of an id is newer in memory than in its row. Under the gate.</summary>
    public bool TryGetUnmerged(int id, out AccountState? state) =>
        _active.TryGetValue(id, out state) || (_frozen is not null && _frozen.TryGetValue(id, out state));

    /// <summary>Blocks on all chains.</summary>
    public ulong SumHeights()
    {
        ulong sum = 0;
        foreach (long height in _heights)
            sum += (ulong)height;
        return sum;
    }

    /// <summary>Starts a batch: whatever a failed one left is dropped.</summary>
    public void Begin()
    {
        foreach (BatchAccount account in _batch.Values)
            _spare.Push(account);
        _batch.Clear();
        (_newInBatch, _journalledInBatch, _staged, _trimStaged) = (0, 0, _merged, _journalFirst);
    }

    /// <summary>The account as the batch has it; a new one gets an id. Null when unknown and not to be made.</summary>
    public BatchAccount? Get(Address address, bool create)
    {
        if (_batch.TryGetValue(address, out BatchAccount? account))
            return account;
        int id = _ids.GetValueOrDefault(address);
        if (id == 0 && !create)
            return null;
        account = _spare.Count > 0 ? _spare.Pop() : new BatchAccount();
        account.Address = address;
        account.IsNew = id == 0;
        account.Id = id != 0 ? id : Count + ++_newInBatch;
        account.Height = id != 0 ? _heights[id - 1] : 0;
        account.IsChanged = false;
        account.State = null;
        _batch.Add(address, account);
        return account;
    }

    /// <summary>Writes the next slice of the frozen run; before the batch is applied.</summary>
    public void MergeSlice(int arriving)
    {
        if (_frozen is not null)
        {
            int end = (int)Math.Min(_order.Length, (long)_merged + Math.Max(MinSlice, 2 * arriving));
            for (_staged = _merged; _staged < end; _staged++)
            {
                AccountState? state = _frozen[_order[_staged]];
                Bind(_update.Bind(1, _order[_staged]).Bind(2, (long)(state?.Height ?? 0)), 3, state).Run();
            }
        }
        if (_journalFirst <= _trimEnd)
        {
            _trimStaged = Math.Min(_trimEnd + 1, _journalFirst + TrimSlice);
            _trimJournal.Bind(1, _journalFirst).Bind(2, _trimStaged - 1).Run();
        }
    }

    /// <summary>Writes what the batch changed: new rows in order of their ids, the rest to the journal.</summary>
    public void WriteBatch()
    {
        _journal.ResetWrittenCount();
        foreach (BatchAccount account in _batch.Values)
        {
            if (account.IsNew)
            {
                _insert.Bind(1, account.Id).Bind(2, account.Address.Value).Bind(3, account.Height);
                Bind(_insert, 4, account.State).Run();
            }
            else if (account.IsChanged)
            {
                Journal(account);
                _journalledInBatch++;
            }
        }
        if (_journalledInBatch > 0)
            _insertJournal.Bind(1, _journalLast + 1).Bind(2, _journal.WrittenSpan).Run();
    }

    /// <summary>The batch was committed; under the gate.</summary>
    public void Confirm()
    {
        for (int i = 0; i < _newInBatch; i++)
        {
            _addresses.Add(default);
            _heights.Add(0);
        }
        foreach (BatchAccount account in _batch.Values)
        {
            if (account.IsNew)
            {
                _ids.Add(account.Address, account.Id);
                _addresses[account.Id - 1] = account.Address;
            }
            else if (account.IsChanged)
            {
                _active[account.Id] = account.State;
            }
            _heights[account.Id - 1] = account.Height;
        }
        if (_journalledInBatch > 0)
            _journalLast++;
        _journalled += _journalledInBatch;
        _journalFirst = _trimStaged;
        _merged = _staged;
        if (_frozen is not null && _merged == _order.Length)
            (_frozen, _order, _merged, _staged, _trimEnd) = (null, [], 0, 0, _journalFrozen);
    }

    /// <summary>Freezes the changed states once there are about as many as accounts. Called by the writer after a commit.</summary>
    public void FreezeIfDue(Lock gate)
    {
        if (_frozen is not null || _journalFirst <= _trimEnd || _journalled < Math.Max(MinRun, Count))
            return;
        int[] order = [.. _active.Keys];
        Array.Sort(order);
        lock (gate)
            (_frozen, _active) = (_active, []);
        (_order, _merged, _staged, _journalFrozen, _journalled) = (order, 0, 0, _journalLast, 0);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _insert.Dispose();
        _update.Dispose();
        _insertJournal.Dispose();
        _trimJournal.Dispose();
    }

    private SqliteStatement Bind(SqliteStatement statement, int index, AccountState? state)
    {
        if (state is null)
            return statement.BindNull(index);
        _buffer.ResetWrittenCount();
        AccountStateCodec.Encode(state, _buffer);
        return statement.Bind(index, _buffer.WrittenSpan);
    }

    private void Journal(BatchAccount account)
    {
        _buffer.ResetWrittenCount();
        if (account.State is not null)
            AccountStateCodec.Encode(account.State, _buffer);
        Span<byte> head = _journal.GetSpan(JournalHeadSize);
        BinaryPrimitives.WriteInt32BigEndian(head, account.Id);
        BinaryPrimitives.WriteInt32BigEndian(head[sizeof(int)..], _buffer.WrittenCount);
        _journal.Advance(JournalHeadSize);
        _journal.Write(_buffer.WrittenSpan);
    }

    private void LoadRows(SqliteDatabase writer)
    {
        using var rows = new SqliteStatement(writer, "SELECT id, address, height FROM account ORDER BY id");
        while (rows.Step())
        {
            var address = new Address(rows.GetBytes32(1));
            if (rows.GetInt64(0) != Count + 1 || rows.GetInt64(2) < 0 || !_ids.TryAdd(address, Count + 1))
                throw SqliteFailure.Corrupt(writer.Path, $"account row {rows.GetInt64(0)} is out of order");
            _addresses.Add(address);
            _heights.Add(rows.GetInt64(2));
        }
    }

    private void LoadJournal(SqliteDatabase writer)
    {
        using var rows = new SqliteStatement(writer, "SELECT id, states FROM account_journal ORDER BY id");
        while (rows.Step())
        {
            long id = rows.GetInt64(0);
            if (_journalLast == 0)
                _journalFirst = id;
            _journalLast = id;
            ReadOnlySpan<byte> rest = rows.GetBlob(1);
            while (!rest.IsEmpty)
            {
                if (!TryTake(ref rest, out int account, out AccountState? state))
                    throw SqliteFailure.Corrupt(writer.Path, $"journal row {id} cannot be read");
                _active[account] = state;
                _heights[account - 1] = (long)(state?.Height ?? 0);
                _journalled++;
            }
        }
        _journalFirst = Math.Min(_journalFirst, _journalLast + 1);
    }

    private bool TryTake(ref ReadOnlySpan<byte> rest, out int account, out AccountState? state)
    {
        (account, state) = (0, null);
        if (rest.Length < JournalHeadSize)
            return false;
        account = BinaryPrimitives.ReadInt32BigEndian(rest);
        int length = BinaryPrimitives.ReadInt32BigEndian(rest[sizeof(int)..]);
        rest = rest[JournalHeadSize..];
        if (account < 1 || account > Count || length < 0 || length > rest.Length)
            return false;
        if (length > 0)
            state = AccountStateCodec.Decode(AddressOf(account), rest[..length]);
        rest = rest[length..];
        return (length > 0) == (state is not null);
    }
}
