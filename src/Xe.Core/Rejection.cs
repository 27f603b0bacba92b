namespace Xe.Core;

/// <summary>Why something was refused: a value, not an exception. Clients see <see cref="Text"/>.</summary>
/// <param name="Code">Stable name of the reason, snake_case; part of the API.</param>
/// <param name="Text">The exact text of the specification.</param>
public sealed record Rejection(string Code, string Text)
{
    /// <summary>True when more data or a newer build may change the outcome; false when every node that holds the
    /// dependencies decides alike (spec 03 §19). The one classifier is <see cref="RetryClassifier"/>.</summary>
    public bool Retryable { get; } = RetryClassifier.IsRetryable(Text);

    /// <summary>The same reason with a prefix, as an outer stage reports it. The code stays.</summary>
    public Rejection Prefixed(string prefix) => new(Code, prefix + Text);
}
