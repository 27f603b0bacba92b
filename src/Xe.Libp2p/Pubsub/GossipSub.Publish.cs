using System.Buffers.Binary;
using Xe.Libp2p.Observability;
using Xe.Libp2p.Pubsub.Routing;
using Xe.Libp2p.Pubsub.Scoring;
using Xe.Libp2p.Pubsub.Wire;

namespace Xe.Libp2p.Pubsub;

/// <summary>Publishing, and who gets a message.</summary>
public sealed partial class GossipSub
{
    /// <summary>Signs a message and sends it to a topic, joined or not. A joined topic's validator decides first, and the
    /// message is delivered locally too.</summary>
    public async ValueTask<PublishResult> PublishAsync(string topic, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        PublishResult result = await PublishCoreAsync(topic, data, cancellationToken).ConfigureAwait(false);
        Libp2pMetrics.PubsubPublished.Add(1, new KeyValuePair<string, object?>("result", result.ToString()));
        return result;
    }

    private async ValueTask<PublishResult> PublishCoreAsync(string topic, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        if (_stopping.IsCancellationRequested) return PublishResult.Stopped;
        PubsubMessage? message = Sign(topic, data.Span);
        if (message is null) return PublishResult.TooLarge;
        GossipTopic? joined;
        lock (_gate) joined = _topics.GetValueOrDefault(topic)?.Joined;
        message.IdBytes = MessageIdOf(joined, message);
        if (joined is not null)
        {
            ValidationResult verdict = await Ask(joined, message, cancellationToken, out _).ConfigureAwait(false);
            if (verdict != ValidationResult.Accept)
                return verdict == ValidationResult.Reject ? PublishResult.Rejected : PublishResult.Ignored;
        }
        lock (_gate)
        {
            if (!_seen.TryAdd(message.IdBytes, out Delivery delivery)) return PublishResult.Duplicate;
            delivery.Status = DeliveryStatus.Valid;
            delivery.ValidatedAt = _clock.GetTimestamp();
            Distribute(message, joined);
        }
        return PublishResult.Published;
    }

    private PubsubMessage? Sign(string topic, ReadOnlySpan<byte> data)
    {
        Span<byte> seqno = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(seqno, Interlocked.Increment(ref _nextSeqno) - 1);
        bool signed = _options.SignaturePolicy == SignaturePolicy.StrictSign;
        return MessageSigner.Create(signed ? _network.Identity : null, _network.LocalPeer, topic, data, seqno, _options.MaxRpcBytes);
    }

    // Remembers an accepted message, sends it on, delivers it here.
    private void Distribute(PubsubMessage message, GossipTopic? joined)
    {
        _history.Put(message);
        if (_topics.TryGetValue(message.Topic, out TopicState? topic)) Forward(topic, message);
        else if (message.ReceivedFrom == _network.LocalPeer && _topics.Count < _options.MaxTopics) Forward(GetOrAddTopic(message.Topic), message);
        joined?.Deliver(message);
    }

    private void Forward(TopicState topic, PubsubMessage message)
    {
        bool own = message.ReceivedFrom == _network.LocalPeer;
        double publishThreshold = _options.Scoring.PublishThreshold;
        if (own && _options.FloodPublish)
        {
            foreach (PeerState peer in topic.Subscribers)
                if (peer.IsDirect || ScoreOf(peer) >= publishThreshold) SendTo(peer, message);
            return;
        }
        // Direct and floodsub peers are in no mesh.
        foreach (PeerState peer in topic.Subscribers)
            if (peer.IsDirect || (!peer.SpeaksMesh && ScoreOf(peer) >= publishThreshold)) SendTo(peer, message);
        if (topic.Joined is not null)
        {
            foreach (PeerState peer in topic.Mesh) SendTo(peer, message);
            // A mesh that is still thin would lose an own message: others of the topic help out.
            if (own && topic.Mesh.Count < _options.DegreeLow)
                foreach (PeerState peer in Pick(topic, _options.Degree - topic.Mesh.Count, peer => !topic.Mesh.Contains(peer) && ScoreOf(peer) >= publishThreshold))
                    SendTo(peer, message);
            return;
        }
        if (!own) return;
        topic.LastFanout = _clock.GetTimestamp();
        FillFanout(topic);
        foreach (PeerState peer in topic.Fanout) SendTo(peer, message);
    }

    private void FillFanout(TopicState topic)
    {
        double publishThreshold = _options.Scoring.PublishThreshold;
        if (topic.Fanout.Count > 0 && topic.Fanout.Count >= Math.Min(_options.Degree, topic.Subscribers.Count)) return;
        foreach (PeerState peer in Pick(topic, _options.Degree - topic.Fanout.Count, peer => !topic.Fanout.Contains(peer) && ScoreOf(peer) >= publishThreshold))
            topic.Fanout.Add(peer);
    }

    // Never back to where it came from, nor to its author.
    private static void SendTo(PeerState peer, PubsubMessage message)
    {
        if (peer.Id == message.ReceivedFrom || peer.Id == message.From) return;
        if (peer.Unwanted.Count > 0 && peer.Unwanted.ContainsKey(message.IdBytes)) return;
        peer.Outbox.TryAddMessage(message.Frame);
    }

    /// <summary>Random subscribers that can be in a mesh, direct peers excluded.</summary>
    private List<PeerState> Pick(TopicState topic, int count, Func<PeerState, bool> condition)
    {
        if (count <= 0) return [];
        List<PeerState> candidates = [.. topic.Subscribers.Where(peer => peer.SpeaksMesh && !peer.IsDirect && condition(peer))];
        _random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(candidates));
        if (candidates.Count > count) candidates.RemoveRange(count, candidates.Count - count);
        return candidates;
    }
}
