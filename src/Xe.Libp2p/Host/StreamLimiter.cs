namespace Xe.Libp2p.Host;

/// <summary>Counts negotiated streams by peer and by peer and protocol. Thread-safe.</summary>
internal sealed class StreamLimiter(HostLimits limits)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Key, int> _counts = [];

    /// <summary>Places taken.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _counts.Sum(pair => pair.Key.Protocol.Length == 0 ? pair.Value : 0);
        }
    }

    /// <summary>Takes a place; <see cref="RefusalReason.None"/> where there was one, to be given back with <see cref="Give"/>.</summary>
    public RefusalReason TryTake(PeerId peer, string protocol, bool isInbound)
    {
        Key all = new(peer, "", false);
        Key one = new(peer, protocol, isInbound);
        int maxOfProtocol = isInbound ? limits.MaxInboundStreamsPerPeerAndProtocol : limits.MaxOutboundStreamsPerPeerAndProtocol;
        lock (_lock)
        {
            int total = _counts.GetValueOrDefault(all);
            if (total >= limits.MaxStreamsPerPeer) return RefusalReason.StreamsPerPeer;
            int ofProtocol = _counts.GetValueOrDefault(one);
            if (ofProtocol >= maxOfProtocol) return RefusalReason.StreamsPerProtocol;
            _counts[all] = total + 1;
            _counts[one] = ofProtocol + 1;
            return RefusalReason.None;
        }
    }

    public void Give(PeerId peer, string protocol, bool isInbound)
    {
        lock (_lock)
        {
            Less(new Key(peer, "", false));
            Less(new Key(peer, protocol, isInbound));
        }
    }

    private void Less(in Key key)
    {
        int count = _counts[key] - 1;
        if (count == 0) _counts.Remove(key);
        else _counts[key] = count;
    }

    private readonly record struct Key(PeerId Peer, string Protocol, bool IsInbound);
}
