namespace Xe.Libp2p.Host;

/// <summary>No connection to the peer could be made: no address, none that answers as this peer, or a limit or the gater refused.</summary>
public sealed class PeerUnreachableException : IOException
{
    /// <summary>Without a reason.</summary>
    public PeerUnreachableException() : base("the peer cannot be reached") { }

    /// <summary>With the reason.</summary>
    public PeerUnreachableException(string message) : base(message) { }

    /// <summary>With the reason and its cause.</summary>
    public PeerUnreachableException(string message, Exception inner) : base(message, inner) { }
}
