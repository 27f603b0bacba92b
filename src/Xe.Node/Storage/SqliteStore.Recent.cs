using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Node.Storage;

public sealed partial class SqliteStore
{
    /// <inheritdoc />
    public IReadOnlyList<Block> GetRecent(int limit)
    {
        if (limit <= 0)
            return [];
        using ReaderPool.Lease lease = _readers.Rent();
        // Undone blocks are among the candidates and drop out: where too few remain, look further back.
        for (long wanted = limit; ; wanted *= 2)
        {
            List<(long Timestamp, long Seq)> candidates = Newest(lease.Lookup, (int)Math.Min(int.MaxValue, wanted), out bool all);
            var blocks = new List<Block>();
            foreach ((_, long seq) in candidates)
            {
                try
                {
                    Seek(lease.Lookup, seq);
                    if (!lease.Lookup.Block.IsNull(BlockColumn.Height))
                        blocks.Add(BodyOf(lease.Lookup, new Hash256(lease.Lookup.Block.GetBytes32(BlockColumn.Hash))));
                }
                finally
                {
                    lease.Lookup.Block.Reset();
                }
                if (blocks.Count == limit)
                    return blocks;
            }
            if (all)
                return blocks;
        }
    }

    private List<(long Timestamp, long Seq)> Newest(SqliteLookup lookup, int wanted, out bool all)
    {
        IndexTail.View active, frozen;
        long merged;
        lock (_gate)
        {
            merged = _blockIndexes.MergedSeq;
            (active, frozen) = _byTime.Views();
        }
        // The smallest of the kept ones is on top, so that one comparison refuses most entries.
        var kept = new PriorityQueue<(long, long), (long, long)>();
        Keep(active);
        Keep(frozen);
        try
        {
            lookup.Newest.Bind(1, merged).Bind(2, wanted);
            while (lookup.Newest.Step())
                KeepOne((lookup.Newest.GetInt64(0), lookup.Newest.GetInt64(1)));
        }
        finally
        {
            lookup.Newest.Reset();
        }
        all = kept.Count < wanted;
        var newest = new List<(long Timestamp, long Seq)>(kept.Count);
        while (kept.TryDequeue(out (long, long) entry, out _))
            newest.Add(entry);
        newest.Reverse();
        return newest;

        void Keep(IndexTail.View view)
        {
            for (int i = 0; i < view.Count; i++)
                KeepOne(view[i]);
        }

        void KeepOne((long, long) entry)
        {
            if (kept.Count < wanted)
                kept.Enqueue(entry, entry);
            else if (entry.CompareTo(kept.Peek()) > 0)
                kept.EnqueueDequeue(entry, entry);
        }
    }
}
