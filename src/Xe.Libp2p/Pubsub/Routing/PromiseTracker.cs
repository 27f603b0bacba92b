using Xe.Libp2p.Collections;

namespace Xe.Libp2p.Pubsub.Routing;

/// <summary>Promises: a peer that advertised a message and was asked for it must send it in time. One id of each IWANT is
/// watched, chosen at random, so a peer cannot know which. Not thread-safe: the router's lock covers it.</summary>
internal sealed class PromiseTracker(TimeProvider clock, TimeSpan followUp, Random random)
{
    private readonly Dictionary<byte[], Dictionary<PeerId, long>> _promises = new(BytesComparer.Instance);

    public int Count => _promises.Count;

    public void Add(PeerId peer, IReadOnlyList<byte[]> ids)
    {
        byte[] id = ids[random.Next(ids.Count)];
        if (!_promises.TryGetValue(id, out Dictionary<PeerId, long>? peers)) _promises[id] = peers = [];
        peers.TryAdd(peer, clock.GetTimestamp() + (long)(followUp.TotalSeconds * clock.TimestampFrequency));
    }

    /// <summary>The message came, from whomever.</summary>
    public void Fulfil(byte[] id) => _promises.Remove(id);

    /// <summary>Promises whose time is up, per peer; they are forgotten.</summary>
    public Dictionary<PeerId, int> TakeBroken()
    {
        Dictionary<PeerId, int> broken = [];
        long now = clock.GetTimestamp();
        foreach ((byte[] id, Dictionary<PeerId, long> peers) in _promises)
        {
            foreach ((PeerId peer, long expiresAt) in peers)
            {
                if (expiresAt > now) continue;
                broken[peer] = broken.GetValueOrDefault(peer) + 1;
                peers.Remove(peer);
            }
            if (peers.Count == 0) _promises.Remove(id);
        }
        return broken;
    }

    public void Forget(PeerId peer)
    {
        foreach ((byte[] id, Dictionary<PeerId, long> peers) in _promises)
            if (peers.Remove(peer) && peers.Count == 0) _promises.Remove(id);
    }
}
