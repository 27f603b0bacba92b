namespace Xe.Core.Views;

/// <summary>A connected peer (spec 08 §6.2).</summary>
public sealed record PeerView
{
    /// <summary>libp2p peer id, base58.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary><c>ip:port</c> of the first connection; empty where unknown.</summary>
    public string Address { get; init => field = value ?? ""; } = "";

    /// <summary>The peer's agent string.</summary>
    public string Version { get; init => field = value ?? ""; } = "";

    /// <summary>Unix ns; 0 where unknown.</summary>
    public long ConnectedAt { get; init; }
}
