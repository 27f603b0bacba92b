namespace Xe.Libp2p.Transport;

/// <summary>Makes connections of one kind.</summary>
internal interface ITransport
{
    /// <summary>True where this transport can dial or listen on the address.</summary>
    bool CanUse(Multiaddr address);

    /// <summary>Connects.</summary>
    /// <exception cref="IOException">Nobody answers there.</exception>
    ValueTask<ITransportConnection> DialAsync(Multiaddr address, CancellationToken cancellationToken);

    /// <summary>Listens.</summary>
    /// <exception cref="IOException">The address is taken or not this machine's.</exception>
    ITransportListener Listen(Multiaddr address);
}
