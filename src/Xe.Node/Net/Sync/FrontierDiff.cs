using System.Runtime.InteropServices;
using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Node.Net.Sync;

/// <summary>What a responder has that a requester lacks (spec 07 §2.2 rule 4), as a sequence of blocks. Reads page by page, so
/// memory does not grow with what is missing.</summary>
internal sealed class FrontierDiff
{
    // Blocks read ahead over all chains together; each chain gets its share, at least MinChunk.
    private const int ReadAhead = 65_536;
    private const int MinChunk = 2;
    private const int MaxChunk = 64;

    private readonly IBlockSource _source;
    private readonly List<Cursor> _cursors = [];

    private FrontierDiff(IBlockSource source) => _source = source;

    /// <summary>Accounts whose frontier in the request is on none of the own chains.</summary>
    public List<Address> Rejected { get; } = [];

    /// <summary>True where the request names a block of a held account that is not known here: this node may be behind.</summary>
    public bool MayBeBehind { get; private set; }

    /// <summary>Compares.</summary>
    public static FrontierDiff Compare(IBlockSource source, FrontierRequest request)
    {
        FrontierDiff diff = new(source);
        foreach (AccountState account in source.Accounts)
        {
            if (account.Account < request.From || (request.To is { } to && account.Account > to))
                continue;
            if (!request.Frontiers.TryGetValue(account.Account, out Hash256 theirs))
                diff._cursors.Add(new Cursor(account.Account, 1));
            else if (theirs == account.Frontier)
                continue;
            else if (!theirs.IsZero && source.GetEntry(theirs) is { } known && known.Account == account.Account)
                diff._cursors.Add(new Cursor(account.Account, known.Height + 1));
            else
                diff.Reject(account.Account, theirs);
        }
        return diff;
    }

    /// <summary>The missing blocks over all accounts by timestamp, each chain oldest first: what others build on mostly comes
    /// before them.</summary>
    public IEnumerable<Block> ByTime()
    {
        int chunk = Math.Clamp(ReadAhead / Math.Max(1, _cursors.Count), MinChunk, MaxChunk);
        PriorityQueue<Cursor, (long, int)> heads = new(_cursors.Count);
        foreach (Cursor cursor in _cursors)
        {
            // Little at first: a chunk of every chain before the first page would keep the requester waiting.
            if (cursor.Fill(_source, MinChunk))
                heads.Enqueue(cursor, Order(cursor.Head));
        }
        while (heads.TryDequeue(out Cursor? cursor, out _))
        {
            yield return cursor.Take();
            if (cursor.Fill(_source, chunk))
                heads.Enqueue(cursor, Order(cursor.Head));
        }
    }

    /// <summary>The missing blocks account by account, starting at a random one: with a fixed order the cut of a session could
    /// return the same blocks that cannot be applied yet for ever (spec 07 §2.2).</summary>
    public IEnumerable<Block> ByAccount(Random random)
    {
        random.Shuffle(CollectionsMarshal.AsSpan(_cursors));
        foreach (Cursor cursor in _cursors)
        {
            while (cursor.Fill(_source, MaxChunk))
                yield return cursor.Take();
        }
    }

    // Of the same moment, what gives goes before what takes.
    private static (long Time, int Rank) Order(Block block) => (block.Timestamp, block.Source.IsZero ? 0 : 1);

    private void Reject(Address account, Hash256 theirs)
    {
        Rejected.Add(account);
        if (!theirs.IsZero)
            MayBeBehind = true;
    }

    private sealed class Cursor(Address account, ulong height)
    {
        private IReadOnlyList<Block> _chunk = [];
        private int _at;

        public Block Head => _chunk[_at];

        public bool Fill(IBlockSource source, int limit)
        {
            if (_at < _chunk.Count)
                return true;
            _chunk = source.GetChainBlocks(account, height, limit);
            height += (ulong)_chunk.Count;
            _at = 0;
            return _chunk.Count > 0;
        }

        public Block Take() => _chunk[_at++];
    }
}
