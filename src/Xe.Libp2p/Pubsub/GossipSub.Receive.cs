using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Xe.Libp2p.Observability;
using Xe.Libp2p.Pubsub.Routing;
using Xe.Libp2p.Pubsub.Scoring;
using Xe.Libp2p.Pubsub.Wire;

namespace Xe.Libp2p.Pubsub;

/// <summary>What arrives: subscriptions, messages on their way to validation, control.</summary>
public sealed partial class GossipSub
{
    private const int MaxInlineId = 128;

    // False once the peer is gone.
    private bool Receive(PeerState peer, RpcFrame rpc)
    {
        if (rpc.Subscriptions.Length > _options.MaxSubscriptionsPerRpc)
        {
            Libp2pMetrics.PubsubRefused.Add(1, new KeyValuePair<string, object?>("reason", "subscriptions"));
            return true;
        }
        lock (_gate)
        {
            if (!_peers.TryGetValue(peer.Id, out PeerState? current) || current != peer) return false;
            if (rpc.Subscriptions.Length > 0) TakeSubscriptions(peer, rpc);
            if (IsGraylisted(peer))
            {
                Libp2pMetrics.PubsubRefused.Add(1, new KeyValuePair<string, object?>("reason", "graylisted"));
                return true;
            }
        }
        foreach (Slice message in rpc.Messages)
            if (!TakeMessage(peer, rpc, message)) return true;
        if (rpc.HasControl)
            lock (_gate) TakeControl(peer, rpc);
        return true;
    }

    private bool IsGraylisted(PeerState peer) => !peer.IsDirect && ScoreOf(peer) < _options.Scoring.GraylistThreshold;

    private void TakeSubscriptions(PeerState peer, RpcFrame rpc)
    {
        // Entries of one RPC that contradict each other cancel out.
        Dictionary<string, bool?> wanted = [];
        foreach (SubscriptionEntry entry in rpc.Subscriptions)
        {
            if (entry.Topic.Length == 0 || entry.Topic.Length > _options.MaxTopicBytes) continue;
            string topic = Encoding.UTF8.GetString(rpc[entry.Topic]);
            if (_options.AllowedTopics is { } allowed && !allowed.Contains(topic)) continue;
            wanted[topic] = wanted.TryGetValue(topic, out bool? other) && other != entry.Subscribe ? null : entry.Subscribe;
        }
        foreach ((string name, bool? subscribe) in wanted)
        {
            if (subscribe == true) Subscribe(peer, name);
            else if (subscribe == false) Unsubscribe(peer, name);
        }
    }

    private void Subscribe(PeerState peer, string name)
    {
        if (!_topics.TryGetValue(name, out TopicState? topic))
        {
            if (_topics.Count >= _options.MaxTopics || peer.Topics.Count >= _options.MaxTopicsPerPeer) return;
            topic = GetOrAddTopic(name);
        }
        else if (topic.Joined is null && peer.Topics.Count >= _options.MaxTopicsPerPeer) return;
        if (topic.Subscribers.Add(peer)) peer.Topics.Add(topic);
    }

    private void Unsubscribe(PeerState peer, string name)
    {
        if (!_topics.TryGetValue(name, out TopicState? topic)) return;
        topic.Subscribers.Remove(peer);
        topic.Fanout.Remove(peer);
        peer.Topics.Remove(topic);
        if (topic.Mesh.Remove(peer)) _score.Prune(peer.Id, name);
        if (topic.IsIdle) _topics.Remove(name);
    }

    // False when nothing more is taken from this RPC.
    private bool TakeMessage(PeerState peer, RpcFrame rpc, Slice slice)
    {
        if (!MessageView.TryParse(rpc[slice], out MessageView view))
        {
            Libp2pMetrics.PubsubRefused.Add(1, new KeyValuePair<string, object?>("reason", "malformed"));
            lock (_gate) _score.Penalise(peer.Id, 1);
            return true;
        }
        GossipTopic? topic;
        lock (_gate) topic = FindTopic(view.Topic)?.Joined;
        if (topic is null) return true;
        string? refusal = CheckPolicy(view, out bool counts);
        if (refusal is not null) return Refuse(peer, topic.Name, refusal, counts);
        if (_options.SignaturePolicy == SignaturePolicy.StrictSign && view.From.SequenceEqual(_network.LocalPeer.Span))
            return Refuse(peer, topic.Name, "claims to be from this host", counts: true);

        bool defaultId = topic.Options.MessageId is null && _options.SignaturePolicy == SignaturePolicy.StrictSign;
        if (defaultId)
        {
            // Most copies are duplicates: they are recognised before anything is copied.
            int length = view.From.Length + view.Seqno.Length;
            if (length > Math.Min(_options.MaxMessageIdBytes, MaxInlineId)) return Refuse(peer, topic.Name, "message id too long", counts: false);
            Span<byte> id = stackalloc byte[MaxInlineId];
            id = id[..length];
            view.From.CopyTo(id);
            view.Seqno.CopyTo(id[view.From.Length..]);
            if (IsDuplicate(peer, topic.Name, id)) return true;
            return Enqueue(peer, topic, view, id.ToArray());
        }
        return Enqueue(peer, topic, view, null);
    }

    private bool Enqueue(PeerState peer, GossipTopic topic, in MessageView view, byte[]? id)
    {
        ReadOnlySpan<byte> raw = view.IsCanonical ? view.Raw : view.ToCanonical();
        byte[]? frame = RpcWriter.TryFrameMessage(raw, _options.MaxRpcBytes, out int offset);
        if (frame is null) return Refuse(peer, topic.Name, "too large", counts: false);
        MessageView own = view;
        if (!view.IsCanonical && !MessageView.TryParse(raw, out own)) return Refuse(peer, topic.Name, "malformed", counts: false);
        PeerId? from = view.From.SequenceEqual(peer.Id.Span) ? peer.Id : null;
        if (from is null && view.Has(MessageView.FromField) && !PeerId.TryFromBytes(view.From, out from))
            return Refuse(peer, topic.Name, "author is no peer id", counts: true);
        PubsubMessage message = new(topic.Name, peer.Id, from, frame, Part(frame, offset, own, own.Data), Part(frame, offset, own, own.Seqno));
        message.IdBytes = id ?? MessageIdOf(topic, message);
        if (id is null)
        {
            if (message.IdBytes.Length > _options.MaxMessageIdBytes) return Refuse(peer, topic.Name, "message id too long", counts: false);
            if (IsDuplicate(peer, topic.Name, message.IdBytes)) return true;
        }
        peer.Intake.Enter();
        if (_validation.Writer.TryWrite(new Incoming(peer, message, new Slice(offset, frame.Length - offset), topic))) return true;
        peer.Intake.Leave();
        Libp2pMetrics.PubsubReceived.Add(1, new KeyValuePair<string, object?>("result", "throttled"));
        return true;
    }

    /// <summary>Why the message breaks the signature policy, and whether that is held against its sender.</summary>
    private string? CheckPolicy(in MessageView view, out bool counts)
    {
        counts = true;
        if (_options.SignaturePolicy == SignaturePolicy.StrictSign)
        {
            if (!view.Has(MessageView.SignatureField)) return "no signature";
            // Other implementations let a signed message without a sequence number pass, so its relay is not to blame.
            counts = false;
            return view.Has(MessageView.SeqnoField) ? null : "no sequence number";
        }
        if (view.Has(MessageView.SignatureField)) return "unexpected signature";
        return view.Has(MessageView.FromField) || view.Has(MessageView.SeqnoField) || view.Has(MessageView.KeyField)
            ? "unexpected author"
            : null;
    }

    private bool Refuse(PeerState peer, string topic, string reason, bool counts)
    {
        Libp2pMetrics.PubsubReceived.Add(1, new KeyValuePair<string, object?>("result", "rejected"));
        _logger.PubsubMessageRefused(topic, peer.Id, reason);
        if (!counts) return true;
        lock (_gate)
        {
            _score.Invalid(peer.Id, topic);
            return !IsGraylisted(peer);
        }
    }

    private bool IsDuplicate(PeerState peer, string topic, ReadOnlySpan<byte> id)
    {
        lock (_gate)
        {
            if (!_seen.TryGet(id, out Delivery? delivery)) return false;
            _score.Duplicate(delivery, peer.Id, topic);
        }
        Libp2pMetrics.PubsubReceived.Add(1, new KeyValuePair<string, object?>("result", "duplicate"));
        return true;
    }

    private byte[] MessageIdOf(GossipTopic? topic, PubsubMessage message)
    {
        if (topic?.Options.MessageId is { } function) return function(message);
        return _options.SignaturePolicy == SignaturePolicy.StrictSign
            ? [.. message.From!.Span, .. message.Seqno.Span]
            : SHA256.HashData(message.Data.Span);
    }

    private static ReadOnlyMemory<byte> Part(byte[] frame, int offset, in MessageView message, ReadOnlySpan<byte> part)
    {
        if (part.IsEmpty) return default;
        message.Raw.Overlaps(part, out int start);
        return frame.AsMemory(offset + start, part.Length);
    }
}
