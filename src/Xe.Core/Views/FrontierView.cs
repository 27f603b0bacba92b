namespace Xe.Core.Views;

/// <summary>The end of a chain (spec 08 §7.6).</summary>
public sealed record FrontierView
{
    /// <summary>Account address.</summary>
    public string Account { get; init => field = value ?? ""; } = "";

    /// <summary>Hash of the last block.</summary>
    public string Frontier { get; init => field = value ?? ""; } = "";

    /// <summary>Its type.</summary>
    public string BlockType { get; init => field = value ?? ""; } = "";

    /// <summary>Its time, Unix ns.</summary>
    public long Timestamp { get; init; }

    /// <summary>Blocks on the chain.</summary>
    public ulong BlockCount { get; init; }

    /// <summary>Representative the last block names.</summary>
    public string? Representative { get; init; }
}
