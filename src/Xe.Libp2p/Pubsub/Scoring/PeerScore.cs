using System.Net;

namespace Xe.Libp2p.Pubsub.Scoring;

/// <summary>Keeps the peers' scores (gossipsub 1.1; spec 06 §7.7). Not thread-safe: the router's lock covers it.</summary>
internal sealed class PeerScore(PeerScoreOptions options, TimeProvider clock)
{
    private readonly Dictionary<PeerId, PeerStats> _peers = [];
    private readonly Dictionary<IPAddress, int> _peersByAddress = [];
    private readonly Dictionary<string, TopicScoreOptions> _topics = [];
    private int _retained;

    public PeerScoreOptions Options => options;

    /// <summary>Peers with counters, connected or not.</summary>
    public int Count => _peers.Count;

    public void SetTopic(string topic, TopicScoreOptions? scoring)
    {
        if (scoring is null) _topics.Remove(topic);
        else _topics[topic] = scoring;
    }

    public double Score(PeerId peer) => _peers.TryGetValue(peer, out PeerStats? stats) ? Inspect(stats).Score : Baseline(peer);

    public PeerScoreSnapshot Inspect(PeerId peer) =>
        _peers.TryGetValue(peer, out PeerStats? stats) ? Inspect(stats) : new PeerScoreSnapshot(peer, Baseline(peer), 0, Baseline(peer), 0, 0, 0);

    public IEnumerable<PeerScoreSnapshot> InspectConnected() => _peers.Values.Where(stats => stats.Connected).Select(Inspect);

    public void Connected(PeerId peer, IEnumerable<Multiaddr> addresses)
    {
        if (!_peers.TryGetValue(peer, out PeerStats? stats)) _peers[peer] = stats = new PeerStats(peer);
        else if (!stats.Connected) _retained--;
        stats.Connected = true;
        SetAddresses(stats, addresses);
    }

    public void UpdateAddresses(PeerId peer, IEnumerable<Multiaddr> addresses)
    {
        if (_peers.TryGetValue(peer, out PeerStats? stats) && stats.Connected) SetAddresses(stats, addresses);
    }

    /// <summary>A good score is forgotten, a bad one kept: reconnecting washes nobody clean.</summary>
    public void Disconnected(PeerId peer)
    {
        if (!_peers.TryGetValue(peer, out PeerStats? stats) || !stats.Connected) return;
        if (Inspect(stats).Score > 0)
        {
            Forget(stats);
            return;
        }
        foreach (TopicStats topic in stats.Topics.Values) topic.Disconnected();
        stats.Connected = false;
        stats.ForgetAt = clock.GetTimestamp() + (long)(options.RetainScore.TotalSeconds * clock.TimestampFrequency);
        _retained++;
        if (_retained > options.MaxRetainedPeers)
            Forget(_peers.Values.Where(other => !other.Connected).MinBy(other => other.ForgetAt)!);
    }

    public void Graft(PeerId peer, string topic) => Topic(peer, topic)?.Graft(clock.GetTimestamp());

    public void Prune(PeerId peer, string topic) => Topic(peer, topic)?.Prune();

    public void Penalise(PeerId peer, double count)
    {
        if (_peers.TryGetValue(peer, out PeerStats? stats)) stats.BehaviourPenalty += count;
    }

    public void Invalid(PeerId peer, string topic) => Topic(peer, topic)?.Invalid();

    public void Delivered(Delivery delivery, PeerId firstFrom, string topic)
    {
        Topic(firstFrom, topic)?.FirstDelivery();
        delivery.Status = DeliveryStatus.Valid;
        delivery.ValidatedAt = clock.GetTimestamp();
        foreach (PeerId peer in delivery.Peers)
            if (peer != firstFrom) Topic(peer, topic)?.Duplicate(sinceValidation: null);
        if (!_topics.TryGetValue(topic, out TopicScoreOptions? scoring) || scoring.MeshMessageDeliveriesWeight == 0) delivery.ForgetPeers();
    }

    public void Rejected(Delivery delivery, PeerId firstFrom, string topic)
    {
        delivery.Status = DeliveryStatus.Invalid;
        Invalid(firstFrom, topic);
        foreach (PeerId peer in delivery.Peers)
            if (peer != firstFrom) Invalid(peer, topic);
        delivery.ForgetPeers();
    }

    public static void Ignored(Delivery delivery)
    {
        delivery.Status = DeliveryStatus.Ignored;
        delivery.ForgetPeers();
    }

    public void Duplicate(Delivery delivery, PeerId from, string topic)
    {
        switch (delivery.Status)
        {
            case DeliveryStatus.Pending:
                delivery.AddPeer(from);
                break;
            case DeliveryStatus.Valid:
                // Only the delivery terms need to know who sent what; without them nothing is kept.
                if (Topic(from, topic) is { InMesh: true } stats && stats.Options.MeshMessageDeliveriesWeight != 0 && delivery.AddPeer(from))
                    stats.Duplicate(clock.GetElapsedTime(delivery.ValidatedAt));
                break;
            case DeliveryStatus.Invalid:
                Invalid(from, topic);
                break;
            default:
                break;
        }
    }

    /// <summary>One decay interval: counters shrink, mesh times grow, disconnected peers whose time is up are forgotten.</summary>
    public void Decay()
    {
        long now = clock.GetTimestamp();
        foreach (PeerStats stats in _peers.Values.ToArray())
        {
            if (!stats.Connected)
            {
                // Not decayed meanwhile: being away is no way to a better score.
                if (now >= stats.ForgetAt) Forget(stats);
                continue;
            }
            foreach (TopicStats topic in stats.Topics.Values) topic.Decay(clock, now, options.DecayToZero);
            stats.BehaviourPenalty = TopicStats.Decayed(stats.BehaviourPenalty, options.BehaviourPenaltyDecay, options.DecayToZero);
        }
    }

    private double Baseline(PeerId peer) => options.Enabled ? AppSpecific(peer) : 0;

    private double AppSpecific(PeerId peer) => (options.AppSpecificScore?.Invoke(peer) ?? 0) * options.AppSpecificWeight;

    private PeerScoreSnapshot Inspect(PeerStats stats)
    {
        if (!options.Enabled) return new PeerScoreSnapshot(stats.Peer, 0, 0, 0, 0, stats.BehaviourPenalty, 0);
        double topics = 0;
        double invalid = 0;
        foreach ((string name, TopicStats topic) in stats.Topics)
        {
            invalid += topic.InvalidMessages;
            if (_topics.ContainsKey(name)) topics += topic.Score();
        }
        if (options.TopicScoreCap > 0) topics = Math.Min(topics, options.TopicScoreCap);
        double application = AppSpecific(stats.Peer);
        double colocation = 0;
        foreach (IPAddress address in stats.Addresses)
        {
            double surplus = _peersByAddress.GetValueOrDefault(address) - options.IpColocationThreshold;
            if (surplus > 0) colocation += surplus * surplus * options.IpColocationWeight;
        }
        double excess = stats.BehaviourPenalty - options.BehaviourPenaltyThreshold;
        double behaviour = excess > 0 ? excess * excess * options.BehaviourPenaltyWeight : 0;
        return new PeerScoreSnapshot(stats.Peer, topics + application + colocation + behaviour, topics, application, colocation, stats.BehaviourPenalty, invalid);
    }

    private TopicStats? Topic(PeerId peer, string topic)
    {
        if (!_peers.TryGetValue(peer, out PeerStats? stats)) return null;
        if (stats.Topics.TryGetValue(topic, out TopicStats? known)) return known;
        if (!_topics.TryGetValue(topic, out TopicScoreOptions? scoring)) return null;
        return stats.Topics[topic] = new TopicStats(scoring);
    }

    private void SetAddresses(PeerStats stats, IEnumerable<Multiaddr> addresses)
    {
        HashSet<IPAddress> fresh = [];
        foreach (Multiaddr address in addresses)
        {
            if (address.IpAddress is not { } ip) continue;
            if (ip.IsIPv4MappedToIPv6) ip = ip.MapToIPv4();
            if (!options.IpColocationExempt.Any(network => network.Contains(ip))) fresh.Add(ip);
        }
        foreach (IPAddress gone in stats.Addresses)
            if (!fresh.Contains(gone) && --_peersByAddress[gone] == 0) _peersByAddress.Remove(gone);
        foreach (IPAddress added in fresh)
            if (!stats.Addresses.Contains(added)) _peersByAddress[added] = _peersByAddress.GetValueOrDefault(added) + 1;
        stats.Addresses = fresh;
    }

    private void Forget(PeerStats stats)
    {
        SetAddresses(stats, []);
        if (!stats.Connected) _retained--;
        _peers.Remove(stats.Peer);
    }
}
