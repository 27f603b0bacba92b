namespace Xe.Libp2p.Host;

/// <summary>Addresses, protocols and agent strings known of other peers. Bounded in every direction; the peer not
/// used for longest is forgotten first, pinned (connected) peers only when nobody else is left. Thread-safe.</summary>
public sealed class PeerStore
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly PeerStoreOptions _options;
    private readonly Dictionary<PeerId, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new(); // least recently used first

    /// <summary>An empty store.</summary>
    public PeerStore(TimeProvider clock, PeerStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
        _options = options ?? new PeerStoreOptions();
    }

    /// <summary>Peers remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _entries.Count;
        }
    }

    /// <summary>Remembers addresses (without their <c>/p2p/</c> part); addresses that name another peer are skipped.</summary>
    public void AddAddresses(PeerId peer, IEnumerable<Multiaddr> addresses, TimeSpan? lifetime = null)
    {
        ArgumentNullException.ThrowIfNull(peer);
        ArgumentNullException.ThrowIfNull(addresses);
        long expires = _clock.GetTimestamp() + (long)((lifetime ?? _options.AddressLifetime).TotalSeconds * _clock.TimestampFrequency);
        lock (_lock)
        {
            Entry entry = Use(peer);
            foreach (Multiaddr address in addresses)
            {
                if (address.Peer is { } named && named != peer) continue;
                Multiaddr bare = address.WithoutPeer();
                if (entry.Addresses.TryGetValue(bare, out long known) && known >= expires) continue;
                if (!entry.Addresses.ContainsKey(bare) && entry.Addresses.Count >= _options.MaxAddressesPerPeer)
                    entry.Addresses.Remove(entry.Addresses.MinBy(pair => pair.Value).Key);
                entry.Addresses[bare] = expires;
            }
        }
    }

    /// <summary>Forgets one address, because it proved wrong.</summary>
    public void RemoveAddress(PeerId peer, Multiaddr address)
    {
        lock (_lock)
            if (_entries.TryGetValue(peer, out LinkedListNode<Entry>? node)) node.Value.Addresses.Remove(address.WithoutPeer());
    }

    /// <summary>Addresses of a peer that have not expired; empty where none is known.</summary>
    public IReadOnlyList<Multiaddr> Addresses(PeerId peer)
    {
        long now = _clock.GetTimestamp();
        lock (_lock)
        {
            if (!_entries.TryGetValue(peer, out LinkedListNode<Entry>? node)) return [];
            List<Multiaddr> live = new(node.Value.Addresses.Count);
            foreach ((Multiaddr address, long expires) in node.Value.Addresses)
                if (expires > now) live.Add(address);
            return live;
        }
    }

    /// <summary>What identify told: replaces what was known. Too long or too many protocol ids are cut off.</summary>
    public void SetIdentity(PeerId peer, IEnumerable<string>? protocols, string? agentVersion)
    {
        ArgumentNullException.ThrowIfNull(peer);
        lock (_lock)
        {
            Entry entry = Use(peer);
            if (protocols is not null)
                entry.Protocols = protocols.Where(id => id.Length <= _options.MaxProtocolLength).Take(_options.MaxProtocolsPerPeer).ToHashSet();
            if (agentVersion is not null)
                entry.AgentVersion = agentVersion.Length <= _options.MaxProtocolLength ? agentVersion : agentVersion[.._options.MaxProtocolLength];
        }
    }

    /// <summary>Protocols the peer said it serves; empty before identify.</summary>
    public IReadOnlyCollection<string> Protocols(PeerId peer)
    {
        lock (_lock) return _entries.TryGetValue(peer, out LinkedListNode<Entry>? node) ? node.Value.Protocols : [];
    }

    /// <summary>True when identify told that the peer serves this protocol.</summary>
    public bool Supports(PeerId peer, string protocol)
    {
        lock (_lock) return _entries.TryGetValue(peer, out LinkedListNode<Entry>? node) && node.Value.Protocols.Contains(protocol);
    }

    /// <summary>The first of the protocols that the peer said it serves; null where none is, or before identify.</summary>
    public string? FirstSupported(PeerId peer, IReadOnlyList<string> protocols)
    {
        ArgumentNullException.ThrowIfNull(protocols);
        lock (_lock)
        {
            if (!_entries.TryGetValue(peer, out LinkedListNode<Entry>? node)) return null;
            for (int i = 0; i < protocols.Count; i++)
                if (node.Value.Protocols.Contains(protocols[i])) return protocols[i];
            return null;
        }
    }

    /// <summary>The agent string of identify; null before it. Remote text: quote it in logs.</summary>
    public string? AgentVersion(PeerId peer)
    {
        lock (_lock) return _entries.TryGetValue(peer, out LinkedListNode<Entry>? node) ? node.Value.AgentVersion : null;
    }

    /// <summary>A snapshot of all peers remembered.</summary>
    public IReadOnlyList<PeerId> Known()
    {
        lock (_lock) return [.. _entries.Keys];
    }

    /// <summary>Keeps the peer from being forgotten while it is connected.</summary>
    internal void Pin(PeerId peer, bool pinned)
    {
        lock (_lock)
        {
            if (pinned) Use(peer).Pinned = true;
            else if (_entries.TryGetValue(peer, out LinkedListNode<Entry>? node)) node.Value.Pinned = false;
        }
    }

    private Entry Use(PeerId peer)
    {
        if (_entries.TryGetValue(peer, out LinkedListNode<Entry>? node))
        {
            _byUse.Remove(node);
            _byUse.AddLast(node);
            return node.Value;
        }
        if (_entries.Count >= _options.MaxPeers) Evict();
        Entry entry = new(peer);
        _entries[peer] = _byUse.AddLast(entry);
        return entry;
    }

    private void Evict()
    {
        LinkedListNode<Entry>? victim = _byUse.First;
        while (victim is not null && victim.Value.Pinned) victim = victim.Next;
        victim ??= _byUse.First;
        if (victim is null) return;
        _byUse.Remove(victim);
        _entries.Remove(victim.Value.Peer);
    }

    private sealed class Entry(PeerId peer)
    {
        public PeerId Peer { get; } = peer;

        public Dictionary<Multiaddr, long> Addresses { get; } = [];

        public HashSet<string> Protocols { get; set; } = [];

        public string? AgentVersion { get; set; }

        public bool Pinned { get; set; }
    }
}
