namespace Xe.Libp2p.Host;

/// <summary>What protocols built on top of the host (gossipsub, the DHT, the application) need of it.
/// The host implements it; tests run it over the in-memory transport.</summary>
public interface IPeerNetwork
{
    /// <summary>This host's identity.</summary>
    PeerId LocalPeer { get; }

    /// <summary>The identity key, for signing pubsub messages and peer records.</summary>
    IdentityKey Identity { get; }

    /// <summary>The clock every timer and back-off uses.</summary>
    TimeProvider Clock { get; }

    /// <summary>Addresses and protocols known of other peers (bounded).</summary>
    PeerStore Peers { get; }

    /// <summary>Peers with at least one open connection, as of now.</summary>
    IReadOnlyCollection<PeerId> ConnectedPeers { get; }

    /// <summary>Addresses others can dial this host at.</summary>
    IReadOnlyList<Multiaddr> ListenAddresses { get; }

    /// <summary>First connection to a peer opened (after security and muxer). Handlers only enqueue.</summary>
    event Action<PeerId>? PeerConnected;

    /// <summary>Last connection to a peer closed. Handlers only enqueue.</summary>
    event Action<PeerId>? PeerDisconnected;

    /// <summary>Identify (or push) told the peer's protocols. Handlers only enqueue.</summary>
    event Action<PeerId>? PeerIdentified;

    /// <summary>Opens a stream on an existing connection, dialling known addresses where there is none;
    /// negotiates the first of <paramref name="protocols"/> that the peer speaks.</summary>
    ValueTask<IPeerStream> OpenStreamAsync(PeerId peer, IReadOnlyList<string> protocols, CancellationToken cancellationToken = default);

    /// <summary>Makes sure a connection exists; the addresses are added to <see cref="Peers"/>.</summary>
    ValueTask ConnectAsync(PeerId peer, IReadOnlyList<Multiaddr> addresses, CancellationToken cancellationToken = default);

    /// <summary>Closes every connection to the peer.</summary>
    ValueTask DisconnectAsync(PeerId peer);

    /// <summary>Serves a protocol. The handler owns the stream until its task ends; then the stream is closed
    /// (or reset, where the task failed).</summary>
    void Handle(string protocol, Func<IPeerStream, CancellationToken, Task> handler);

    /// <summary>Stops serving a protocol.</summary>
    void Unhandle(string protocol);

    /// <summary>Remote addresses of the peer's open connections (for IP colocation scoring); empty where there is none.</summary>
    IReadOnlyList<Multiaddr> RemoteAddresses(PeerId peer);

    /// <summary>True when this host dialled one of the peer's open connections. Gossip keeps some such peers in each
    /// mesh, because an attacker cannot choose them.</summary>
    bool IsOutbound(PeerId peer);
}
