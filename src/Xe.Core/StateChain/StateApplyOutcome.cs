namespace Xe.Core.StateChain;

/// <summary>What became of an offered block.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Rejection">The reason; null for <see cref="StateApplyKind.Applied"/> and <see cref="StateApplyKind.Duplicate"/>.</param>
/// <param name="IsSignedFork">For a fork: the governing keyset signed it too, which calls for an alert.</param>
public sealed record StateApplyOutcome(StateApplyKind Kind, Rejection? Rejection = null, bool IsSignedFork = false)
{
    /// <summary>True where the chain holds the block now.</summary>
    public bool IsSuccess => Kind is StateApplyKind.Applied or StateApplyKind.Duplicate;
}
