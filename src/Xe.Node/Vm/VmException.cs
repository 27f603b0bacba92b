namespace Xe.Node.Vm;

/// <summary>A machine could not be made, found or reached. The text holds no secret.</summary>
public sealed class VmException : Exception
{
    /// <summary>A failure in words.</summary>
    public VmException(string message) : base(message) { }

    /// <summary>A failure and what lay under it.</summary>
    public VmException(string message, Exception inner) : base(message, inner) { }
}
