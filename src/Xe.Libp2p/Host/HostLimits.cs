namespace Xe.Libp2p.Host;

/// <summary>Bounds of a host (spec 06 §2.6–2.7). Loopback addresses are exempt from what counts by address.</summary>
public sealed record HostLimits
{
    /// <summary>Connections in all. Default 1024.</summary>
    public int MaxConnections { get; init; } = 1024;

    /// <summary>Inbound connections; trusted peers are not counted out by it. 0 or less = no bound. Default 256.</summary>
    public int MaxInboundConnections { get; init; } = 256;

    /// <summary>Connections with one peer. Default 8.</summary>
    public int MaxConnectionsPerPeer { get; init; } = 8;

    /// <summary>Connections, both ways, with one IPv4 address or IPv6 /56; an IPv6 /48 has four times as many. 0 or less = the default, 8.</summary>
    public int MaxConnectionsPerAddress { get; init; } = 8;

    /// <summary>New connections per second with one IPv4 address or IPv6 /56; an IPv6 /48 has twice as many. Bursts are
    /// twice the number of concurrent ones. Default 1.</summary>
    public double ConnectionsPerSecondPerAddress { get; init; } = 1;

    /// <summary>Accepted connections that are not secured yet; when there are more the oldest is dropped, because honest
    /// handshakes are quick. Default 128.</summary>
    public int MaxHandshakes { get; init; } = 128;

    /// <summary>Connections the system holds for the host before it accepts them. Default 1024.</summary>
    public int AcceptBacklog { get; init; } = 1024;

    /// <summary>Dials under way; more wait. Default 64.</summary>
    public int MaxDials { get; init; } = 64;

    /// <summary>Dials waiting; more are refused. Default 1024.</summary>
    public int MaxWaitingDials { get; init; } = 1024;

    /// <summary>Addresses of one peer dialled at the same time. Default 8.</summary>
    public int MaxDialsPerPeer { get; init; } = 8;

    /// <summary>Streams one connection may have opened to us. Default 256.</summary>
    public int MaxInboundStreamsPerConnection { get; init; } = 256;

    /// <summary>Streams, both ways, with one peer. Default 1024.</summary>
    public int MaxStreamsPerPeer { get; init; } = 1024;

    /// <summary>Streams one peer may have opened to one protocol. Default 64.</summary>
    public int MaxInboundStreamsPerPeerAndProtocol { get; init; } = 64;

    /// <summary>Streams opened to one protocol of one peer. Default 128.</summary>
    public int MaxOutboundStreamsPerPeerAndProtocol { get; init; } = 128;

    /// <summary>Received and unread bytes of one connection. Default 32 MiB.</summary>
    public long MaxBufferedBytesPerConnection { get; init; } = 32L * 1024 * 1024;

    /// <summary>Received and unread bytes of all connections. Default 256 MiB.</summary>
    public long MaxBufferedBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Receive window a stream may grow to. Default 16 MiB.</summary>
    public int MaxStreamWindowBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Trimming starts above this many connections; 0 = never. Default 400.</summary>
    public int HighWater { get; init; } = 400;

    /// <summary>Trimming stops at this many. Default 100.</summary>
    public int LowWater { get; init; } = 100;

    /// <summary>New connections are not trimmed this long. Default 1 min.</summary>
    public TimeSpan TrimGrace { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Shortest time between two trims. Default 10 s.</summary>
    public TimeSpan TrimInterval { get; init; } = TimeSpan.FromSeconds(10);
}
