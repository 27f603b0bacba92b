using System.Collections.Concurrent;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Libp2p;
using Xe.Libp2p.Host;

namespace Xe.Node.Net;

/// <summary>Since when peers are connected, for display.</summary>
internal sealed class PeerRegistry(IPeerNetwork network)
{
    private readonly ConcurrentDictionary<PeerId, long> _since = new();

    public void Connected(PeerId peer) => _since[peer] = network.Clock.UnixNow();

    public void Disconnected(PeerId peer) => _since.TryRemove(peer, out _);

    public IReadOnlyList<PeerView> Views() => [.. network.ConnectedPeers.Order().Select(peer => new PeerView
    {
        Id = peer.ToString(),
        Address = AddressOf(peer),
        Version = network.Peers.AgentVersion(peer) ?? "",
        ConnectedAt = _since.GetValueOrDefault(peer),
    })];

    private string AddressOf(PeerId peer)
    {
        Multiaddr? first = network.RemoteAddresses(peer) is { Count: > 0 } addresses ? addresses[0] : null;
        return first is null ? "" : first.TryGetTcpEndPoint(out System.Net.IPEndPoint? endPoint) ? endPoint.ToString() : first.ToString();
    }
}
