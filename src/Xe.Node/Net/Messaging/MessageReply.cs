namespace Xe.Node.Net.Messaging;

/// <summary>What a message handler answers: a payload or an error text.</summary>
public readonly record struct MessageReply
{
    private MessageReply(string error, ReadOnlyMemory<byte> payload) => (Error, Payload) = (error, payload);

    /// <summary>The error text for the peer; "" where there is none.</summary>
    public string Error { get; }

    /// <summary>JSON.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The reply <c>{"ok":true}</c>.</summary>
    public static MessageReply Ok { get; } = Of("{\"ok\":true}"u8.ToArray());

    /// <summary>A reply with a payload.</summary>
    public static MessageReply Of(ReadOnlyMemory<byte> payload) => new("", payload);

    /// <summary>A refusal.</summary>
    public static MessageReply Fail(string error) => new(error, MessageJson.Null);
}
