namespace Xe.Node.Net.Limits;

/// <summary>Settings of a <see cref="PeerRateLimiter"/>.</summary>
/// <param name="PeerRate">Requests per second and peer.</param>
/// <param name="PeerBurst">Requests of a peer at once.</param>
/// <param name="GlobalRate">Requests per second of all peers together.</param>
/// <param name="GlobalBurst">Requests of all peers at once.</param>
/// <param name="MaxPeers">Peers tracked.</param>
internal sealed record PeerRateLimits(double PeerRate, int PeerBurst, double GlobalRate, int GlobalBurst, int MaxPeers = 2048)
{
    /// <summary>Inbound handshakes (spec 06 §3.4).</summary>
    public static PeerRateLimits Netcheck { get; } = new(0.2, 3, 32, 128);

    /// <summary>Inbound messages (spec 07 §4.1).</summary>
    public static PeerRateLimits Messenger { get; } = new(50, 200, 200, 400);
}
