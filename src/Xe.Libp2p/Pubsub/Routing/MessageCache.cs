using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Xe.Libp2p.Collections;

namespace Xe.Libp2p.Pubsub.Routing;

/// <summary>Accepted messages of the last heartbeats: what IHAVE advertises and IWANT is answered from. Bounded in
/// heartbeats and bytes. Not thread-safe: the router's lock covers it.</summary>
internal sealed class MessageCache
{
    private readonly Dictionary<byte[], Entry> _entries = new(BytesComparer.Instance);
    private readonly Dictionary<byte[], Entry>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;
    private readonly List<Entry>[] _windows; // newest first
    private readonly int _gossipWindows;
    private readonly long _maxBytes;
    private long _bytes;

    public MessageCache(int historyLength, int gossipWindows, long maxBytes)
    {
        _windows = new List<Entry>[historyLength];
        for (int i = 0; i < historyLength; i++) _windows[i] = [];
        _gossipWindows = Math.Min(gossipWindows, historyLength);
        _maxBytes = maxBytes;
        _bySpan = _entries.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public int Count => _entries.Count;

    public long Bytes => _bytes;

    public void Put(PubsubMessage message)
    {
        Entry entry = new(message);
        if (!_entries.TryAdd(message.IdBytes, entry)) return;
        _bytes += message.Frame.Length;
        _windows[0].Add(entry);
        for (int i = _windows.Length - 1; i >= 0 && _bytes > _maxBytes; i--)
            if (_windows[i].Count > 0) Drop(_windows[i]);
    }

    /// <summary>A message for a peer that asked for it, with how often this peer has by now.</summary>
    public bool TryGetFor(PeerId peer, ReadOnlySpan<byte> id, [NotNullWhen(true)] out PubsubMessage? message, out int times)
    {
        message = null;
        times = 0;
        if (!_bySpan.TryGetValue(id, out Entry? entry)) return false;
        times = entry.CountRequest(peer);
        message = entry.Message;
        return true;
    }

    /// <summary>Ids of a topic's messages to advertise.</summary>
    public List<byte[]> GossipIds(string topic)
    {
        List<byte[]> ids = [];
        for (int i = 0; i < _gossipWindows; i++)
            foreach (Entry entry in _windows[i])
                if (entry.Message.Topic == topic) ids.Add(entry.Message.IdBytes);
        return ids;
    }

    /// <summary>A heartbeat has passed: the oldest window is forgotten.</summary>
    public void Shift()
    {
        List<Entry> oldest = _windows[^1];
        Drop(oldest);
        for (int i = _windows.Length - 1; i > 0; i--) _windows[i] = _windows[i - 1];
        _windows[0] = oldest;
    }

    private void Drop(List<Entry> window)
    {
        foreach (Entry entry in window)
        {
            _entries.Remove(entry.Message.IdBytes);
            _bytes -= entry.Message.Frame.Length;
        }
        window.Clear();
    }

    private sealed class Entry(PubsubMessage message)
    {
        private Dictionary<PeerId, int>? _asked;

        public PubsubMessage Message { get; } = message;

        public int CountRequest(PeerId peer) =>
            ++CollectionsMarshal.GetValueRefOrAddDefault(_asked ??= new Dictionary<PeerId, int>(1), peer, out _);
    }
}
