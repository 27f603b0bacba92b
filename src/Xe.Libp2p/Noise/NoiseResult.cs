namespace Xe.Libp2p.Noise;

/// <summary>What a handshake came to.</summary>
/// <param name="Key">The other side's identity.</param>
/// <param name="Send">Cipher of what is sent.</param>
/// <param name="Receive">Cipher of what is received.</param>
/// <param name="Muxer">The muxer agreed on in the handshake; null = it is negotiated next.</param>
internal sealed record NoiseResult(PublicKey Key, NoiseCipher Send, NoiseCipher Receive, string? Muxer);
