using Xe.Libp2p;
using Xe.Node.Net.Limits;
using Xe.Node.Net.Wire;
using Xe.Node.Tests.Net.Fakes;

namespace Xe.Node.Tests.Net;

public sealed class LimitTests
{
    [Fact]
    public void A_peer_gets_its_burst_and_then_its_rate()
    {
        ManualClock clock = new();
        PeerRateLimiter limiter = new(PeerRateLimits.Netcheck, clock);
        PeerId peer = NewPeer();
        Assert.Equal(3, Enumerable.Range(0, 10).Count(_ => limiter.TryTake(peer)));
        clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(limiter.TryTake(peer));
        clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(limiter.TryTake(peer));
        Assert.False(limiter.TryTake(peer));
    }

    [Fact]
    public void A_noisy_peer_does_not_drain_what_all_share()
    {
        ManualClock clock = new();
        PeerRateLimiter limiter = new(new PeerRateLimits(1, 2, 1, 5), clock);
        PeerId noisy = NewPeer();
        for (int i = 0; i < 100; i++)
            limiter.TryTake(noisy);
        Assert.Equal(3, Enumerable.Range(0, 10).Count(_ => limiter.TryTake(NewPeer())));
    }

    [Fact]
    public void Tracked_peers_are_bounded()
    {
        ManualClock clock = new();
        PeerRateLimiter limiter = new(new PeerRateLimits(1, 1, 1e9, 1_000_000, MaxPeers: 50), clock);
        for (int i = 0; i < 500; i++)
            Assert.True(limiter.TryTake(NewPeer()));
        Assert.Equal(50, limiter.Count);
    }

    [Fact]
    public void A_cooldown_gives_one_turn_per_interval()
    {
        ManualClock clock = new();
        PeerCooldown cooldown = new(TimeSpan.FromSeconds(5), clock, maxPeers: 2);
        PeerId peer = NewPeer();
        Assert.True(cooldown.TryTake(peer));
        Assert.False(cooldown.TryTake(peer));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(3), cooldown.Remaining(peer));
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.True(cooldown.TryTake(peer));
    }

    [Fact]
    public void A_bounded_map_forgets_its_oldest_insertion()
    {
        FifoMap<int, int> map = new(3);
        for (int i = 0; i < 4; i++)
            map.Set(i, i);
        map.Set(1, 10);
        map.Set(4, 4);
        Assert.Equal([2, 3, 4], map.Entries.Select(entry => entry.Key));
    }

    private static PeerId NewPeer() => IdentityKey.Generate().PeerId;
}
