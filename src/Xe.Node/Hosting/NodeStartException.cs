namespace Xe.Node.Hosting;

/// <summary>A node could not start. The message is meant for the operator: what is wrong, where, and what to do. Everything
/// that was opened is closed again when it is thrown.</summary>
public sealed class NodeStartException : Exception
{
    /// <summary>A failure.</summary>
    public NodeStartException() : this("start_failed", "the node could not start") { }

    /// <summary>A failure with its cause in words.</summary>
    public NodeStartException(string message) : this("start_failed", message) { }

    /// <summary>A failure with its cause.</summary>
    public NodeStartException(string message, Exception inner) : this("start_failed", message, inner) { }

    /// <summary>A failure of a known kind.</summary>
    public NodeStartException(string code, string message, Exception? inner = null) : base(message, inner) => Code = code;

    /// <summary>Stable name: <c>options_invalid</c>, <c>genesis_invalid</c>, <c>genesis_mismatch</c>, <c>address_in_use</c>,
    /// <c>address_invalid</c>, <c>data_locked</c>, <c>data_unusable</c>, <c>key_file</c>, <c>store_failed</c>,
    /// <c>state_chain</c>, <c>network_failed</c>, <c>start_failed</c>.</summary>
    public string Code { get; }
}
