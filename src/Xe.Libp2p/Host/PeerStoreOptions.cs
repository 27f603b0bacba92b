namespace Xe.Libp2p.Host;

/// <summary>Bounds of a <see cref="PeerStore"/>.</summary>
public sealed record PeerStoreOptions
{
    /// <summary>Peers remembered; the one not used for longest goes first. Default 4096.</summary>
    public int MaxPeers { get; init; } = 4096;

    /// <summary>Addresses per peer; the one that expires first goes first. Default 32.</summary>
    public int MaxAddressesPerPeer { get; init; } = 32;

    /// <summary>Protocols per peer; more are not remembered. Default 256.</summary>
    public int MaxProtocolsPerPeer { get; init; } = 256;

    /// <summary>Longest protocol id remembered, in characters. Default 256.</summary>
    public int MaxProtocolLength { get; init; } = 256;

    /// <summary>How long an address is kept where the caller does not say. Default 1 h.</summary>
    public TimeSpan AddressLifetime { get; init; } = TimeSpan.FromHours(1);
}
