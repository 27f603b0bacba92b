namespace Xe.Node.Net.Messaging;

/// <summary>The peer answered a message with an error: "msg TYPE: TEXT" (spec 07 §4.1). The text is remote.</summary>
public sealed class MessageException : IOException
{
    /// <summary>Without a reason.</summary>
    public MessageException() { }

    /// <summary>With the whole message.</summary>
    public MessageException(string message) : base(message) { }

    /// <summary>With the whole message and a cause.</summary>
    public MessageException(string message, Exception inner) : base(message, inner) { }

    internal MessageException(string type, string remoteError) : base($"msg {type}: {remoteError}") => RemoteError = remoteError;

    /// <summary>The peer's text.</summary>
    public string RemoteError { get; } = "";
}
