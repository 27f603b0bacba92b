namespace Xe.Libp2p.Host;

/// <summary>The open connections by peer. Events of one peer are told in order, under the table's lock.</summary>
internal sealed class ConnectionTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PeerId, List<PeerConnection>> _byPeer = [];
    private PeerId[]? _peers;

    public int Count { get; private set; }

    public int InboundCount { get; private set; }

    /// <summary>Peers with a connection, as of now.</summary>
    public IReadOnlyCollection<PeerId> Peers
    {
        get
        {
            lock (_lock) return _peers ??= [.. _byPeer.Keys];
        }
    }

    /// <summary>Adds a connection unless <paramref name="refuse"/> has a reason, which it decides by the peer's other
    /// connections before it.</summary>
    public RefusalReason TryAdd(PeerConnection connection, Func<IReadOnlyList<PeerConnection>, RefusalReason> refuse, Action first)
    {
        lock (_lock)
        {
            List<PeerConnection>? others = _byPeer.GetValueOrDefault(connection.Peer);
            RefusalReason reason = refuse(others ?? (IReadOnlyList<PeerConnection>)[]);
            if (reason != RefusalReason.None) return reason;
            Count++;
            if (connection.IsInbound) InboundCount++;
            if (others is not null)
            {
                others.Add(connection);
                return RefusalReason.None;
            }
            _byPeer.Add(connection.Peer, [connection]);
            _peers = null;
            first();
            return RefusalReason.None;
        }
    }

    /// <summary>Removes a connection; false where it is not there.</summary>
    public bool Remove(PeerConnection connection, Action last)
    {
        lock (_lock)
        {
            if (!_byPeer.TryGetValue(connection.Peer, out List<PeerConnection>? all) || !all.Remove(connection)) return false;
            Count--;
            if (connection.IsInbound) InboundCount--;
            if (all.Count > 0) return true;
            _byPeer.Remove(connection.Peer);
            _peers = null;
            last();
            return true;
        }
    }

    /// <summary>The connection new streams go over: the oldest that takes them and was not found redundant.</summary>
    public PeerConnection? Best(PeerId peer)
    {
        lock (_lock)
        {
            if (!_byPeer.TryGetValue(peer, out List<PeerConnection>? all)) return null;
            PeerConnection? best = null;
            foreach (PeerConnection connection in all)
            {
                if (!connection.Session.CanOpen) continue;
                if (!connection.IsRedundant) return connection;
                best ??= connection;
            }
            return best;
        }
    }

    public PeerConnection[] Of(PeerId peer)
    {
        lock (_lock) return _byPeer.TryGetValue(peer, out List<PeerConnection>? all) ? [.. all] : [];
    }

    public PeerConnection[] All()
    {
        lock (_lock)
        {
            PeerConnection[] all = new PeerConnection[Count];
            int i = 0;
            foreach (List<PeerConnection> some in _byPeer.Values)
                foreach (PeerConnection connection in some) all[i++] = connection;
            return all;
        }
    }
}
