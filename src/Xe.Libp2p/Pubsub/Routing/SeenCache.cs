using System.Diagnostics.CodeAnalysis;
using Xe.Libp2p.Collections;
using Xe.Libp2p.Pubsub.Scoring;

namespace Xe.Libp2p.Pubsub.Routing;

/// <summary>Ids of messages seen lately, each with what became of it. An entry lives a fixed time from first sight; when
/// full, the oldest goes. Not thread-safe: the router's lock covers it.</summary>
internal sealed class SeenCache
{
    private readonly Dictionary<byte[], Delivery> _entries = new(BytesComparer.Instance);
    private readonly Dictionary<byte[], Delivery>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;
    private readonly Queue<(byte[] Id, long ExpiresAt)> _byAge = [];
    private readonly TimeProvider _clock;
    private readonly long _lifetime;
    private readonly int _maxEntries;

    public SeenCache(TimeProvider clock, TimeSpan lifetime, int maxEntries)
    {
        _clock = clock;
        _lifetime = (long)(lifetime.TotalSeconds * clock.TimestampFrequency);
        _maxEntries = maxEntries;
        _bySpan = _entries.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public int Count => _entries.Count;

    public bool TryGet(ReadOnlySpan<byte> id, [NotNullWhen(true)] out Delivery? delivery) => _bySpan.TryGetValue(id, out delivery);

    public bool Contains(ReadOnlySpan<byte> id) => _bySpan.ContainsKey(id);

    /// <summary>Marks an id as seen; false, with its record, where it was seen already.</summary>
    public bool TryAdd(byte[] id, out Delivery delivery)
    {
        if (_entries.TryGetValue(id, out Delivery? known))
        {
            delivery = known;
            return false;
        }
        if (_byAge.Count >= _maxEntries) _entries.Remove(_byAge.Dequeue().Id);
        delivery = new Delivery();
        _entries.Add(id, delivery);
        _byAge.Enqueue((id, _clock.GetTimestamp() + _lifetime));
        return true;
    }

    /// <summary>Forgets what is too old.</summary>
    public void Sweep()
    {
        long now = _clock.GetTimestamp();
        while (_byAge.TryPeek(out (byte[] Id, long ExpiresAt) oldest) && oldest.ExpiresAt <= now)
            _entries.Remove(_byAge.Dequeue().Id);
    }
}
