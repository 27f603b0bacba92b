using Xe.Libp2p;
using Xe.Libp2p.Dht;
using Xe.Libp2p.Host;
using Xe.Node.Net.Messaging;

namespace Xe.Node.Net.Discovery;

/// <summary>Finds peers through the DHT (spec 07 §9.2); dialling stays subject to gater and limits.</summary>
internal sealed class DhtPeerFinder(IPeerNetwork network, KademliaDht dht) : IPeerFinder
{
    public async Task FindAsync(PeerId peer, CancellationToken cancellationToken)
    {
        IReadOnlyList<Multiaddr>? addresses = await dht.FindPeerAsync(peer, cancellationToken).ConfigureAwait(false);
        if (addresses is not { Count: > 0 })
            throw new PeerUnreachableException($"nobody knows the addresses of {peer}");
        await network.ConnectAsync(peer, addresses, cancellationToken).ConfigureAwait(false);
    }
}
