using System.Runtime.InteropServices;
using Xe.Libp2p.Observability;
using Xe.Libp2p.Pubsub.Routing;
using Xe.Libp2p.Pubsub.Wire;

namespace Xe.Libp2p.Pubsub;

/// <summary>The heartbeat: mesh maintenance, gossip, ageing.</summary>
public sealed partial class GossipSub
{
    private long _ticks;
    private long _lastDecay;
    private long _lastReport;

    private async Task BeatAsync()
    {
        await Task.Delay(_options.HeartbeatInitialDelay, _clock, _stopping.Token).ConfigureAwait(false);
        using PeriodicTimer timer = new(_options.HeartbeatInterval, _clock);
        do
        {
            try
            {
                Heartbeat();
            }
            catch (Exception e) when (!_stopping.IsCancellationRequested)
            {
                _logger.PubsubLoopFailed("heartbeat", e);
            }
        }
        while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false));
    }

    /// <summary>One heartbeat; tests with a manual clock call it.</summary>
    internal void Heartbeat()
    {
        if (IsDecayDue()) RefreshAddresses();
        List<PeerScoreSnapshot> low = [];
        lock (_gate)
        {
            _ticks++;
            AgeCounters();
            foreach ((PeerId peer, int count) in _promises.TakeBroken()) _score.Penalise(peer, count);
            _seen.Sweep();
            foreach (TopicState topic in _topics.Values)
            {
                ClearBackoff(topic);
                if (topic.Joined is not null)
                {
                    MaintainMesh(topic);
                    Gossip(topic, topic.Mesh);
                }
                else if (topic.Fanout.Count > 0)
                {
                    MaintainFanout(topic);
                    Gossip(topic, topic.Fanout);
                }
            }
            foreach (TopicState topic in _topics.Values.Where(topic => topic.IsIdle).ToArray()) _topics.Remove(topic.Name);
            _history.Shift();
            if (_clock.GetElapsedTime(_lastReport) >= _options.Scoring.ReportInterval)
            {
                _lastReport = _clock.GetTimestamp();
                low.AddRange(_score.InspectConnected().Where(peer => peer.Score < _options.Scoring.GossipThreshold));
            }
        }
        foreach (PeerScoreSnapshot peer in low) _logger.PubsubLowScore(peer.Peer, peer.Score, _options.Scoring.GossipThreshold);
        if (_options.DirectPeers.Count > 0 && _ticks % _options.DirectConnectTicks == 1) ConnectDirectPeers();
    }

    private bool IsDecayDue() => _clock.GetElapsedTime(_lastDecay) >= _options.Scoring.DecayInterval;

    private void AgeCounters()
    {
        foreach (PeerState peer in _peers.Values) peer.StartHeartbeat();
        if (_lastDecay == 0) _lastDecay = _lastReport = _clock.GetTimestamp();
        if (!IsDecayDue()) return;
        _lastDecay = _clock.GetTimestamp();
        _score.Decay();
    }

    // Kept a heartbeat longer than agreed, so that a GRAFT of ours never comes early for the other side.
    private void ClearBackoff(TopicState topic)
    {
        long now = _clock.GetTimestamp() - Stamp(2 * _options.HeartbeatInterval);
        foreach ((PeerId peer, long until) in topic.Backoff)
            if (until < now) topic.Backoff.Remove(peer);
    }

    private void MaintainMesh(TopicState topic)
    {
        foreach (PeerState peer in topic.Mesh.Where(peer => ScoreOf(peer) < 0).ToArray()) Expel(topic, peer);
        if (topic.Mesh.Count < _options.DegreeLow)
            foreach (PeerState peer in Pick(topic, _options.Degree - topic.Mesh.Count, peer => CanGraft(topic, peer))) Graft(topic, peer);
        if (topic.Mesh.Count > _options.DegreeHigh) ShrinkMesh(topic);
        if (topic.Mesh.Count >= _options.DegreeLow)
        {
            int missing = _options.DegreeOut - topic.Mesh.Count(peer => peer.IsOutbound);
            foreach (PeerState peer in Pick(topic, missing, peer => peer.IsOutbound && CanGraft(topic, peer))) Graft(topic, peer);
        }
        if (_ticks % _options.OpportunisticGraftTicks == 0 && topic.Mesh.Count > 1) GraftBetterPeers(topic);
    }

    private void Expel(TopicState topic, PeerState peer)
    {
        Prune(topic, peer, _options.PruneBackoff);
        topic.Mesh.Remove(peer);
    }

    /// <summary>Keeps D peers: the best D_score, the rest at random, D_out of all dialled by this host where there are that many.</summary>
    private void ShrinkMesh(TopicState topic)
    {
        PeerState[] peers = [.. topic.Mesh];
        _random.Shuffle(peers);
        peers = [.. peers.OrderByDescending(ScoreOf)];
        _random.Shuffle(peers.AsSpan(Math.Min(_options.DegreeScore, peers.Length)));
        List<PeerState> kept = [.. peers.Take(_options.Degree)];
        Queue<PeerState> outbound = new(peers.Skip(_options.Degree).Where(peer => peer.IsOutbound));
        int missing = _options.DegreeOut - kept.Count(peer => peer.IsOutbound);
        // From the end: those are the random ones.
        for (int i = kept.Count - 1; i >= 0 && missing > 0 && outbound.Count > 0; i--)
        {
            if (kept[i].IsOutbound) continue;
            kept[i] = outbound.Dequeue();
            missing--;
        }
        foreach (PeerState peer in peers.Except(kept)) Expel(topic, peer);
    }

    private void GraftBetterPeers(TopicState topic)
    {
        double[] scores = [.. topic.Mesh.Select(ScoreOf).Order()];
        double median = scores[scores.Length / 2];
        if (median >= _options.Scoring.OpportunisticGraftThreshold) return;
        foreach (PeerState peer in Pick(topic, _options.OpportunisticGraftPeers, peer => CanGraft(topic, peer) && ScoreOf(peer) > median)) Graft(topic, peer);
    }

    private void MaintainFanout(TopicState topic)
    {
        if (_clock.GetElapsedTime(topic.LastFanout) > _options.FanoutLifetime)
        {
            topic.Fanout.Clear();
            return;
        }
        topic.Fanout.RemoveWhere(peer => !topic.Subscribers.Contains(peer) || ScoreOf(peer) < _options.Scoring.PublishThreshold);
        FillFanout(topic);
    }

    /// <summary>Tells some peers outside the mesh what messages there are.</summary>
    private void Gossip(TopicState topic, HashSet<PeerState> exclude)
    {
        List<byte[]> known = _history.GossipIds(topic.Name);
        if (known.Count == 0) return;
        double threshold = _options.Scoring.GossipThreshold;
        List<PeerState> candidates = Pick(topic, int.MaxValue, peer => !exclude.Contains(peer) && ScoreOf(peer) >= threshold);
        int count = Math.Max(_options.DegreeLazy, (int)(_options.GossipFactor * candidates.Count));
        Span<byte[]> ids = CollectionsMarshal.AsSpan(known);
        byte[][]? frames = null;
        foreach (PeerState peer in candidates.Take(count))
        {
            // Everybody gets the same frames, except where there is more to tell than fits: then each gets another choice.
            if (frames is null || known.Count > _options.MaxIHaveIds)
            {
                _random.Shuffle(ids);
                byte[][] chosen = ids[..Math.Min(ids.Length, _options.MaxIHaveIds)].ToArray();
                frames = [.. Split(chosen, _options.MaxRpcBytes, RpcWriter.EntryOverhead(topic.Name)).Select(part => RpcWriter.IHave(topic.Name, part))];
            }
            foreach (byte[] frame in frames) peer.Outbox.TryAddGossip(frame);
        }
    }

    private void ConnectDirectPeers()
    {
        foreach ((PeerId peer, IReadOnlyList<Multiaddr> addresses) in _options.DirectPeers)
        {
            bool known;
            lock (_gate) known = _peers.ContainsKey(peer);
            if (!known) _ = ConnectAsync(peer, addresses);
        }
    }

    private async Task ConnectAsync(PeerId peer, IReadOnlyList<Multiaddr> addresses)
    {
        try
        {
            await _network.ConnectAsync(peer, addresses, _stopping.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _logger.PubsubConnectFailed(peer, e.Message);
        }
    }
}
