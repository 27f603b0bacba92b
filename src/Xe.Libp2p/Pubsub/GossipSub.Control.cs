using System.Runtime.InteropServices;
using System.Text;
using Xe.Libp2p.Collections;
using Xe.Libp2p.Observability;
using Xe.Libp2p.Pubsub.Routing;
using Xe.Libp2p.Pubsub.Wire;

namespace Xe.Libp2p.Pubsub;

/// <summary>Control messages. All under the router's lock.</summary>
public sealed partial class GossipSub
{
    private static readonly TimeSpan MaxBackoff = TimeSpan.FromHours(1);

    private void TakeControl(PeerState peer, RpcFrame rpc)
    {
        if (!peer.SpeaksMesh) return;
        double score = ScoreOf(peer);
        bool gossips = score >= _options.Scoring.GossipThreshold;
        if (gossips && rpc.IHave.Length > 0) TakeIHave(peer, rpc);
        if (gossips && rpc.IWant.Length > 0) TakeIWant(peer, rpc);
        foreach (ControlEntry entry in rpc.Prune) TakePrune(peer, rpc, entry);
        if (rpc.Graft.Length > 0) TakeGraft(peer, rpc);
        if (rpc.IDontWant.Length > 0) TakeIDontWant(peer, rpc);
    }

    private TopicState? FindTopic(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name.Length > _options.MaxTopicBytes) return null;
        Span<char> text = stackalloc char[name.Length];
        return Encoding.UTF8.TryGetChars(name, text, out int written) && _topicsByName.TryGetValue(text[..written], out TopicState? topic) ? topic : null;
    }

    private void TakeIHave(PeerState peer, RpcFrame rpc)
    {
        if (++peer.IHaveMessages > _options.MaxIHaveMessages)
        {
            Flood("ihave");
            return;
        }
        int room = _options.MaxIHaveIds - peer.IdsAskedFor;
        if (room <= 0) return;
        HashSet<byte[]> wanted = new(BytesComparer.Instance);
        HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> lookup = wanted.GetAlternateLookup<ReadOnlySpan<byte>>();
        int looked = 0;
        foreach (ControlEntry entry in rpc.IHave)
        {
            if (FindTopic(rpc[entry.Topic])?.Joined is null) continue;
            foreach (Slice item in rpc.ItemsOf(entry))
            {
                if (++looked > _options.MaxIHaveIds) break;
                ReadOnlySpan<byte> id = rpc[item];
                if (id.Length is 0 || id.Length > _options.MaxMessageIdBytes || _seen.Contains(id)) continue;
                lookup.Add(id);
            }
        }
        if (wanted.Count == 0) return;
        byte[][] ids = [.. wanted];
        _random.Shuffle(ids);
        if (ids.Length > room) ids = ids[..room];
        peer.IdsAskedFor += ids.Length;
        foreach (byte[][] part in Split(ids, _options.MaxRpcBytes, 32))
            if (peer.Outbox.TryAddGossip(RpcWriter.IWant(part))) _promises.Add(peer.Id, part);
    }

    private void TakeIWant(PeerState peer, RpcFrame rpc)
    {
        foreach (ControlEntry entry in rpc.IWant)
        {
            foreach (Slice item in rpc.ItemsOf(entry))
            {
                if (peer.IdsServed >= _options.MaxIWantIds)
                {
                    Flood("iwant");
                    return;
                }
                peer.IdsServed++;
                if (!_history.TryGetFor(peer.Id, rpc[item], out PubsubMessage? message, out int times) || times > _options.GossipRetransmission) continue;
                SendTo(peer, message);
            }
        }
    }

    private void TakePrune(PeerState peer, RpcFrame rpc, in ControlEntry entry)
    {
        TopicState? topic = FindTopic(rpc[entry.Topic]);
        if (topic?.Joined is null) return;
        if (topic.Mesh.Remove(peer)) _score.Prune(peer.Id, topic.Name);
        TimeSpan backoff = entry.BackoffSeconds > 0
            ? TimeSpan.FromSeconds(Math.Min(entry.BackoffSeconds, (ulong)MaxBackoff.TotalSeconds))
            : _options.PruneBackoff;
        AddBackoff(topic, peer.Id, backoff);
        if (entry.ItemCount > 0) TakePeerExchange(peer, rpc, entry);
    }

    private void TakeGraft(PeerState peer, RpcFrame rpc)
    {
        long now = _clock.GetTimestamp();
        HashSet<TopicState> done = [];
        foreach (ControlEntry entry in rpc.Graft)
        {
            // GRAFTs for topics not joined are ignored; each topic counts once an RPC.
            if (FindTopic(rpc[entry.Topic]) is not { Joined: not null } topic || !done.Add(topic) || topic.Mesh.Contains(peer)) continue;
            if (peer.IsDirect)
            {
                Prune(topic, peer, _options.PruneBackoff);
                continue;
            }
            if (topic.Backoff.TryGetValue(peer.Id, out long until) && now < until)
            {
                _score.Penalise(peer.Id, 1);
                long flooded = until + Stamp(_options.GraftFloodThreshold) - Stamp(_options.PruneBackoff);
                if (now < flooded) _score.Penalise(peer.Id, 1);
                Flood("graft in back-off");
                Prune(topic, peer, _options.PruneBackoff);
                continue;
            }
            if (ScoreOf(peer) < 0 || (topic.Mesh.Count >= _options.DegreeHigh && !peer.IsOutbound))
            {
                Prune(topic, peer, _options.PruneBackoff);
                continue;
            }
            topic.Mesh.Add(peer);
            _score.Graft(peer.Id, topic.Name);
        }
    }

    private void TakeIDontWant(PeerState peer, RpcFrame rpc)
    {
        if (++peer.IDontWantMessages > _options.MaxIDontWantMessages)
        {
            Flood("idontwant");
            return;
        }
        foreach (ControlEntry entry in rpc.IDontWant)
        {
            foreach (Slice item in rpc.ItemsOf(entry))
            {
                if (++peer.IDontWantIds > _options.MaxIDontWantIds) return;
                if (item.Length is 0 || item.Length > _options.MaxMessageIdBytes) continue;
                peer.Unwanted[rpc[item].ToArray()] = _options.IDontWantHeartbeats;
            }
        }
    }

    /// <summary>Tells the mesh not to send a large message that is here already.</summary>
    private void TellUnwanted(PeerState from, PubsubMessage message)
    {
        if (!_topics.TryGetValue(message.Topic, out TopicState? topic)) return;
        byte[]? frame = null;
        foreach (PeerState peer in topic.Mesh)
            if (peer != from && peer.KnowsIDontWant) peer.Outbox.TryAddGossip(frame ??= RpcWriter.IDontWant([message.IdBytes]));
    }

    private void JoinMesh(TopicState topic)
    {
        foreach (PeerState peer in topic.Fanout)
            if (CanGraft(topic, peer) && topic.Mesh.Count < _options.Degree) Graft(topic, peer);
        topic.Fanout.Clear();
        foreach (PeerState peer in Pick(topic, _options.Degree - topic.Mesh.Count, peer => CanGraft(topic, peer))) Graft(topic, peer);
    }

    private bool CanGraft(TopicState topic, PeerState peer) =>
        peer.SpeaksMesh && !peer.IsDirect && !topic.Mesh.Contains(peer) && !topic.Backoff.ContainsKey(peer.Id) && ScoreOf(peer) >= 0;

    private void Graft(TopicState topic, PeerState peer)
    {
        topic.Mesh.Add(peer);
        _score.Graft(peer.Id, topic.Name);
        peer.Outbox.Graft(topic.Name);
    }

    // The caller takes the peer out of the mesh where it is in it.
    private void Prune(TopicState topic, PeerState peer, TimeSpan backoff)
    {
        if (topic.Mesh.Contains(peer)) _score.Prune(peer.Id, topic.Name);
        AddBackoff(topic, peer.Id, backoff);
        peer.Outbox.Prune(topic.Name, peer.KnowsBackoff ? (ulong)backoff.TotalSeconds : 0);
    }

    private void AddBackoff(TopicState topic, PeerId peer, TimeSpan backoff)
    {
        // Whoever comes under ever new identities makes the oldest back-offs go, not memory grow.
        if (topic.Backoff.Count >= _options.MaxBackoffsPerTopic && !topic.Backoff.ContainsKey(peer))
            topic.Backoff.Remove(topic.Backoff.MinBy(entry => entry.Value).Key);
        long until = _clock.GetTimestamp() + Stamp(backoff);
        if (!topic.Backoff.TryGetValue(peer, out long known) || known < until) topic.Backoff[peer] = until;
    }

    private long Stamp(TimeSpan time) => (long)(time.TotalSeconds * _clock.TimestampFrequency);

    private static void Flood(string kind) =>
        Libp2pMetrics.PubsubRefused.Add(1, new KeyValuePair<string, object?>("reason", kind));

    /// <summary>Runs of ids that each fit one RPC.</summary>
    private static IEnumerable<byte[][]> Split(byte[][] ids, int maxBytes, int overhead)
    {
        int start = 0;
        int bytes = overhead;
        for (int i = 0; i < ids.Length; i++)
        {
            int length = RpcWriter.IdLength(ids[i]);
            if (i > start && bytes + length > maxBytes)
            {
                yield return ids[start..i];
                start = i;
                bytes = overhead;
            }
            bytes += length;
        }
        if (start < ids.Length) yield return ids[start..];
    }
}
