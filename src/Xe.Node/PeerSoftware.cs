namespace Xe.Node;

/// <summary>What a peer said of itself in the handshake.</summary>
/// <param name="ProtocolVersion">MAJOR.MINOR.PATCH.</param>
/// <param name="Features">Features it implements.</param>
public sealed record PeerSoftware(string ProtocolVersion, IReadOnlyList<string> Features);
