namespace Xe.Libp2p.Multistream;

/// <summary>The other side broke the negotiation, or ended during it.</summary>
internal sealed class NegotiationException(string message) : IOException(message);
