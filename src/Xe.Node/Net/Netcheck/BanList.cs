using Xe.Core.Primitives;
using Xe.Libp2p;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Netcheck;

/// <summary>Peers that are refused for a while, by peer id (spec 06 §4). Expiry is wall-clock time, because bans outlive the
/// process. Thread-safe; bounded.</summary>
public sealed class BanList
{
    /// <summary>Most peers banned at a time.</summary>
    public const int MaxEntries = 4096;

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly FifoMap<PeerId, long> _expiry = new(MaxEntries);
    private readonly HashSet<PeerId> _trusted = [];
    private long? _lastSweep;
    private long _version;

    /// <summary>An empty list.</summary>
    public BanList(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
    }

    /// <summary>Counts changes, so that an unchanged list is not written again.</summary>
    public long Version
    {
        get
        {
            lock (_gate)
                return _version;
        }
    }

    /// <summary>Banned peers, including expired ones not yet swept.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _expiry.Count;
        }
    }

    /// <summary>Declares a bootstrap peer: never banned from now on, an existing ban is lifted.</summary>
    public void Trust(PeerId peer)
    {
        lock (_gate)
        {
            _trusted.Add(peer);
            if (_expiry.Remove(peer))
                _version++;
        }
    }

    /// <summary>True for bootstrap peers.</summary>
    public bool IsTrusted(PeerId peer)
    {
        lock (_gate)
            return _trusted.Contains(peer);
    }

    /// <summary>Bans from now on; false for a trusted peer, which is never banned.</summary>
    public bool Ban(PeerId peer, TimeSpan duration) =>
        BanUntil(peer, _clock.UnixNow() + duration.Ticks * TimeSpan.NanosecondsPerTick);

    /// <summary>True while a ban is in force.</summary>
    public bool IsBanned(PeerId peer)
    {
        lock (_gate)
        {
            if (!_expiry.TryGet(peer, out long expiry))
                return false;
            if (expiry > _clock.UnixNow())
                return true;
            _expiry.Remove(peer);
            _version++;
            return false;
        }
    }

    /// <summary>Forgets expired bans.</summary>
    public void Sweep()
    {
        lock (_gate)
            SweepLocked();
    }

    /// <summary>The bans in force with their expiry, Unix ns, and the version they belong to.</summary>
    public IReadOnlyList<KeyValuePair<PeerId, long>> Snapshot(out long version)
    {
        lock (_gate)
        {
            version = _version;
            long now = _clock.UnixNow();
            return [.. _expiry.Entries.Where(entry => entry.Value > now)];
        }
    }

    internal bool BanUntil(PeerId peer, long expiryNs)
    {
        lock (_gate)
        {
            if (_trusted.Contains(peer))
                return false;
            long now = _clock.GetTimestamp();
            if (_expiry.IsFull && (_lastSweep is not { } last || _clock.GetElapsedTime(last, now) >= SweepInterval))
            {
                _lastSweep = now;
                SweepLocked();
            }
            _expiry.Set(peer, expiryNs);
            _version++;
            return true;
        }
    }

    private void SweepLocked()
    {
        long now = _clock.UnixNow();
        if (_expiry.RemoveWhere((_, expiry) => expiry <= now) > 0)
            _version++;
    }
}
