namespace Xe.Tool.E2e;

/// <summary>A scenario is wrong, or what it expects does not hold: "line N: …".</summary>
internal sealed class ScenarioException : Exception
{
    internal ScenarioException(int line, string message) : base(FormattableString.Invariant($"line {line}: {message}")) => Line = line;

    /// <summary>The line of the step.</summary>
    internal int Line { get; }
}
