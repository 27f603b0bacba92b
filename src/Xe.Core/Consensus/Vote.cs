using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Consensus;

/// <summary>A representative's signed choice at a position (spec 04 §3.1).</summary>
public sealed record Vote
{
    /// <summary>The representative's key; votes are stored by it, weight is looked up by its address.</summary>
    public required PublicKey RepKey { get; init; }

    /// <summary>The block voted for.</summary>
    public required Hash256 BlockHash { get; init; }

    /// <summary>The election.</summary>
    public required Position Position { get; init; }

    /// <summary>Unix time, nanoseconds.</summary>
    public required long Timestamp { get; init; }

    /// <summary>True for an irrevocable vote.</summary>
    public required bool IsFinal { get; init; }

    /// <summary>64 bytes over the signed form.</summary>
    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>Weight given when stored, micro-XE. Not signed; receivers overwrite it.</summary>
    public ulong Weight { get; init; }
}
