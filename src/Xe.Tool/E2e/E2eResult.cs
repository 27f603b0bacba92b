namespace Xe.Tool.E2e;

/// <summary>How a scenario went.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Passed">Every step held.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Error">The step that did not hold; null where all did.</param>
/// <param name="Logs">Where the nodes' logs were kept; null where they were deleted.</param>
internal sealed record E2eResult(string Name, string Title, bool Passed, double Seconds, string? Error, string? Logs);
