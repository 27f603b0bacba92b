using Xe.Core.Primitives;

namespace Xe.Core.Crypto.Verification;

/// <summary>Signatures whose tables have the same chunks, and those of their keys whose tables have yet to be built.</summary>
internal sealed class JobList
{
    private readonly SignatureJob[] _jobs = new SignatureJob[LaneEngine.MaxJobs];
    private readonly Bytes32[] _keys = new Bytes32[LaneEngine.MaxJobs];
    private readonly nint[] _tables = new nint[LaneEngine.MaxJobs];
    private readonly bool[] _decoded = new bool[LaneEngine.MaxJobs];
    private readonly byte[] _blocks = new byte[LaneEngine.MaxJobs * Challenge.BlockBytes];
    private int _jobCount;

    internal int KeyCount { get; private set; }

    internal Span<SignatureJob> Jobs => _jobs.AsSpan(0, _jobCount);

    /// <summary>Per job, what its challenge is hashed from, where it awaits one.</summary>
    internal ReadOnlySpan<byte> Blocks => _blocks;

    internal ReadOnlySpan<Bytes32> Keys => _keys.AsSpan(0, KeyCount);

    internal ReadOnlySpan<nint> Tables => _tables.AsSpan(0, KeyCount);

    /// <summary>Per new key, whether it is a point; written when its table is built.</summary>
    internal Span<bool> Decoded => _decoded.AsSpan(0, KeyCount);

    internal void Add(in SignatureJob job, ReadOnlySpan<byte> block)
    {
        block.CopyTo(_blocks.AsSpan(_jobCount * Challenge.BlockBytes));
        _jobs[_jobCount++] = job;
    }

    /// <summary>Adds a new key and returns its number.</summary>
    internal int AddKey(in Bytes32 key, nint table)
    {
        _keys[KeyCount] = key;
        _tables[KeyCount] = table;
        return KeyCount++;
    }

    internal bool TryFindKey(in Bytes32 key, out int number, out nint table)
    {
        number = Keys.IndexOf(key);
        table = number >= 0 ? _tables[number] : 0;
        return number >= 0;
    }

    internal void Clear()
    {
        _jobCount = 0;
        KeyCount = 0;
    }
}
