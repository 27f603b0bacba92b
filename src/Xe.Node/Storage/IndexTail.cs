using System.Numerics;

namespace Xe.Node.Storage;

/// <summary>The newest entries of an index, in memory: (key, key, sequence) triples found by their exact keys. Several
/// entries may share keys. Not thread-safe.</summary>
internal sealed class IndexTail
{
    private const int FirstCapacity = 256;

    // Keys are parts of hashes that others choose; the factor keeps them from aiming at one bucket.
    private readonly ulong _factor = (ulong)Random.Shared.NextInt64() | 1;
    private Entry[] _entries = new Entry[FirstCapacity];
    private int[] _buckets = new int[FirstCapacity];

    /// <summary>Entries, removed ones included.</summary>
    public int Count { get; private set; }

    public void Add(long key1, long key2, long seq)
    {
        if (Count == _entries.Length)
            Grow();
        ref int bucket = ref _buckets[Bucket(key1, key2)];
        _entries[Count] = new Entry(key1, key2, seq, bucket);
        bucket = ++Count;
    }

    /// <summary>The newest entry with these keys, or 0.</summary>
    public int First(long key1, long key2) => Matching(_buckets[Bucket(key1, key2)], key1, key2);

    /// <summary>The next older entry with the same keys, or 0.</summary>
    public int Next(int entry)
    {
        ref Entry current = ref _entries[entry - 1];
        return Matching(current.Next, current.Key1, current.Key2);
    }

    /// <summary>An entry, numbered from 1.</summary>
    public (long Key1, long Key2, long Seq) this[int entry]
    {
        get
        {
            ref Entry current = ref _entries[entry - 1];
            return (current.Key1, current.Key2, current.Seq);
        }
    }

    /// <summary>True unless removed.</summary>
    public bool IsLive(int entry) => !_entries[entry - 1].Removed;

    /// <summary>Removes every entry with these keys.</summary>
    public void Remove(long key1, long key2)
    {
        for (int entry = First(key1, key2); entry != 0; entry = Next(entry))
            _entries[entry - 1].Removed = true;
    }

    /// <summary>All entry numbers in ascending order of (key, key, sequence), as SQLite orders the table they go to.</summary>
    public int[] Sorted()
    {
        int[] order = new int[Count];
        var keys = new Entry[Count];
        for (int i = 0; i < Count; i++)
            order[i] = i + 1;
        Array.Copy(_entries, keys, Count);
        Array.Sort(keys, order);
        return order;
    }

    /// <summary>The entries so far, readable while more are added.</summary>
    public View Snapshot() => new(_entries, Count);

    private int Matching(int entry, long key1, long key2)
    {
        while (entry != 0)
        {
            ref Entry current = ref _entries[entry - 1];
            if (current.Key1 == key1 && current.Key2 == key2 && !current.Removed)
                return entry;
            entry = current.Next;
        }
        return 0;
    }

    private int Bucket(long key1, long key2)
    {
        ulong mixed = ((ulong)key1 ^ BitOperations.RotateLeft((ulong)key2 * 0x9E3779B97F4A7C15, 29)) * _factor;
        return (int)(mixed >> (64 - BitOperations.Log2((uint)_buckets.Length)));
    }

    private void Grow()
    {
        Array.Resize(ref _entries, _entries.Length * 2);
        _buckets = new int[_entries.Length];
        for (int i = 0; i < Count; i++)
        {
            ref Entry entry = ref _entries[i];
            ref int bucket = ref _buckets[Bucket(entry.Key1, entry.Key2)];
            entry.Next = bucket;
            bucket = i + 1;
        }
    }

    /// <summary>Entries as they were at one moment. A later removal may or may not show.</summary>
    internal readonly struct View(Entry[] entries, int count)
    {
        public int Count => count;

        public (long Key1, long Seq) this[int index] => (entries[index].Key1, entries[index].Seq);
    }

    internal struct Entry(long key1, long key2, long seq, int next) : IComparable<Entry>
    {
        public readonly long Key1 = key1;
        public readonly long Key2 = key2;
        public readonly long Seq = seq;
        public int Next = next;
        public bool Removed;

        public readonly int CompareTo(Entry other)
        {
            int c = Key1.CompareTo(other.Key1);
            if (c != 0)
                return c;
            c = Key2.CompareTo(other.Key2);
            return c != 0 ? c : Seq.CompareTo(other.Seq);
        }
    }
}
