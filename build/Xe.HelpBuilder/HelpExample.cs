namespace Xe.HelpBuilder;

/// <summary>An example of a help page.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Code">What to type.</param>
/// <param name="Remarks">What comes of it.</param>
public sealed record HelpExample(string Title, string Code, IReadOnlyList<string> Remarks);
