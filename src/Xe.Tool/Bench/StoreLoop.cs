using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Node.Storage;

namespace Xe.Tool.Bench;

/// <summary>The two sides of the store measure over the change sets of one run of blocks.</summary>
internal sealed class StoreLoop
{
    private readonly List<ChangeSet> _sets;
    private readonly RawStore.Rows[] _rows;
    private readonly int _batchBlocks;

    public StoreLoop(IEnumerable<Block> blocks, int batchBlocks)
    {
        _sets = ChangeRecorder.Record(blocks);
        _rows = [.. RawStore.RowsOf(_sets)];
        _batchBlocks = batchBlocks;
    }

    /// <summary>Blocks per second of our store, new file.</summary>
    public Speed Own()
    {
        using var directory = new BenchDirectory();
        using SqliteStore store = SqliteStore.Open(new SqliteStoreOptions { Directory = directory.Path });
        return Speed.Of(_sets.Count, () =>
        {
            for (int at = 0; at < _sets.Count; at += _batchBlocks)
                store.Commit(_sets.GetRange(at, Math.Min(_batchBlocks, _sets.Count - at)), fullSync: false);
        });
    }

    /// <summary>Blocks per second of bare transactions, new file.</summary>
    public Speed Bare()
    {
        using var directory = new BenchDirectory();
        using var store = new RawStore(directory.Path);
        return Speed.Of(_rows.Length, () =>
        {
            for (int at = 0; at < _rows.Length; at += _batchBlocks)
                store.Write(_rows.AsSpan(at, Math.Min(_batchBlocks, _rows.Length - at)));
        });
    }
}
