namespace Xe.Libp2p.Noise;

/// <summary>The security handshake failed.</summary>
internal sealed class HandshakeException(string message) : IOException(message);
