using System.Collections.Concurrent;
using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Consensus;

/// <summary>Stored votes by position and representative key (spec 04 §3.1). Written under the ledger's gate; readers get
/// snapshots.</summary>
public sealed class VoteTable
{
    private readonly ConcurrentDictionary<Position, Vote[]> _byPosition = new();

    /// <summary>Positions with at least one vote.</summary>
    public int Positions => _byPosition.Count;

    /// <summary>Positions with their votes, unordered; a moving snapshot.</summary>
    public IEnumerable<KeyValuePair<Position, Vote[]>> All => _byPosition;

    /// <summary>The votes at a position, unordered; an immutable snapshot.</summary>
    public IReadOnlyList<Vote> At(Position position) => _byPosition.TryGetValue(position, out Vote[]? votes) ? votes : [];

    /// <summary>A representative's vote at a position; null when none is stored.</summary>
    public Vote? Get(Position position, PublicKey representative)
    {
        if (_byPosition.TryGetValue(position, out Vote[]? votes))
        {
            foreach (Vote vote in votes)
            {
                if (vote.RepKey == representative)
                    return vote;
            }
        }
        return null;
    }

    /// <summary>Puts a vote in its slot.</summary>
    internal void Put(Vote vote)
    {
        if (!_byPosition.TryGetValue(vote.Position, out Vote[]? votes))
        {
            _byPosition[vote.Position] = [vote];
            return;
        }
        int slot = Array.FindIndex(votes, v => v.RepKey == vote.RepKey);
        Vote[] next = slot >= 0 ? (Vote[])votes.Clone() : [.. votes, vote];
        if (slot >= 0)
            next[slot] = vote;
        _byPosition[vote.Position] = next;
    }

    /// <summary>Drops every vote at a position.</summary>
    internal void Clear(Position position) => _byPosition.TryRemove(position, out _);
}
