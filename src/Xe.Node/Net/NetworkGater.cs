using Xe.Libp2p;
using Xe.Libp2p.Host;
using Xe.Node.Net.Netcheck;

namespace Xe.Node.Net;

/// <summary>Refuses banned peers when dialled and once their identity is secured (spec 06 §2.7). The inbound cap is the host's.</summary>
internal sealed class NetworkGater(BanList bans) : IConnectionGater
{
    public string? RefuseDial(PeerId peer) => bans.IsBanned(peer) ? "banned" : null;

    public string? RefuseSecured(PeerId peer, Multiaddr remoteAddress, bool isInbound) => bans.IsBanned(peer) ? "banned" : null;
}
