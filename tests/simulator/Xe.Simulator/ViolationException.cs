namespace Xe.Simulator;

/// <summary>A property that must always hold did not.</summary>
public sealed class ViolationException : Exception
{
    /// <summary>A violation without details.</summary>
    public ViolationException() { }

    /// <summary>What was violated.</summary>
    public ViolationException(string message) : base(message) { }

    /// <summary>What was violated, and the cause.</summary>
    public ViolationException(string message, Exception inner) : base(message, inner) { }
}
