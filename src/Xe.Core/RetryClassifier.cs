namespace Xe.Core;

/// <summary>The one place that tells retryable from terminal (spec 03 §19): a refusal is retryable exactly when its
/// text contains, case-sensitively, one of the listed phrases.</summary>
public static class RetryClassifier
{
    private static readonly string[] Phrases =
    [
        "previous block not found", "source send not pending", "not found", "frontier mismatch", "previous mismatch",
        "GetAccountChain", "GetBlock", "unresolved conflict", "Transaction Conflict", "lease not yet accepted",
        "epoch not yet available", "retry after statechain syncs", "retry after sync", "unopened account",
        "unknown block type", "not yet activated",
    ];

    private static readonly System.Buffers.SearchValues<string> Search =
        System.Buffers.SearchValues.Create(Phrases, StringComparison.Ordinal);

    /// <summary>True when the text belongs to a retryable refusal.</summary>
    public static bool IsRetryable(string text) => text.AsSpan().ContainsAny(Search);
}
