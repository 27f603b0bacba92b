using Xe.Core.Crypto.Verification;
using Xe.Core.Primitives;

namespace Xe.Core.Tests.Crypto;

public sealed class KeyCacheTests
{
    private const int Capacity = 8;

    private readonly KeyCacheShard _shard = new(Capacity);

    [Fact]
    public void A_key_is_wanted_at_its_second_use_and_cached_after_its_table_was_built()
    {
        Assert.Equal(KeyLookup.Unknown, Find(1, out _));
        Assert.Equal(KeyLookup.Wanted, Find(1, out _));
        Assert.True(Build(1));
        Assert.Equal(KeyLookup.Cached, Find(1, out var slot));
        _shard.Release(slot);
    }

    [Fact]
    public void A_table_that_was_not_published_is_free_again()
    {
        for (var i = 0; i < 3 * Capacity; i++)
        {
            Assert.True(_shard.TryReserve(out var slot));
            _shard.Release(slot);
        }
        Assert.Equal(KeyLookup.Unknown, Find(1, out _));
    }

    [Fact]
    public void Keys_that_do_not_decode_replace_at_most_one_table()
    {
        for (var key = 1; key <= Capacity; key++)
            Build(key);
        for (var i = 0; i < 3 * Capacity; i++)
        {
            Assert.True(_shard.TryReserve(out var slot));
            _shard.Release(slot);
        }
        Assert.Equal(Capacity - 1, Enumerable.Range(1, Capacity).Count(key => Use(key) == KeyLookup.Cached));
    }

    [Fact]
    public void Held_tables_are_never_replaced()
    {
        var slots = new HashSet<int>();
        for (var i = 0; i < Capacity; i++)
        {
            Assert.True(_shard.TryReserve(out var slot));
            Assert.True(slots.Add(slot));
        }
        Assert.False(_shard.TryReserve(out _));
        _shard.Release(3);
        Assert.True(_shard.TryReserve(out var freed));
        Assert.Equal(3, freed);
    }

    [Fact]
    public void Of_two_tables_built_for_one_key_the_second_is_dropped()
    {
        Assert.True(_shard.TryReserve(out var first));
        Assert.True(_shard.TryReserve(out var second));
        _shard.Publish(first, Key(1));
        _shard.Publish(second, Key(1));
        _shard.Release(first);
        _shard.Release(second);
        Assert.Equal(KeyLookup.Cached, Find(1, out var slot));
        Assert.Equal(first, slot);
        for (var i = 2; i < 50; i++)
            Assert.True(Build(i));
    }

    [Fact]
    public void A_flood_of_keys_used_once_or_twice_replaces_no_key_in_steady_use()
    {
        for (var steady = 1; steady <= Capacity / 2; steady++)
        {
            Build(steady);
            Use(steady);
        }
        for (var flood = 100; flood < 2000; flood++)
        {
            Find(flood, out _);
            Find(flood, out _);
            Assert.True(Build(flood));
        }
        for (var steady = 1; steady <= Capacity / 2; steady++)
            Assert.Equal(KeyLookup.Cached, Use(steady));
    }

    [Fact]
    public void A_protected_key_that_is_used_no_more_makes_room_for_others()
    {
        Build(1);
        Use(1);
        for (var other = 2; other < 40; other++)
        {
            Build(other);
            Use(other);
        }
        Assert.NotEqual(KeyLookup.Cached, Use(1));
        Assert.Equal(KeyLookup.Cached, Use(39));
    }

    private static Bytes32 Key(int number)
    {
        var bytes = new byte[32];
        BitConverter.TryWriteBytes(bytes, number);
        return new Bytes32(bytes);
    }

    private KeyLookup Find(int number, out int slot)
    {
        return _shard.Find(Key(number), (uint)number, out slot);
    }

    private KeyLookup Use(int number)
    {
        var lookup = Find(number, out var slot);
        if (lookup == KeyLookup.Cached)
            _shard.Release(slot);
        return lookup;
    }

    private bool Build(int number)
    {
        if (!_shard.TryReserve(out var slot))
            return false;
        _shard.Publish(slot, Key(number));
        _shard.Release(slot);
        return true;
    }
}
