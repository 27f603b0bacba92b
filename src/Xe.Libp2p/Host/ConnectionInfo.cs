namespace Xe.Libp2p.Host;

/// <summary>An open connection, for display.</summary>
/// <param name="Peer">The peer at its other end.</param>
/// <param name="RemoteAddress">The address it comes from or goes to.</param>
/// <param name="IsInbound">True when the peer dialled.</param>
/// <param name="Age">Time since it was opened.</param>
/// <param name="Streams">Streams on it.</param>
/// <param name="RoundTrip">Last round trip measured; null where none was.</param>
public sealed record ConnectionInfo(PeerId Peer, Multiaddr RemoteAddress, bool IsInbound, TimeSpan Age, int Streams, TimeSpan? RoundTrip);
