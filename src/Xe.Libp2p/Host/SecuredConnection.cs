using Xe.Libp2p.Noise;

namespace Xe.Libp2p.Host;

/// <summary>A connection whose other end is known.</summary>
/// <param name="Peer">The authenticated peer.</param>
/// <param name="Channel">The secured bytes.</param>
/// <param name="Muxer">The muxer agreed on in the handshake; null = it is negotiated next.</param>
internal sealed record SecuredConnection(PeerId Peer, SecureChannel Channel, string? Muxer);
