namespace Xe.Libp2p.Mdns;

/// <summary>A peer found on the local link.</summary>
/// <param name="Peer">Who it says it is.</param>
/// <param name="Addresses">Where it says it is, without the peer id at their end.</param>
public sealed record DiscoveredPeer(PeerId Peer, IReadOnlyList<Multiaddr> Addresses);
