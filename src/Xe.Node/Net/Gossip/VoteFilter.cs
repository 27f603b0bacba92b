using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Primitives;

namespace Xe.Node.Net.Gossip;

/// <summary>Drops repetitions of a vote within 200 ms (spec 06 §7.6). Asked only for verified votes, so that a forged copy
/// cannot suppress the genuine one. Thread-safe.</summary>
internal sealed class VoteFilter(TimeProvider clock)
{
    private const int MaxKeys = 4096;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly Dictionary<(PublicKey, Position, Hash256, bool), long> _seen = [];

    /// <summary>True where the vote was not seen lately.</summary>
    public bool IsNew(Vote vote)
    {
        long now = clock.GetTimestamp();
        lock (_gate)
        {
            var key = (vote.RepKey, vote.Position, vote.BlockHash, vote.IsFinal);
            if (_seen.TryGetValue(key, out long last) && clock.GetElapsedTime(last, now) < Lifetime)
                return false;
            _seen[key] = now;
            if (_seen.Count > MaxKeys)
                Collect(now);
            return true;
        }
    }

    private void Collect(long now)
    {
        foreach (var key in _seen.Where(entry => clock.GetElapsedTime(entry.Value, now) >= Lifetime).Select(entry => entry.Key).ToArray())
            _seen.Remove(key);
        // All younger than 200 ms: forgetting them costs a repeated tally, keeping them memory.
        if (_seen.Count > 2 * MaxKeys)
            _seen.Clear();
    }
}
