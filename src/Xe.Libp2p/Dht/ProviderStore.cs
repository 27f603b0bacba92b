using Xe.Libp2p.Collections;

namespace Xe.Libp2p.Dht;

/// <summary>Provider records: who provides a key. Bounded in keys, providers a key and keys a provider; every record expires.
/// Thread-safe.</summary>
internal sealed class ProviderStore(DhtOptions options, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<byte[], LinkedListNode<Entry>> _entries = new(BytesComparer.Instance);
    private readonly LinkedList<Entry> _byUpdate = new(); // updated longest ago first
    private readonly Dictionary<PeerId, int> _keysByProvider = [];

    /// <summary>Keys with records.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _entries.Count;
        }
    }

    /// <summary>Adds or renews a record; false where the provider has too many keys already.</summary>
    public bool TryAdd(byte[] key, PeerId provider)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out LinkedListNode<Entry>? node) || !node.Value.Providers.ContainsKey(provider))
            {
                if (_keysByProvider.GetValueOrDefault(provider) >= options.MaxKeysPerProvider) return false;
                if (node is null)
                {
                    if (_entries.Count >= options.MaxProviderKeys) Drop(_byUpdate.First!);
                    _entries[key] = node = new LinkedListNode<Entry>(new Entry(key));
                    _byUpdate.AddLast(node);
                }
                if (node.Value.Providers.Count >= options.MaxProvidersPerKey)
                    Drop(node.Value, node.Value.Providers.MinBy(record => record.Value).Key);
                _keysByProvider[provider] = _keysByProvider.GetValueOrDefault(provider) + 1;
            }
            node.Value.Providers[provider] = clock.GetTimestamp() + (long)(options.ProviderLifetime.TotalSeconds * clock.TimestampFrequency);
            _byUpdate.Remove(node);
            _byUpdate.AddLast(node);
            return true;
        }
    }

    /// <summary>Providers of a key whose records have not expired, latest first.</summary>
    public List<PeerId> Get(byte[] key)
    {
        long now = clock.GetTimestamp();
        lock (_lock)
        {
            return _entries.TryGetValue(key, out LinkedListNode<Entry>? node)
                ? [.. node.Value.Providers.Where(record => record.Value > now).OrderByDescending(record => record.Value).Select(record => record.Key)]
                : [];
        }
    }

    /// <summary>Forgets expired records.</summary>
    public void Sweep()
    {
        long now = clock.GetTimestamp();
        lock (_lock)
        {
            for (LinkedListNode<Entry>? node = _byUpdate.First; node is not null;)
            {
                LinkedListNode<Entry>? next = node.Next;
                foreach ((PeerId provider, long expiresAt) in node.Value.Providers)
                    if (expiresAt <= now) Drop(node.Value, provider);
                if (node.Value.Providers.Count == 0) Drop(node);
                node = next;
            }
        }
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        foreach (PeerId provider in node.Value.Providers.Keys) Drop(node.Value, provider);
        _entries.Remove(node.Value.Key);
        _byUpdate.Remove(node);
    }

    private void Drop(Entry entry, PeerId provider)
    {
        entry.Providers.Remove(provider);
        if (--_keysByProvider[provider] == 0) _keysByProvider.Remove(provider);
    }

    private sealed class Entry(byte[] key)
    {
        public byte[] Key { get; } = key;

        public Dictionary<PeerId, long> Providers { get; } = [];
    }
}
