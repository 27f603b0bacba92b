using Xe.Core.Views;

namespace Xe.Node.Events;

/// <summary>Finds out which peers came and went between two looks.</summary>
internal sealed class PeerWatch(INodeNetwork network, EventHub hub)
{
    private Dictionary<string, PeerView> _known = [];

    public void Look()
    {
        Dictionary<string, PeerView> now = [];
        foreach (PeerView peer in network.Peers)
            now[peer.Id] = peer;
        foreach (PeerView peer in now.Values.Where(p => !_known.ContainsKey(p.Id)))
            hub.PeerChanged(new PeerEvent { Id = peer.Id, Address = peer.Address, Connected = true });
        foreach (PeerView peer in _known.Values.Where(p => !now.ContainsKey(p.Id)))
            hub.PeerChanged(new PeerEvent { Id = peer.Id, Address = peer.Address, Connected = false });
        _known = now;
    }
}
