namespace Xe.Tool.Commands.Genesis;

/// <summary>One point in which two pairs differ.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Left">In the first pair; null where it is not there.</param>
/// <param name="Right">In the second.</param>
internal sealed record GenesisDifference(string Name, string? Left, string? Right);
