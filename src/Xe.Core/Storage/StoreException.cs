namespace Xe.Core.Storage;

/// <summary>The store failed (disk full, corrupt file, locked): not a verdict about a block. The message names the cause
/// and, where there is one, what the operator can do.</summary>
public sealed class StoreException : Exception
{
    /// <summary>A failure without details.</summary>
    public StoreException() : base("store failure") { }

    /// <summary>A failure with its cause in words.</summary>
    public StoreException(string message) : base(message) { }

    /// <summary>A failure with its cause.</summary>
    public StoreException(string message, Exception inner) : base(message, inner) { }
}
