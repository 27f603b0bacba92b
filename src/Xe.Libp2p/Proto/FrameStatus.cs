namespace Xe.Libp2p.Proto;

/// <summary>What an attempt to read a length-prefixed message came to.</summary>
public enum FrameStatus
{
    /// <summary>A whole message.</summary>
    Message,

    /// <summary>The peer closed its side between two messages: the normal end.</summary>
    End,

    /// <summary>The announced length is above the limit; nothing of it was read.</summary>
    TooLarge,

    /// <summary>A bad length, or the stream ended inside a message.</summary>
    Malformed,
}
