using Xe.Libp2p;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Limits;

/// <summary>Two-level rate limit (spec 06 §6): the peer's bucket first, so that a noisy peer cannot drain the global one.
/// Thread-safe; bounded in peers.</summary>
internal sealed class PeerRateLimiter(PeerRateLimits limits, TimeProvider clock)
{
    private static readonly TimeSpan IdleAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly FifoMap<PeerId, TokenBucket> _peers = new(limits.MaxPeers);
    private TokenBucket _global = new(limits.GlobalRate, limits.GlobalBurst, clock.GetTimestamp());
    private long? _lastSweep;

    /// <summary>Peers tracked.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _peers.Count;
        }
    }

    /// <summary>True where the peer may be served now.</summary>
    public bool TryTake(PeerId peer)
    {
        lock (_gate)
        {
            long now = clock.GetTimestamp();
            if (!_peers.TryGet(peer, out TokenBucket bucket))
            {
                if (_peers.IsFull)
                    Sweep(now);
                bucket = new TokenBucket(limits.PeerRate, limits.PeerBurst, now);
            }
            bool allowed = bucket.TryTake(clock, now);
            _peers.Set(peer, bucket);
            return allowed && _global.TryTake(clock, now);
        }
    }

    private void Sweep(long now)
    {
        if (_lastSweep is { } last && clock.GetElapsedTime(last, now) < SweepInterval)
            return;
        _lastSweep = now;
        _peers.RemoveWhere((_, bucket) => clock.GetElapsedTime(bucket.LastUse, now) > IdleAfter);
    }
}
