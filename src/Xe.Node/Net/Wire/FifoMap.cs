using System.Diagnostics.CodeAnalysis;

namespace Xe.Node.Net.Wire;

/// <summary>A dictionary of bounded size that forgets its oldest insertion first; an update does not move an entry. Not
/// thread-safe.</summary>
internal sealed class FifoMap<TKey, TValue>
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<KeyValuePair<TKey, TValue>>> _entries = [];
    private readonly LinkedList<KeyValuePair<TKey, TValue>> _order = new();

    /// <summary>An empty map.</summary>
    /// <param name="capacity">Most entries held.</param>
    public FifoMap(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Capacity = capacity;
    }

    public int Capacity { get; }

    public int Count => _entries.Count;

    public bool IsFull => _entries.Count >= Capacity;

    /// <summary>Entries, oldest insertion first.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> Entries => _order;

    public bool ContainsKey(TKey key) => _entries.ContainsKey(key);

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        bool found = _entries.TryGetValue(key, out LinkedListNode<KeyValuePair<TKey, TValue>>? node);
        value = found ? node!.Value.Value : default;
        return found;
    }

    /// <summary>Adds or replaces; a new key in a full map drops the oldest one.</summary>
    public void Set(TKey key, TValue value)
    {
        if (_entries.TryGetValue(key, out LinkedListNode<KeyValuePair<TKey, TValue>>? known))
        {
            known.Value = new KeyValuePair<TKey, TValue>(key, value);
            return;
        }
        if (IsFull)
            Remove(_order.First!.Value.Key);
        _entries.Add(key, _order.AddLast(new KeyValuePair<TKey, TValue>(key, value)));
    }

    public bool Remove(TKey key)
    {
        if (!_entries.Remove(key, out LinkedListNode<KeyValuePair<TKey, TValue>>? node))
            return false;
        _order.Remove(node);
        return true;
    }

    /// <summary>Removes what the condition names; returns how many.</summary>
    public int RemoveWhere(Func<TKey, TValue, bool> condition)
    {
        int removed = 0;
        LinkedListNode<KeyValuePair<TKey, TValue>>? next;
        for (LinkedListNode<KeyValuePair<TKey, TValue>>? node = _order.First; node is not null; node = next)
        {
            next = node.Next;
            if (!condition(node.Value.Key, node.Value.Value))
                continue;
            _entries.Remove(node.Value.Key);
            _order.Remove(node);
            removed++;
        }
        return removed;
    }
}
