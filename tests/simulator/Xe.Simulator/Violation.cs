namespace Xe.Simulator;

/// <summary>A property that must always hold did not.</summary>
public sealed class Violation : Exception
{
    /// <summary>A violation without details.</summary>
    public Violation() { }

    /// <summary>What was violated.</summary>
    public Violation(string message) : base(message) { }

    /// <summary>What was violated, and the cause.</summary>
    public Violation(string message, Exception inner) : base(message, inner) { }
}
