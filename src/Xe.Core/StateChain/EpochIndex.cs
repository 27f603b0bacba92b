using System.Collections.Immutable;
using Xe.Core.StateChain.SystemKeys;

namespace Xe.Core.StateChain;

/// <summary>The decodable records under the literal prefix "epoch.", newest number first, the smaller key first among equals
/// (spec 11 §6.3). Immutable.</summary>
public sealed class EpochIndex
{
    /// <summary>Candidates for locked emission parameters: the covering epoch and 3 predecessors (spec 03 §10.5).</summary>
    public const int MaxCandidates = 4;

    private readonly ImmutableSortedSet<Entry> _entries;

    // Starts fall along the order: then the first epoch that has begun is found by halving, else by walking.
    private readonly bool _startsFall;

    private EpochIndex(ImmutableSortedSet<Entry> entries, bool startsFall) => (_entries, _startsFall) = (entries, startsFall);

    /// <summary>No epochs.</summary>
    public static EpochIndex Empty { get; } = new(ImmutableSortedSet.Create<Entry>(new NewestFirst()), startsFall: true);

    /// <summary>Number of records.</summary>
    public int Count => _entries.Count;

    /// <summary>The record with the highest number, begun or not; null where there is none.</summary>
    public EpochRecord? Latest => _entries.Count == 0 ? null : _entries[0].Record;

    /// <summary>The records whose parameters a lease accepted at a time may lock: begun by then, newest number first, at most 4.
    /// Empty means not yet known.</summary>
    /// <param name="timeNs">Attested accept time, Unix ns.</param>
    public IReadOnlyList<EpochRecord> CandidatesAt(long timeNs)
    {
        List<EpochRecord> candidates = new(MaxCandidates);
        for (int i = _startsFall ? FirstBegun(timeNs) : 0; i < _entries.Count && candidates.Count < MaxCandidates; i++)
        {
            EpochRecord record = _entries[i].Record;
            if (record.StartNs <= timeNs)
                candidates.Add(record);
        }
        return candidates;
    }

    internal EpochIndex With(string key, EpochRecord record)
    {
        Entry entry = new(key, record);
        ImmutableSortedSet<Entry> entries = _entries.Add(entry);
        int index = entries.IndexOf(entry);
        bool falls = _startsFall
            && (index == 0 || entries[index - 1].Record.StartNs >= record.StartNs)
            && (index == entries.Count - 1 || record.StartNs >= entries[index + 1].Record.StartNs);
        return new EpochIndex(entries, falls);
    }

    // Rare: epochs are written once. A walk over all of them does.
    internal EpochIndex Without(string key) => new(_entries.Except(_entries.Where(e => e.Key == key)), startsFall: false);

    private int FirstBegun(long timeNs)
    {
        int low = 0, high = _entries.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_entries[middle].Record.StartNs <= timeNs)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

    private readonly record struct Entry(string Key, EpochRecord Record);

    private sealed class NewestFirst : IComparer<Entry>
    {
        public int Compare(Entry x, Entry y)
        {
            int c = y.Record.Epoch.CompareTo(x.Record.Epoch);
            return c != 0 ? c : string.CompareOrdinal(x.Key, y.Key);
        }
    }
}
