namespace Xe.Tool.Commands.Genesis;

/// <summary>Where two pairs differ.</summary>
/// <param name="Equal">Both hashes and the rules are equal: one network.</param>
/// <param name="Differences">What differs.</param>
internal sealed record GenesisDiffResult(bool Equal, IReadOnlyList<GenesisDifference> Differences);
