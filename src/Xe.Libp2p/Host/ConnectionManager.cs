using System.Collections.Concurrent;

namespace Xe.Libp2p.Host;

/// <summary>Decides which connections are closed to make room: above the high water, the youngest of unprotected peers past
/// their grace go until the low water is reached (spec 06 §2.6 a). Also ends the redundant one of two connections.</summary>
internal sealed class ConnectionManager(HostLimits limits, TimeProvider clock, ConnectionTable table)
{
    /// <summary>How long a redundant connection is kept for streams that are just being opened on it.</summary>
    private static readonly TimeSpan RedundantGrace = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<PeerId, byte> _trusted = new();
    private readonly Dictionary<PeerId, HashSet<string>> _protected = [];
    private readonly Lock _lock = new();
    private long _lastTrim;

    public void Protect(PeerId peer, string tag)
    {
        lock (_lock)
        {
            if (!_protected.TryGetValue(peer, out HashSet<string>? tags)) _protected.Add(peer, tags = []);
            tags.Add(tag);
        }
    }

    public void Unprotect(PeerId peer, string tag)
    {
        lock (_lock)
            if (_protected.TryGetValue(peer, out HashSet<string>? tags) && tags.Remove(tag) && tags.Count == 0) _protected.Remove(peer);
    }

    public bool IsProtected(PeerId peer)
    {
        lock (_lock) return _protected.ContainsKey(peer);
    }

    public void Trust(PeerId peer) => _trusted[peer] = 0;

    public bool IsTrusted(PeerId peer) => _trusted.ContainsKey(peer);

    /// <summary>Why a new connection may not join the table; <see cref="RefusalReason.None"/> where it may.</summary>
    public RefusalReason Admit(PeerConnection connection, IReadOnlyList<PeerConnection> others, PeerId local)
    {
        if (connection.Peer == local) return RefusalReason.Self;
        if (table.Count >= limits.MaxConnections) return RefusalReason.Connections;
        if (others.Count >= limits.MaxConnectionsPerPeer) return RefusalReason.ConnectionsPerPeer;
        if (connection.IsInbound && limits.MaxInboundConnections > 0 && table.InboundCount >= limits.MaxInboundConnections && !IsTrusted(connection.Peer))
            return RefusalReason.InboundConnections;
        // Both sides dialled: both keep the connection of the smaller peer id, without having to ask.
        foreach (PeerConnection other in others)
        {
            if (other.IsInbound == connection.IsInbound) continue;
            bool otherLoses = (other.IsInbound ? other.Peer : local) > (connection.IsInbound ? connection.Peer : local);
            (otherLoses ? other : connection).IsRedundant = true;
        }
        return RefusalReason.None;
    }

    /// <summary>The connections to close now.</summary>
    public IReadOnlyList<PeerConnection> ChooseToClose(PeerConnection[] all)
    {
        long now = clock.GetTimestamp();
        List<PeerConnection> chosen = [];
        foreach (PeerConnection connection in all)
            if (connection.IsRedundant && connection.Session.StreamCount == 0 && clock.GetElapsedTime(connection.Opened, now) > RedundantGrace) chosen.Add(connection);
        if (limits.HighWater <= 0 || all.Length <= limits.HighWater) return chosen;
        if (_lastTrim != 0 && clock.GetElapsedTime(_lastTrim, now) < limits.TrimInterval) return chosen;
        _lastTrim = now;
        int excess = all.Length - chosen.Count - limits.LowWater;
        IEnumerable<PeerConnection> candidates = all
            .Where(c => !chosen.Contains(c) && !IsProtected(c.Peer) && clock.GetElapsedTime(c.Opened, now) > limits.TrimGrace)
            .OrderBy(c => c.Session.StreamCount).ThenByDescending(c => c.Opened);
        chosen.AddRange(candidates.Take(Math.Max(0, excess)));
        return chosen;
    }
}
