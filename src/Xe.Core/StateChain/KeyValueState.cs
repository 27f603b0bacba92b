using System.Collections.Immutable;

namespace Xe.Core.StateChain;

/// <summary>The key/value map of the state chain (spec 11 §2): immutable, so that a reader keeps one consistent state while
/// blocks arrive. Keys are ordered by their text.</summary>
public sealed class KeyValueState
{
    private readonly ImmutableSortedSet<Entry> _entries;

    private KeyValueState(ImmutableSortedSet<Entry> entries) => _entries = entries;

    /// <summary>No keys.</summary>
    public static KeyValueState Empty { get; } = new(ImmutableSortedSet.Create<Entry>(new ByKey()));

    /// <summary>Number of keys.</summary>
    public int Count => _entries.Count;

    /// <summary>The raw bytes of a key's value.</summary>
    public bool TryGet(string key, out ReadOnlyMemory<byte> value)
    {
        bool found = _entries.TryGetValue(new Entry(key, default), out Entry entry);
        value = found ? entry.Value : default;
        return found;
    }

    /// <summary>The raw bytes of a key's value; empty where it is absent (a stored value never is).</summary>
    public ReadOnlyMemory<byte> this[string key] => TryGet(key, out ReadOnlyMemory<byte> value) ? value : default;

    /// <summary>True where the key is set.</summary>
    public bool Contains(string key) => _entries.Contains(new Entry(key, default));

    /// <summary>The state after a list of writes, in order: the last one of a key wins.</summary>
    public KeyValueState Apply(IReadOnlyList<StateOp> ops)
    {
        ArgumentNullException.ThrowIfNull(ops);
        ImmutableSortedSet<Entry>.Builder entries = _entries.ToBuilder();
        foreach (StateOp op in ops)
        {
            Entry entry = new(op.Key, op.Value);
            entries.Remove(entry);
            if (op.IsSet)
                entries.Add(entry);
        }
        return new KeyValueState(entries.ToImmutable());
    }

    /// <summary>Keys that start with a prefix, in order.</summary>
    /// <param name="prefix">Start of the keys; "" for all.</param>
    /// <param name="offset">Matching keys passed over.</param>
    /// <param name="limit">Most keys returned.</param>
    public IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> Page(string prefix, int offset, int limit)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        List<KeyValuePair<string, ReadOnlyMemory<byte>>> page = [];
        int first = _entries.IndexOf(new Entry(prefix, default));
        long from = (long)(first < 0 ? ~first : first) + offset;
        for (long i = from; i < _entries.Count && page.Count < limit; i++)
        {
            Entry entry = _entries[(int)i];
            if (!entry.Key.StartsWith(prefix, StringComparison.Ordinal))
                break;
            page.Add(new(entry.Key, entry.Value));
        }
        return page;
    }

    private readonly record struct Entry(string Key, ReadOnlyMemory<byte> Value);

    private sealed class ByKey : IComparer<Entry>
    {
        public int Compare(Entry x, Entry y) => string.CompareOrdinal(x.Key, y.Key);
    }
}
