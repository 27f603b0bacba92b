namespace Xe.Libp2p.Host;

/// <summary>The peer speaks none of the protocols proposed. A lazily opened stream reports it at its first read.</summary>
public sealed class ProtocolNotSupportedException : IOException
{
    /// <summary>Without protocols.</summary>
    public ProtocolNotSupportedException() : base("the peer does not speak the protocol") { }

    /// <summary>With a message.</summary>
    public ProtocolNotSupportedException(string message) : base(message) { }

    /// <summary>With a message and its cause.</summary>
    public ProtocolNotSupportedException(string message, Exception inner) : base(message, inner) { }

    internal static ProtocolNotSupportedException For(PeerId peer, IReadOnlyList<string> protocols) =>
        new($"{peer} does not speak {string.Join(" or ", protocols)}");
}
