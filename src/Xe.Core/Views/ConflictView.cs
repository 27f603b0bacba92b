using System.Text.Json.Serialization;

namespace Xe.Core.Views;

/// <summary>An open conflict (spec 08 §9).</summary>
public sealed record ConflictView
{
    /// <summary>Whose chain.</summary>
    public string AccountAddress { get; init => field = value ?? ""; } = "";

    /// <summary>The contested position; "0" = the first block.</summary>
    public string PreviousHash { get; init => field = value ?? ""; } = "";

    /// <summary>Candidates in order of arrival.</summary>
    public IReadOnlyList<string> BlockHashes { get; init => field = value ?? []; } = [];

    /// <summary>When this node noticed.</summary>
    public DateTimeOffset DetectedAt { get; init; }

    /// <summary>Weights frozen then, micro-XE.</summary>
    public IReadOnlyDictionary<string, ulong>? WeightSnapshot { get; init; }

    /// <summary>Their sum; 0 = current weights count.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ulong TotalWeight { get; init; }
}
