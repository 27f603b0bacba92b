using Microsoft.Extensions.Time.Testing;
using Xe.Libp2p.Dht;

namespace Xe.Libp2p.Tests.Dht;

public sealed class ProviderStoreTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Records_expire_after_48_hours_unless_renewed()
    {
        ProviderStore store = new(new DhtOptions(), _clock);
        Assert.True(store.TryAdd([1], RoutingTableTests.Id(1)));
        Assert.True(store.TryAdd([1], RoutingTableTests.Id(2)));
        _clock.Advance(TimeSpan.FromHours(47));
        Assert.True(store.TryAdd([1], RoutingTableTests.Id(1)));
        Assert.Equal(2, store.Get([1]).Count);
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal([RoutingTableTests.Id(1)], store.Get([1]));
        _clock.Advance(TimeSpan.FromHours(47));
        store.Sweep();
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public void Every_direction_is_bounded()
    {
        ProviderStore store = new(new DhtOptions { MaxProviderKeys = 10, MaxProvidersPerKey = 5, MaxKeysPerProvider = 20 }, _clock);
        for (int i = 0; i < 20; i++) Assert.True(store.TryAdd([0], RoutingTableTests.Id(i)));
        Assert.Equal(5, store.Get([0]).Count);
        int accepted = 0;
        for (int i = 1; i < 100; i++)
            if (store.TryAdd([(byte)i], RoutingTableTests.Id(1000))) accepted++;
        Assert.Equal(10, store.Count);
        Assert.Equal(99, accepted); // old keys made room
        Assert.Empty(store.Get([0]));

        ProviderStore wide = new(new DhtOptions { MaxKeysPerProvider = 20 }, _clock);
        Assert.Equal(20, Enumerable.Range(0, 100).Count(i => wide.TryAdd([(byte)i], RoutingTableTests.Id(1))));
        Assert.True(wide.TryAdd([200], RoutingTableTests.Id(2)));
    }
}
