namespace Xe.Core.Views;

/// <summary>Event <c>peer</c>: a peer came or went.</summary>
public sealed record PeerEvent
{
    /// <summary>libp2p peer id, base58.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary><c>ip:port</c>; empty where unknown.</summary>
    public string Address { get; init => field = value ?? ""; } = "";

    /// <summary>True = came, false = went.</summary>
    public bool Connected { get; init; }
}
