using System.Buffers.Binary;
using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Node.Storage;

public sealed partial class SqliteStore
{
    /// <inheritdoc />
    public AccountState? GetAccount(Address account)
    {
        int id;
        lock (_gate)
        {
            id = _accounts.IdOf(account);
            if (id == 0)
                return null;
            if (_accounts.TryGetUnmerged(id, out AccountState? state))
                return state;
        }
        return Page(lookup => ReadStates(lookup, id - 1, id, NothingUnmerged)) is [{ } stored] ? stored : null;
    }

    /// <inheritdoc />
    public IEnumerable<AccountState> LoadAccounts()
    {
        var unmerged = new Dictionary<int, AccountState?>();
        for (int from = 0; ; from += PageRows)
        {
            int to = from + PageRows;
            unmerged.Clear();
            // Memory before disk: what leaves memory meanwhile is on disk by then.
            lock (_gate)
            {
                if (from >= _accounts.Count)
                    yield break;
                for (int id = from + 1; id <= Math.Min(to, _accounts.Count); id++)
                {
                    if (_accounts.TryGetUnmerged(id, out AccountState? state))
                        unmerged.Add(id, state);
                }
            }
            foreach (AccountState? state in Page(lookup => ReadStates(lookup, from, to, unmerged.TryGetValue)))
            {
                if (state is not null)
                    yield return state;
            }
        }
    }

    /// <inheritdoc />
    public IEnumerable<PendingSend> LoadPendings() => Stream(
        "SELECT seq, hash, source, destination, amount, asset, timestamp FROM pending WHERE seq>?1 ORDER BY seq LIMIT ?2",
        0L,
        static (statement, last) => statement.Bind(1, last),
        static (_, row) => (row.GetInt64(0), new PendingSend(
            new Hash256(row.GetBytes32(1)),
            new Address(row.GetBytes32(2)),
            new Address(row.GetBytes32(3)),
            row.GetUInt64(4),
            Asset.FromHeader(row.GetUInt64(5)),
            row.GetInt64(6))));

    /// <inheritdoc />
    public IEnumerable<LeaseRecord> LoadLeases() => Stream(
        $"SELECT {LeaseColumns} FROM lease WHERE hash>?1 ORDER BY hash LIMIT ?2",
        Array.Empty<byte>(),
        static (statement, last) => statement.Bind(1, last),
        static (_, row) => (row.GetBlob(0).ToArray(), ReadLease(row)));

    /// <inheritdoc />
    public LeaseRecord? GetLease(Hash256 leaseHash) => Page(lookup =>
    {
        using var row = new SqliteStatement(lookup.Database, $"SELECT {LeaseColumns} FROM lease WHERE hash=?1");
        return row.Bind(1, leaseHash.Value).Step() ? ReadLease(row) : null;
    });

    /// <inheritdoc />
    public IEnumerable<Vote> LoadVotes() => Stream(
        "SELECT account, previous, representative, hash, timestamp, final, signature, weight FROM vote "
        + "WHERE (account, previous, representative)>(?1, ?3, ?4) ORDER BY account, previous, representative LIMIT ?2",
        (Array.Empty<byte>(), Array.Empty<byte>(), Array.Empty<byte>()),
        static (statement, last) => statement.Bind(1, last.Item1).Bind(3, last.Item2).Bind(4, last.Item3),
        static (_, row) => ((row.GetBlob(0).ToArray(), row.GetBlob(1).ToArray(), row.GetBlob(2).ToArray()), new Vote
        {
            Position = new Position(new Address(row.GetBytes32(0)), new Hash256(row.GetBytes32(1))),
            RepKey = new PublicKey(row.GetBytes32(2)),
            BlockHash = new Hash256(row.GetBytes32(3)),
            Timestamp = row.GetInt64(4),
            IsFinal = row.GetInt64(5) != 0,
            Signature = row.GetBlob(6).ToArray(),
            Weight = row.GetUInt64(7),
        }));

    /// <inheritdoc />
    public IReadOnlyList<ConflictRecord> LoadConflicts() => Stream(
        "SELECT account, previous, detected_at, total_weight, hashes, weights FROM conflict "
        + "WHERE (account, previous)>(?1, ?3) ORDER BY account, previous LIMIT ?2",
        (Array.Empty<byte>(), Array.Empty<byte>()),
        static (statement, last) => statement.Bind(1, last.Item1).Bind(3, last.Item2),
        static (path, row) => ((row.GetBlob(0).ToArray(), row.GetBlob(1).ToArray()), ReadConflict(path, row))).ToList();

    /// <inheritdoc />
    public IReadOnlyList<Block> LoadStaged() => Stream(
        "SELECT hash, crc, body FROM staged WHERE hash>?1 ORDER BY hash LIMIT ?2",
        Array.Empty<byte>(),
        static (statement, last) => statement.Bind(1, last),
        static (path, row) => (row.GetBlob(0).ToArray(), DecodeBody(path, row.GetBlob(2), row.GetInt64(1), new Hash256(row.GetBytes32(0))))).ToList();

    /// <inheritdoc />
    public Hash256? GetLock(Position position) => Page(lookup => FindLock(lookup, position));

    private const string LeaseColumns = "hash, state, consumer, provider, vcpus, memory_mb, disk_gb, duration, access_key, cost, "
        + "stake, start_time, certificate, settled, locked_r, locked_cap, locked_twap";

    private delegate bool TryGetState(int id, out AccountState? state);

    private static bool NothingUnmerged(int id, out AccountState? state)
    {
        state = null;
        return false;
    }

    private T Page<T>(Func<SqliteLookup, T> read)
    {
        using ReaderPool.Lease lease = _readers.Rent();
        return read(lease.Lookup);
    }

    // Reads a table page by page, so that neither a connection nor a snapshot is held while the caller works.
    private IEnumerable<TRow> Stream<TKey, TRow>(
        string sql, TKey before, Action<SqliteStatement, TKey> bind, Func<string, SqliteStatement, (TKey Key, TRow Row)> read)
    {
        TKey last = before;
        while (true)
        {
            List<TRow> page = Page(lookup =>
            {
                var rows = new List<TRow>();
                using var statement = new SqliteStatement(lookup.Database, sql);
                bind(statement, last);
                statement.Bind(2, PageRows);
                while (statement.Step())
                {
                    (last, TRow row) = read(lookup.Database.Path, statement);
                    rows.Add(row);
                }
                return rows;
            });
            foreach (TRow row in page)
                yield return row;
            if (page.Count < PageRows)
                yield break;
        }
    }

    private static List<AccountState?> ReadStates(SqliteLookup lookup, int after, int to, TryGetState unmerged)
    {
        var states = new List<AccountState?>();
        using var rows = new SqliteStatement(lookup.Database, "SELECT id, address, state FROM account WHERE id>?1 AND id<=?2 ORDER BY id");
        rows.Bind(1, after).Bind(2, to);
        while (rows.Step())
        {
            if (unmerged((int)rows.GetInt64(0), out AccountState? state))
            {
                states.Add(state);
                continue;
            }
            if (rows.IsNull(2))
                continue;
            states.Add(AccountStateCodec.Decode(new Address(rows.GetBytes32(1)), rows.GetBlob(2))
                ?? throw SqliteFailure.Corrupt(lookup.Database.Path, $"account row {rows.GetInt64(0)} cannot be read"));
        }
        return states;
    }

    private static LeaseRecord ReadLease(SqliteStatement row) => new()
    {
        LeaseHash = new Hash256(row.GetBytes32(0)),
        State = (LeaseState)row.GetInt64(1),
        Consumer = new Address(row.GetBytes32(2)),
        Provider = new Address(row.GetBytes32(3)),
        Vcpus = row.GetUInt64(4),
        MemoryMb = row.GetUInt64(5),
        DiskGb = row.GetUInt64(6),
        Duration = row.GetUInt64(7),
        AccessPubKey = row.IsNull(8) ? null : new PublicKey(row.GetBytes32(8)),
        Cost = row.GetUInt64(9),
        Stake = row.GetUInt64(10),
        StartTime = row.GetInt64(11),
        CertificateHash = row.GetText(12),
        Settled = row.GetInt64(13) != 0,
        LockedR = row.GetUInt64(14),
        LockedPayoutCap = row.GetUInt64(15),
        LockedTwapMilli = row.GetUInt64(16),
    };

    private static ConflictRecord ReadConflict(string path, SqliteStatement row)
    {
        ReadOnlySpan<byte> hashBytes = row.GetBlob(4);
        if (hashBytes.Length % Bytes32.Size != 0)
            throw SqliteFailure.Corrupt(path, "a conflict's hashes cannot be read");
        var hashes = new Hash256[hashBytes.Length / Bytes32.Size];
        for (int i = 0; i < hashes.Length; i++)
            hashes[i] = new Hash256(hashBytes.Slice(i * Bytes32.Size, Bytes32.Size));
        ReadOnlySpan<byte> weightBytes = row.GetBlob(5);
        if (weightBytes.Length % WeightSize != 0)
            throw SqliteFailure.Corrupt(path, "a conflict's weights cannot be read");
        var weights = new Dictionary<Address, ulong>();
        for (; !weightBytes.IsEmpty; weightBytes = weightBytes[WeightSize..])
            weights[new Address(weightBytes[..Bytes32.Size])] = BinaryPrimitives.ReadUInt64BigEndian(weightBytes[Bytes32.Size..]);
        return new ConflictRecord
        {
            Position = new Position(new Address(row.GetBytes32(0)), new Hash256(row.GetBytes32(1))),
            DetectedAtNs = row.GetInt64(2),
            TotalWeight = row.GetUInt64(3),
            Hashes = hashes,
            WeightSnapshot = weights,
        };
    }
}
