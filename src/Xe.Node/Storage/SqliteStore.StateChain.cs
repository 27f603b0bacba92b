using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Node.Storage;

public sealed partial class SqliteStore
{
    /// <inheritdoc />
    public void PutStateBlock(ulong index, ReadOnlyMemory<byte> json)
    {
        lock (_writeGate)
        {
            ThrowIfClosed();
            if (index != (ulong)_stateTip + 1)
                throw ChangeSetMisfit.StateBlock(index, (ulong)_stateTip);
            _writer.Transact(fullSync: true, () => _writer.InsertStateBlock.Bind(1, (long)index).Bind(2, json.Span).Run());
            Volatile.Write(ref _stateTip, (long)index);
        }
    }

    /// <inheritdoc />
    public ReadOnlyMemory<byte>? GetStateBlock(ulong index) =>
        index is >= 1 and <= long.MaxValue && GetStateBlocks(index, 1) is [var json] ? json : default(ReadOnlyMemory<byte>?);

    /// <inheritdoc />
    public ulong StateChainTip() => (ulong)Volatile.Read(ref _stateTip);

    /// <inheritdoc />
    public IReadOnlyList<ReadOnlyMemory<byte>> GetStateBlocks(ulong start, int limit)
    {
        if (start > long.MaxValue || limit <= 0)
            return [];
        long expected = Math.Max(1, (long)start);
        return Page(lookup =>
        {
            var blocks = new List<ReadOnlyMemory<byte>>();
            using var rows = new SqliteStatement(lookup.Database, "SELECT idx, json FROM state_block WHERE idx>=?1 ORDER BY idx LIMIT ?2");
            rows.Bind(1, expected).Bind(2, limit);
            for (; rows.Step(); expected++)
            {
                if (rows.GetInt64(0) != expected)
                    throw SqliteFailure.Corrupt(lookup.Database.Path, $"state block {expected} is missing");
                blocks.Add(rows.GetBlob(1).ToArray());
            }
            return blocks;
        });
    }

    /// <inheritdoc />
    public void PutCertificate(string certificateHash, Address provider, long issuedAtNs, ReadOnlyMemory<byte> json)
    {
        ArgumentNullException.ThrowIfNull(certificateHash);
        lock (_writeGate)
        {
            ThrowIfClosed();
            _writer.Transact(fullSync: false, () => _writer.PutCertificate
                .Bind(1, certificateHash).Bind(2, provider.Value).Bind(3, issuedAtNs).Bind(4, json.Span).Run());
        }
    }

    /// <inheritdoc />
    public void DeleteCertificate(string certificateHash)
    {
        ArgumentNullException.ThrowIfNull(certificateHash);
        lock (_writeGate)
        {
            ThrowIfClosed();
            _writer.Transact(fullSync: false, () => _writer.DeleteCertificate.Bind(1, certificateHash).Run());
        }
    }

    /// <inheritdoc />
    public IEnumerable<ReadOnlyMemory<byte>> LoadCertificates() => Stream(
        "SELECT issued_at, hash, json FROM certificate WHERE (issued_at, hash)>(?1, ?3) ORDER BY issued_at, hash LIMIT ?2",
        (long.MinValue, ""),
        static (statement, last) => statement.Bind(1, last.Item1).Bind(3, last.Item2),
        static (_, row) => ((row.GetInt64(0), row.GetText(1)), (ReadOnlyMemory<byte>)row.GetBlob(2).ToArray()));
}
