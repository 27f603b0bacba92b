using System.Security.Cryptography;
using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Sync;

/// <summary>Blocks that sync found bad for good (spec 07 §2.4), by a digest of the complete block: keyed by its hash alone, one
/// corrupted copy (signature and nonce are outside the hash) would shut out the genuine block from everybody. Thread-safe.</summary>
internal sealed class Quarantine
{
    internal const int MaxEntries = 8192;

    private readonly Lock _gate = new();
    private readonly FifoMap<Hash256, byte> _entries = new(MaxEntries);

    /// <summary>Raised for each block put in, outside the lock.</summary>
    public event Action? Added;

    public int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    public void Add(Block block)
    {
        Hash256 digest = Digest(block);
        lock (_gate)
            _entries.Set(digest, 0);
        Added?.Invoke();
    }

    public bool Contains(Block block)
    {
        if (Count == 0)
            return false;
        Hash256 digest = Digest(block);
        lock (_gate)
            return _entries.ContainsKey(digest);
    }

    private static Hash256 Digest(Block block) => new(SHA256.HashData(BlockCodec.Encode(block)));
}
