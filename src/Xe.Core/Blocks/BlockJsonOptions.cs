using Xe.Core.Json;

namespace Xe.Core.Blocks;

/// <summary>How a JSON reader of blocks treats what the encoding leaves open (spec 01 §3.1).</summary>
/// <param name="Trailing">Bytes behind the value.</param>
/// <param name="RefuseUnknownMembers">Whether an unknown member, at any depth, is an error (rule 2).</param>
/// <param name="MaxBytes">Longest text looked at, bytes.</param>
public readonly record struct BlockJsonOptions(TrailingData Trailing, bool RefuseUnknownMembers, int MaxBytes)
{
    /// <summary>Longest body a POST may have, bytes (spec 01 §16).</summary>
    public const int MaxBodyBytes = 1_048_576;

    /// <summary>Bodies of POST requests: unknown members and trailing data ignored.</summary>
    public static BlockJsonOptions Body { get; } = new(TrailingData.Ignore, false, MaxBodyBytes);

    /// <summary>Genesis files and persisted records: unknown members ignored, trailing data refused.</summary>
    public static BlockJsonOptions Document { get; } = new(TrailingData.Refuse, false, MaxBodyBytes);
}
