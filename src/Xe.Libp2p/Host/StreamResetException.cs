namespace Xe.Libp2p.Host;

/// <summary>The stream was reset by a side, or its connection ended.</summary>
public sealed class StreamResetException : IOException
{
    /// <summary>A reset without a stated reason.</summary>
    public StreamResetException() : base("stream reset") { }

    /// <summary>A reset with its reason.</summary>
    public StreamResetException(string message) : base(message) { }

    /// <summary>A reset with its reason and cause.</summary>
    public StreamResetException(string message, Exception inner) : base(message, inner) { }
}
