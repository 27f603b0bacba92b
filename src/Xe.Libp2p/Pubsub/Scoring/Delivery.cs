namespace Xe.Libp2p.Pubsub.Scoring;

/// <summary>What became of a message that was seen, and who sent copies of it.</summary>
internal sealed class Delivery
{
    private HashSet<PeerId>? _peers;

    public DeliveryStatus Status { get; set; }

    /// <summary>When it was accepted, as a timestamp.</summary>
    public long ValidatedAt { get; set; }

    /// <summary>Peers that sent a copy; each counts once.</summary>
    public IReadOnlyCollection<PeerId> Peers => _peers ?? (IReadOnlyCollection<PeerId>)[];

    public bool AddPeer(PeerId peer) => (_peers ??= new HashSet<PeerId>(2)).Add(peer);

    public void ForgetPeers() => _peers = null;
}
