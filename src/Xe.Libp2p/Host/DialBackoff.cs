namespace Xe.Libp2p.Host;

/// <summary>Addresses of peers that failed and are left alone: 5 s after the first failure, then longer with the square of the
/// failures, 5 min at most. Bounded; thread-safe.</summary>
internal sealed class DialBackoff(TimeProvider clock)
{
    private const int MaxEntries = 8192;

    private static readonly TimeSpan Base = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<(PeerId, Multiaddr), Entry> _entries = [];

    public bool IsOn(PeerId peer, Multiaddr address)
    {
        lock (_lock) return _entries.TryGetValue((peer, address), out Entry? entry) && clock.GetElapsedTime(entry.Since) < entry.Pause;
    }

    public void Failed(PeerId peer, Multiaddr address)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue((peer, address), out Entry? entry))
            {
                if (_entries.Count >= MaxEntries) SweepLocked();
                if (_entries.Count >= MaxEntries) return; // nothing gained by remembering more
                _entries.Add((peer, address), entry = new Entry());
            }
            TimeSpan pause = Base + (Step * ((double)entry.Failures * entry.Failures));
            entry.Failures++;
            entry.Since = clock.GetTimestamp();
            entry.Pause = pause < Longest ? pause : Longest;
        }
    }

    public void Succeeded(PeerId peer, Multiaddr address)
    {
        lock (_lock) _entries.Remove((peer, address));
    }

    /// <summary>Forgets what has been over for a while.</summary>
    public void Sweep()
    {
        lock (_lock) SweepLocked();
    }

    private void SweepLocked()
    {
        foreach (((PeerId, Multiaddr) key, Entry entry) in _entries)
            if (clock.GetElapsedTime(entry.Since) > entry.Pause + Longest) _entries.Remove(key);
    }

    private sealed class Entry
    {
        public int Failures { get; set; }

        public long Since { get; set; }

        public TimeSpan Pause { get; set; }
    }
}
