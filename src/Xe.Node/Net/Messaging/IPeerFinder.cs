using Xe.Libp2p;

namespace Xe.Node.Net.Messaging;

/// <summary>Finds the addresses of a peer that is not connected, and connects: the DHT (spec 07 §9.2).</summary>
internal interface IPeerFinder
{
    /// <summary>Looks the peer up and connects. Throws <see cref="IOException"/> where it is not found or not reachable.</summary>
    Task FindAsync(PeerId peer, CancellationToken cancellationToken);
}
