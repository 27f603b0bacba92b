using Xe.Libp2p;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Netcheck;

/// <summary>What peers said of themselves in a handshake that passed (spec 06 §5). Bounded, first come first forgotten.
/// Thread-safe.</summary>
public sealed class CapabilityTable
{
    /// <summary>Most peers remembered.</summary>
    public const int MaxPeers = 4096;

    private readonly Lock _gate = new();
    private readonly FifoMap<PeerId, PeerCapabilities> _peers = new(MaxPeers);

    /// <summary>What is known of a peer; null before its handshake passed.</summary>
    public PeerCapabilities? Get(PeerId peer)
    {
        lock (_gate)
            return _peers.TryGet(peer, out PeerCapabilities? known) ? known : null;
    }

    /// <summary>True where the peer announced a feature.</summary>
    public bool Has(PeerId peer, string feature) => Get(peer)?.Features.Contains(feature) ?? false;

    internal void Set(PeerId peer, PeerCapabilities capabilities)
    {
        lock (_gate)
            _peers.Set(peer, capabilities);
    }
}
