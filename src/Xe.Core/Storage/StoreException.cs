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

    /// <summary>A failure of a known kind.</summary>
    public StoreException(StoreFailure failure, string message, Exception? inner = null) : base(message, inner) =>
        Failure = failure;

    /// <summary>The kind of failure.</summary>
    public StoreFailure Failure { get; }

    /// <summary>True when the same call may succeed later without anyone's doing (spec 03 §19).</summary>
    public bool IsRetryable => Failure == StoreFailure.Locked;
}
