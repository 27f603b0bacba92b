namespace Xe.Node.Storage;

/// <summary>One lookup table filled in sorted runs: new entries wait in memory (active), a full run (frozen) is inserted
/// in key order, a slice with every commit. The rows the table points to were committed with their batch, so nothing here
/// needs saving: entries above the group's mark are read back from those rows at open. Readers hold the store's gate; only
/// the writer changes anything.</summary>
/// <param name="table">Table name.</param>
/// <param name="hasTwoKeys">True for a table with two key columns before <c>seq</c>.</param>
internal sealed class DeferredIndex(string table, bool hasTwoKeys)
{
    private IndexTail _active = new();
    private IndexTail? _frozen;
    private int[] _order = [];
    private int _merged;
    private int _staged;

    /// <summary>The statement that moves one entry into the table.</summary>
    public string InsertSql { get; } = hasTwoKeys
        ? $"INSERT OR IGNORE INTO {table} VALUES(?1, ?2, ?3)"
        : $"INSERT OR IGNORE INTO {table} VALUES(?1, ?2)";

    public void Add(long key1, long key2, long seq) => _active.Add(key1, key2, seq);

    public void Remove(long key1, long key2)
    {
        _active.Remove(key1, key2);
        _frozen?.Remove(key1, key2);
    }

    /// <summary>The newest sequence in memory with these keys; 0 when none.</summary>
    public long Find(long key1, long key2)
    {
        int entry = _active.First(key1, key2);
        if (entry != 0)
            return _active[entry].Seq;
        return _frozen is { } frozen && (entry = frozen.First(key1, key2)) != 0 ? frozen[entry].Seq : 0;
    }

    /// <summary>Adds every sequence in memory with these keys, newest first.</summary>
    public void FindAll(long key1, long key2, List<long> found)
    {
        Collect(_active);
        if (_frozen is not null)
            Collect(_frozen);

        void Collect(IndexTail tail)
        {
            for (int entry = tail.First(key1, key2); entry != 0; entry = tail.Next(entry))
                found.Add(tail[entry].Seq);
        }
    }

    /// <summary>The parts in memory, to be scanned outside the gate.</summary>
    public (IndexTail.View Active, IndexTail.View Frozen) Views() => (_active.Snapshot(), _frozen?.Snapshot() ?? default);

    /// <summary>Makes the active run the frozen one. Only when none is frozen.</summary>
    public void Freeze()
    {
        (_frozen, _active) = (_active, new IndexTail());
        (_order, _merged, _staged) = ([], 0, 0);
    }

    /// <summary>Sorts the frozen run; called by the writer outside the gate.</summary>
    public void SortFrozen() => _order = _frozen!.Sorted();

    /// <summary>Inserts the next entries inside the writer's transaction; true when none is left.</summary>
    public bool Merge(SqliteStatement insert, int budget)
    {
        IndexTail frozen = _frozen!;
        int end = (int)Math.Min(_order.Length, (long)_merged + budget);
        for (_staged = _merged; _staged < end; _staged++)
        {
            int entry = _order[_staged];
            if (!frozen.IsLive(entry))
                continue;
            (long key1, long key2, long seq) = frozen[entry];
            insert.Bind(1, key1);
            if (hasTwoKeys)
                insert.Bind(2, key2).Bind(3, seq);
            else
                insert.Bind(2, seq);
            insert.Run();
        }
        return _staged == _order.Length;
    }

    /// <summary>The transaction of the last <see cref="Merge"/> was committed.</summary>
    public void Confirm() => _merged = _staged;

    /// <summary>The whole frozen run is in the table.</summary>
    public void DropFrozen() => (_frozen, _order, _merged, _staged) = (null, [], 0, 0);
}
