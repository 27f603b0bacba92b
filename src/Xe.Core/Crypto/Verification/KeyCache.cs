using Xe.Core.Primitives;

namespace Xe.Core.Crypto.Verification;

/// <summary>
/// Tables of public keys that sign again and again. Thread-safe; the memory bound is
/// <see cref="BytesPerKey"/> times the capacity, taken shard by shard as keys come.
/// <para>Against a flood of new keys: a key gets a table on its second use only, a new table may only take the place
/// of one that was not used since it was built (<see cref="KeyCacheShard"/>), and the hash that spreads keys is seeded
/// per process.</para>
/// </summary>
internal sealed class KeyCache
{
    /// <summary>Bytes that one key costs: its table, and its share of the index and of the memory of keys seen.</summary>
    internal const int BytesPerKey = 8704 + 256;

    private const int Shards = 16;
    private const int LeastKeysPerShard = 4;

    private readonly KeyCacheShard[] _shards;

    /// <summary>An empty cache.</summary>
    /// <param name="capacity">Most keys, rounded up to a multiple of 16.</param>
    internal KeyCache(int capacity)
    {
        var perShard = Math.Max(LeastKeysPerShard, (capacity + Shards - 1) / Shards);
        _shards = new KeyCacheShard[Shards];
        for (var i = 0; i < Shards; i++)
            _shards[i] = new KeyCacheShard(perShard);
    }

    /// <summary>Looks a key up and notes its use. A cached table is held until <see cref="Release"/>.</summary>
    internal KeyLookup Find(in Bytes32 key, out KeyTable table)
    {
        var hash = (uint)key.GetHashCode();
        var shard = _shards[hash % Shards];
        var lookup = shard.Find(key, hash / Shards, out var slot);
        table = lookup == KeyLookup.Cached ? new KeyTable(shard, slot) : default;
        return lookup;
    }

    /// <summary>Takes room for the table of a key, held until <see cref="Release"/>; false where every table is in use.</summary>
    internal bool TryReserve(in Bytes32 key, out KeyTable table)
    {
        var shard = _shards[(uint)key.GetHashCode() % Shards];
        var found = shard.TryReserve(out var slot);
        table = found ? new KeyTable(shard, slot) : default;
        return found;
    }

    /// <summary>Makes a reserved table, now built, the one of its key.</summary>
    internal static void Publish(in KeyTable table, in Bytes32 key)
    {
        table.Shard.Publish(table.Slot, key);
    }

    /// <summary>Ends a hold. A reserved table that was not published becomes free again.</summary>
    internal static void Release(in KeyTable table)
    {
        table.Shard.Release(table.Slot);
    }
}
