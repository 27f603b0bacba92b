namespace Xe.Libp2p.Transport;

/// <summary>Accepts connections on one address.</summary>
internal interface ITransportListener : IDisposable
{
    /// <summary>The address listened on, with the port really bound.</summary>
    Multiaddr Address { get; }

    /// <summary>The next connection; null once the listener is disposed.</summary>
    ValueTask<ITransportConnection?> AcceptAsync(CancellationToken cancellationToken);
}
