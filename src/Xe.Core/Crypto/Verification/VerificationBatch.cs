using Xe.Core.Crypto.Curve;
using Xe.Core.Primitives;

namespace Xe.Core.Crypto.Verification;

/// <summary>
/// The signatures of one pass: sorted by whether the cache has their key's table, then decided in groups of lanes.
/// Reusable; one thread at a time.
/// </summary>
internal sealed unsafe class VerificationBatch
{
    private readonly KeyCache _cache;
    private readonly LaneEngine _lanes;
    private readonly LaneEngine _single;
    private readonly ChallengeLanes? _challenges;
    private readonly AlignedWords _ownTables = new(LaneEngine.MaxJobs * TableShape.Key.Words(1));
    private readonly JobList _cached = new();
    private readonly JobList _once = new();
    private readonly KeyTable[] _held = new KeyTable[LaneEngine.MaxJobs];
    private int _heldCount;

    internal VerificationBatch(KeyCache cache, LaneEngine lanes, ChallengeLanes? challenges)
    {
        _challenges = challenges;
        _cache = cache;
        _lanes = lanes;
        _single = lanes.Lanes == 1 ? lanes : new ParallelEngine();
    }

    /// <summary>Takes a signature in; at most <see cref="LaneEngine.MaxJobs"/> before each run.</summary>
    /// <param name="item">Its place in the verdicts.</param>
    /// <param name="publicKey">32 bytes.</param>
    /// <param name="message">The signed bytes.</param>
    /// <param name="signature">64 bytes, S below L.</param>
    internal void Add(int item, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var key = new Bytes32(publicKey);
        var lookup = _cache.Find(key, out var table);
        Add(item, key, lookup, table, message, signature);
    }

    /// <summary>Decides one signature.</summary>
    /// <param name="publicKey">32 bytes.</param>
    /// <param name="message">The signed bytes.</param>
    /// <param name="signature">64 bytes, S below L.</param>
    internal bool VerifyOne(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var key = new Bytes32(publicKey);
        var lookup = _cache.Find(key, out var table);

        // Without vectors and without a table libsodium is faster. It accepts nothing that the rule refuses, so its
        // yes is final; it refuses small orders and other encodings that the rule accepts, so its no is not.
        if (lookup == KeyLookup.Unknown && _single is not ParallelEngine && SodiumVerification.Accepts(publicKey, message, signature))
            return true;
        Add(0, key, lookup, table, message, signature);
        var valid = false;
        Run(new Span<bool>(ref valid));
        return valid;
    }

    private void Add(int item, in Bytes32 key, KeyLookup lookup, KeyTable table, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        SignatureJob job = default;
        job.R = new Bytes32(signature[..32]);
        job.S = new Bytes32(signature[32..]);
        job.AwaitsChallenge = _challenges is not null && message.Length <= Challenge.BlockMessageBytes;
        Span<byte> block = stackalloc byte[Challenge.BlockBytes];
        if (job.AwaitsChallenge)
            Challenge.WriteBlock(block, key.Span, message, signature);
        else
            job.K = Challenge.Compute(key.Span, message, signature);
        job.Item = item;
        job.NewKey = -1;
        if (lookup == KeyLookup.Cached)
            Hold(table);
        else if (lookup == KeyLookup.Wanted && _cached.TryFindKey(key, out job.NewKey, out job.Table))
        {
            _cached.Add(job, block);
            return;
        }
        else if (lookup == KeyLookup.Wanted && _cache.TryReserve(key, out table))
        {
            Hold(table);
            job.NewKey = _cached.AddKey(key, table.Address);
        }
        else
        {
            job.Table = (nint)(_ownTables.Start + _once.KeyCount * TableShape.Key.Words(1));
            job.NewKey = _once.AddKey(key, job.Table);
            _once.Add(job, block);
            return;
        }
        job.Table = table.Address;
        _cached.Add(job, block);
    }

    /// <summary>Decides everything taken in and forgets it.</summary>
    /// <param name="valid">Receives a verdict at the place of each item.</param>
    internal void Run(Span<bool> valid)
    {
        try
        {
            Run(_cached, TableShape.Key.Chunks, valid);
            Run(_once, 1, valid);
            Publish();
        }
        finally
        {
            for (var i = 0; i < _heldCount; i++)
                KeyCache.Release(_held[i]);
            _heldCount = 0;
            _cached.Clear();
            _once.Clear();
        }
    }

    private void Run(JobList list, int chunks, Span<bool> valid)
    {
        _challenges?.Compute(list.Jobs, list.Blocks);
        var count = InLanes(list.KeyCount);
        _lanes.BuildTables(list.Keys[..count], chunks, list.Tables[..count], list.Decoded);
        _single.BuildTables(list.Keys[count..], chunks, list.Tables[count..], list.Decoded[count..]);

        Span<bool> verdicts = stackalloc bool[LaneEngine.MaxJobs];
        count = InLanes(list.Jobs.Length);
        _lanes.Verify(list.Jobs[..count], chunks, verdicts);
        _single.Verify(list.Jobs[count..], chunks, verdicts[count..]);
        for (var i = 0; i < list.Jobs.Length; i++)
        {
            ref readonly var job = ref list.Jobs[i];
            valid[job.Item] = verdicts[i] && (job.NewKey < 0 || list.Decoded[job.NewKey]);
        }
    }

    /// <summary>How many of a number of jobs to do side by side: a few left over are faster one by one.</summary>
    private int InLanes(int count)
    {
        var rest = count % _lanes.Lanes;
        return rest * 2 >= _lanes.Lanes ? count : count - rest;
    }

    private void Publish()
    {
        for (var i = 0; i < _cached.KeyCount; i++)
        {
            if (!_cached.Decoded[i])
                continue;
            for (var j = 0; j < _heldCount; j++)
            {
                if (_held[j].Address == _cached.Tables[i])
                    KeyCache.Publish(_held[j], _cached.Keys[i]);
            }
        }
    }

    private void Hold(in KeyTable table)
    {
        _held[_heldCount++] = table;
    }
}
