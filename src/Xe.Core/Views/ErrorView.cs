namespace Xe.Core.Views;

/// <summary>A failure (spec 08 §2.5, §8.4).</summary>
public sealed record ErrorView
{
    /// <summary>What went wrong.</summary>
    public string Error { get; init => field = value ?? ""; } = "";

    /// <summary>Block submissions: whether the same block may pass later. Null elsewhere.</summary>
    public bool? Retryable { get; init; }
}
