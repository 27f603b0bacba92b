namespace Xe.Libp2p.Host;

/// <summary>Refuses connections at the four points where more is known each time (spec 06 §2.7). Each method returns null to
/// allow, or a short reason, which is logged. Called from many threads; must not block.</summary>
public interface IConnectionGater
{
    /// <summary>Before a peer is dialled.</summary>
    string? RefuseDial(PeerId peer) => null;

    /// <summary>Before one of its addresses is dialled.</summary>
    string? RefuseDial(PeerId peer, Multiaddr address) => null;

    /// <summary>After a connection was accepted, before anything is read from it.</summary>
    string? RefuseAccept(Multiaddr remoteAddress) => null;

    /// <summary>After the security handshake, either way.</summary>
    string? RefuseSecured(PeerId peer, Multiaddr remoteAddress, bool isInbound) => null;
}
