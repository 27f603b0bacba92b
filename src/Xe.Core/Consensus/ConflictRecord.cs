using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Consensus;

/// <summary>Two or more siblings at one position, with the weights in force when they were noticed (spec 04 §3.2).</summary>
public sealed record ConflictRecord
{
    /// <summary>Most hashes kept per position (spec 04 §2).</summary>
    public const int MaxHashes = 10;

    /// <summary>The contested position.</summary>
    public required Position Position { get; init; }

    /// <summary>Candidates in order of arrival; at most <see cref="MaxHashes"/>.</summary>
    public required IReadOnlyList<Hash256> Hashes { get; init; }

    /// <summary>When this node noticed, Unix ns.</summary>
    public required long DetectedAtNs { get; init; }

    /// <summary>Weights of the eligible representatives then, micro-XE; empty = use current weights.</summary>
    public IReadOnlyDictionary<Address, ulong> WeightSnapshot { get; init; } = EmptySnapshot;

    /// <summary>Their sum modulo 2^64; 0 = use the current total.</summary>
    public ulong TotalWeight { get; init; }

    private static readonly Dictionary<Address, ulong> EmptySnapshot = [];
}
