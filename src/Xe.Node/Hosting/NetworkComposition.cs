using Xe.Libp2p;
using Xe.Node.Net;

namespace Xe.Node.Hosting;

/// <summary>Where a node's network is put together: the one seam between hosting and the network services.</summary>
internal static class NetworkComposition
{
    private const string HostKeyFile = "host.key";

    /// <summary>The network of a node, not started yet. Throws <see cref="NodeStartException"/> where its settings or its key
    /// file cannot be used.</summary>
    /// <param name="options">How to run.</param>
    /// <param name="core">What it serves and feeds.</param>
    public static INodeNetwork Create(NodeOptions options, NodeCore core)
    {
        if (options.NoNetwork)
            return new NoNetwork();
        return new NetworkServices(
            new NetworkOptions
            {
                Identity = LoadIdentity(options.DataDirectory),
                Listen = [ListenAddress(options)],
                Dial = options.Dial,
                BanDirectory = options.DataDirectory.Length > 0 ? options.DataDirectory : null,
                DisableMdns = options.DisableMdns,
                DisableDiscovery = options.DisableDiscovery,
                DiscoveryPeers = options.DiscoveryPeers > 0 ? options.DiscoveryPeers : 24,
                MaxConnectionsPerIp = options.MaxConnectionsPerIp,
                MaxInboundConnections = options.MaxInboundConnections,
                DirectoryTtl = options.DirectoryTtl,
                IsStandalone = options.ReadyMinPeers == 0,
                AgentVersion = NodeVersion.Agent,
                BulkSync = options.BulkSync,
            },
            core);
    }

    private static Multiaddr ListenAddress(NodeOptions options)
    {
        string kind = options.ListenAddress.Contains(':', StringComparison.Ordinal) ? "ip6" : "ip4";
        return options.Port is >= 0 and <= ushort.MaxValue
            && Multiaddr.TryParse($"/{kind}/{options.ListenAddress}/tcp/{options.Port}", out Multiaddr? address)
            ? address
            : throw new NodeStartException("address_invalid", $"cannot listen on {options.ListenAddress}, port {options.Port} (--listen, --port)");
    }

    private static IdentityKey LoadIdentity(string directory)
    {
        if (directory.Length == 0)
            return IdentityKey.Generate();
        string path = Path.Combine(directory, HostKeyFile);
        try
        {
            return IdentityKey.LoadOrCreate(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or InvalidDataException)
        {
            throw new NodeStartException("key_file", $"cannot use the host key file {path}: {e.Message}", e);
        }
    }
}
