namespace Xe.Core.Ledger;

/// <summary>Net changes per key. A step touches one or two keys, a cascade hundreds: a list is searched while it is short,
/// an index is made when it grows.</summary>
internal sealed class ChangeTable<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
    where TValue : class
{
    private const int IndexFrom = 8;

    // Most tables of a step stay empty: they cost nothing then.
    private List<ChangeSet.Change<TKey, TValue>>? _changes;
    private Dictionary<TKey, int>? _index;

    public IReadOnlyList<ChangeSet.Change<TKey, TValue>> Changes => _changes ?? (IReadOnlyList<ChangeSet.Change<TKey, TValue>>)[];

    public bool TryGet(TKey key, out TValue? value)
    {
        int i = Find(key);
        value = i < 0 ? null : _changes![i].After;
        return i >= 0;
    }

    public void Set(TKey key, TValue? after, Func<TKey, TValue?> before)
    {
        int i = Find(key);
        if (i >= 0)
        {
            _changes![i] = _changes[i] with { After = after };
            return;
        }
        _changes ??= new List<ChangeSet.Change<TKey, TValue>>(2);
        _changes.Add(new ChangeSet.Change<TKey, TValue>(key, before(key), after));
        if (_index is not null)
        {
            _index.Add(key, _changes.Count - 1);
        }
        else if (_changes.Count == IndexFrom)
        {
            _index = new Dictionary<TKey, int>(IndexFrom * 2);
            for (int n = 0; n < _changes.Count; n++)
                _index.Add(_changes[n].Key, n);
        }
    }

    private int Find(TKey key)
    {
        if (_index is not null)
            return _index.TryGetValue(key, out int found) ? found : -1;
        for (int i = 0; i < (_changes?.Count ?? 0); i++)
        {
            if (_changes![i].Key.Equals(key))
                return i;
        }
        return -1;
    }
}
