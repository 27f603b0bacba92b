namespace Xe.Libp2p.Dht;

/// <summary>A peer named in a DHT answer.</summary>
/// <param name="Id">Who.</param>
/// <param name="Addresses">Where, as the answering peer knows it; addresses that name another peer are left out.</param>
public sealed record DhtPeer(PeerId Id, IReadOnlyList<Multiaddr> Addresses);
