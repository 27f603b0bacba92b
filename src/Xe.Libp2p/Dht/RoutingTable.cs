namespace Xe.Libp2p.Dht;

/// <summary>Kademlia routing table: one bucket per length of the prefix shared with this host. A full bucket keeps whoever
/// answers; a newcomer only takes the place of a peer that has not been useful for a while. Thread-safe.</summary>
internal sealed class RoutingTable(PeerId self, int bucketSize, TimeSpan grace, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly KadKey _self = KadKey.Of(self);
    private readonly List<Entry>[] _buckets = [.. Enumerable.Range(0, KadKey.Bits).Select(_ => new List<Entry>())];
    private readonly Dictionary<PeerId, Entry> _entries = [];

    public int Count
    {
        get
        {
            lock (_lock) return _entries.Count;
        }
    }

    /// <summary>Longest shared prefix with any peer of the table; −1 where it is empty.</summary>
    public int Depth
    {
        get
        {
            lock (_lock) return Array.FindLastIndex(_buckets, bucket => bucket.Count > 0);
        }
    }

    public bool Contains(PeerId peer)
    {
        lock (_lock) return _entries.ContainsKey(peer);
    }

    /// <summary>Takes in a peer that has just answered, or notes that one in the table has; false where its bucket is full
    /// of peers that are still useful.</summary>
    public bool Answered(PeerId peer)
    {
        if (peer == self) return false;
        lock (_lock)
        {
            long now = clock.GetTimestamp();
            if (_entries.TryGetValue(peer, out Entry? known))
            {
                known.LastAnswer = now;
                return true;
            }
            KadKey key = KadKey.Of(peer);
            List<Entry> bucket = _buckets[Math.Min(_self.CommonPrefixLength(key), KadKey.Bits - 1)];
            if (bucket.Count >= bucketSize)
            {
                Entry oldest = bucket.MinBy(entry => entry.LastAnswer)!;
                if (clock.GetElapsedTime(oldest.LastAnswer, now) < grace) return false;
                Drop(oldest, bucket);
            }
            Entry added = new(peer, key) { LastAnswer = now };
            bucket.Add(added);
            _entries[peer] = added;
            return true;
        }
    }

    /// <summary>Takes out a peer that did not answer or no longer serves the protocol.</summary>
    public void Remove(PeerId peer)
    {
        lock (_lock)
            if (_entries.TryGetValue(peer, out Entry? entry))
                Drop(entry, _buckets[Math.Min(_self.CommonPrefixLength(entry.Key), KadKey.Bits - 1)]);
    }

    /// <summary>The nearest peers to a key, nearest first.</summary>
    public List<PeerId> Nearest(KadKey target, int count)
    {
        Entry[] entries;
        lock (_lock) entries = [.. _entries.Values];
        Array.Sort(entries, (left, right) => target.CompareDistance(left.Key, right.Key));
        return [.. entries.Take(count).Select(entry => entry.Peer)];
    }

    /// <summary>Peers that have not answered for the given time.</summary>
    public List<PeerId> Silent(TimeSpan time)
    {
        lock (_lock) return [.. _entries.Values.Where(entry => clock.GetElapsedTime(entry.LastAnswer) >= time).Select(entry => entry.Peer)];
    }

    private void Drop(Entry entry, List<Entry> bucket)
    {
        bucket.Remove(entry);
        _entries.Remove(entry.Peer);
    }

    private sealed class Entry(PeerId peer, KadKey key)
    {
        public PeerId Peer { get; } = peer;

        public KadKey Key { get; } = key;

        public long LastAnswer { get; set; }
    }
}
