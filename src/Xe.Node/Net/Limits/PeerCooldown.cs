using Xe.Libp2p;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Limits;

/// <summary>At most one turn per peer and interval. Thread-safe; bounded, the longest known peer is forgotten first.</summary>
internal sealed class PeerCooldown(TimeSpan interval, TimeProvider clock, int maxPeers = 4096)
{
    private readonly Lock _gate = new();
    private readonly FifoMap<PeerId, long> _last = new(maxPeers);

    /// <summary>True, and the interval begins anew, where the peer's last turn is long enough ago.</summary>
    public bool TryTake(PeerId peer)
    {
        lock (_gate)
        {
            long now = clock.GetTimestamp();
            if (_last.TryGet(peer, out long last) && clock.GetElapsedTime(last, now) < interval)
                return false;
            _last.Remove(peer);
            _last.Set(peer, now);
            return true;
        }
    }

    /// <summary>Begins the peer's interval anew: its turn came later than it was taken.</summary>
    public void Restart(PeerId peer)
    {
        lock (_gate)
        {
            _last.Remove(peer);
            _last.Set(peer, clock.GetTimestamp());
        }
    }

    /// <summary>Time until the peer's next turn; zero where it may be now.</summary>
    public TimeSpan Remaining(PeerId peer)
    {
        lock (_gate)
        {
            if (!_last.TryGet(peer, out long last))
                return TimeSpan.Zero;
            TimeSpan left = interval - clock.GetElapsedTime(last);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }
}
