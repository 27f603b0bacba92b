namespace Xe.Tool.Commands.Block;

/// <summary>What became of one submitted block.</summary>
internal sealed record SubmitResult(string Hash, bool OnChain, bool Finalized, string? Error, string? Code, bool? Retryable);
