using Xe.Core.Blocks;
using Xe.Libp2p;
using Xe.Libp2p.Transport;

namespace Xe.Node.Net;

/// <summary>Settings of a node's network (spec 06 §8, 14 §1.1). Immutable; the defaults are the public network's.</summary>
public sealed record NetworkOptions
{
    /// <summary>The host's identity. Default: a random one for this run.</summary>
    public IdentityKey Identity { get; init; } = IdentityKey.Generate();

    /// <summary>Addresses listened on. Default: all IPv4 addresses, TCP port 9000.</summary>
    public IReadOnlyList<Multiaddr> Listen { get; init; } = [Multiaddr.Parse("/ip4/0.0.0.0/tcp/9000")];

    /// <summary>Bootstrap addresses ending in <c>/p2p/ID</c>: dialled, trusted, protected. Default: none.</summary>
    public IReadOnlyList<string> Dial { get; init; } = [];

    /// <summary>Where <c>bans.json</c> is kept; null = bans end with the process.</summary>
    public string? BanDirectory { get; init; }

    /// <summary>No search for peers on the local network. Default: false.</summary>
    public bool DisableMdns { get; init; }

    /// <summary>No rendezvous discovery. Default: false.</summary>
    public bool DisableDiscovery { get; init; }

    /// <summary>Peers discovery aims at. Default: 24.</summary>
    public int DiscoveryPeers { get; init; } = 24;

    /// <summary>Connections per address; 0 or less = 8.</summary>
    public int MaxConnectionsPerIp { get; init; }

    /// <summary>Untrusted inbound connections; 0 = 256, negative = no cap.</summary>
    public int MaxInboundConnections { get; init; }

    /// <summary>Life of directory records; zero = 30 min.</summary>
    public TimeSpan DirectoryTtl { get; init; }

    /// <summary>No peer and no sync is waited for. Default: false.</summary>
    public bool IsStandalone { get; init; }

    /// <summary>Told in identify. Default: <c>xe/dev</c>.</summary>
    public string AgentVersion { get; init; } = "xe/dev";

    /// <summary>Higher frontier-sync limits between nodes that both announce them. Default: true.</summary>
    public bool BulkSync { get; init; } = true;

    /// <summary>Verifies signatures of ranges in lanes; null = one after the other.</summary>
    public SignatureLanes? Lanes { get; init; }

    /// <summary>The in-memory network to take part in besides TCP, for tests and simulations. Default: none.</summary>
    public MemoryNetwork? Memory { get; init; }
}
