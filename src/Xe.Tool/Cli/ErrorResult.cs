namespace Xe.Tool.Cli;

/// <summary>A failure as <c>--json</c> shows it on standard error.</summary>
/// <param name="Error">For people.</param>
/// <param name="Code">Stable name of the reason.</param>
/// <param name="Retryable">Whether the same command may pass later.</param>
internal sealed record ErrorResult(string Error, string Code, bool Retryable);
