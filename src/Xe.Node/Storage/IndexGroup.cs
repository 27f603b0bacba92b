using System.Buffers.Binary;

namespace Xe.Node.Storage;

/// <summary>Lookup tables over one append-only table: they freeze and merge together, behind one mark in <c>meta</c>.
/// Every row above <see cref="MergedSeq"/> is found in memory; a table's entries above it are to be ignored, because a run
/// may be half inserted when the process ends.</summary>
internal sealed class IndexGroup : IDisposable
{
    private const int MinRun = 256;
    private const int MaxRun = 262_144;
    private const int MinSlice = 64;

    private readonly SqliteStatement[] _inserts;
    private readonly SqliteStatement _putMark;
    private readonly string _metaKey;
    private long _frozenSeq;
    private bool _completes;

    public IndexGroup(SqliteDatabase writer, string metaKey, params DeferredIndex[] indexes)
    {
        (Indexes, _metaKey) = (indexes, metaKey);
        _inserts = Array.ConvertAll(indexes, index => new SqliteStatement(writer, index.InsertSql));
        _putMark = new SqliteStatement(writer, "INSERT OR REPLACE INTO meta VALUES(?1, ?2)");
        using var get = new SqliteStatement(writer, "SELECT value FROM meta WHERE key=?1");
        if (get.Bind(1, metaKey).Step() && get.GetBlob(0) is { Length: sizeof(long) } mark)
            MergedSeq = BinaryPrimitives.ReadInt64BigEndian(mark);
    }

    public IReadOnlyList<DeferredIndex> Indexes { get; }

    /// <summary>Rows up to here are in the lookup tables.</summary>
    public long MergedSeq { get; private set; }

    /// <summary>Freezes the runs in memory once they are worth it: an eighth of all rows, so that a merged run puts
    /// several entries on each page it touches. Called by the writer after a commit.</summary>
    public void FreezeIfDue(long lastSeq, Lock gate)
    {
        if (_frozenSeq != 0 || lastSeq - MergedSeq < Math.Clamp(lastSeq / 8, MinRun, MaxRun))
            return;
        lock (gate)
        {
            _frozenSeq = lastSeq;
            foreach (DeferredIndex index in Indexes)
                index.Freeze();
        }
        foreach (DeferredIndex index in Indexes)
            index.SortFrozen();
    }

    /// <summary>Merges a slice inside the writer's transaction, before anything is removed in it. Twice as much is merged
    /// as arrives, so a frozen run is gone before the next is due.</summary>
    public void MergeSlice(int arriving)
    {
        _completes = false;
        if (_frozenSeq == 0)
            return;
        int budget = Math.Max(MinSlice, 2 * arriving);
        bool done = true;
        for (int i = 0; i < _inserts.Length; i++)
            done &= Indexes[i].Merge(_inserts[i], budget);
        if (!done)
            return;
        Span<byte> mark = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(mark, _frozenSeq);
        _putMark.Bind(1, _metaKey).Bind(2, mark).Run();
        _completes = true;
    }

    /// <summary>The transaction was committed; under the gate.</summary>
    public void Confirm()
    {
        if (_frozenSeq == 0)
            return;
        foreach (DeferredIndex index in Indexes)
        {
            if (_completes)
                index.DropFrozen();
            else
                index.Confirm();
        }
        if (_completes)
            (MergedSeq, _frozenSeq, _completes) = (_frozenSeq, 0, false);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (SqliteStatement insert in _inserts)
            insert.Dispose();
        _putMark.Dispose();
    }
}
