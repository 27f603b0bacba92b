using Microsoft.Extensions.Logging;
using Xe.Core.Genesis;

namespace Xe.Node.Hosting;

/// <summary>How a node is run (spec 14 §1, 09 §5). Immutable. Everything has a default: <c>new NodeOptions()</c> is a node on
/// the built-in development network.</summary>
public sealed record NodeOptions
{
    /// <summary>Directory of keys, ledger and tokens, created 0700 where missing. "" keeps nothing: store in memory, keys
    /// random. Default: <c>./data</c>.</summary>
    public string DataDirectory { get; init; } = "./data";

    /// <summary>Directory with <c>ledger-genesis.json</c>, <c>statechain-genesis.json</c> and perhaps <c>rules.json</c>; not
    /// together with the single files. Default: null, the built-in development network.</summary>
    public string? GenesisDirectory { get; init; }

    /// <summary>Ledger genesis file; needs <see cref="StateChainGenesisPath"/>. Default: null.</summary>
    public string? LedgerGenesisPath { get; init; }

    /// <summary>State-chain genesis file; needs <see cref="LedgerGenesisPath"/>. Default: null.</summary>
    public string? StateChainGenesisPath { get; init; }

    /// <summary>A network that is loaded already; then the three settings above must be unset. Default: null.</summary>
    public GenesisPair? Genesis { get; init; }

    /// <summary>32-byte seed that <c>node.key</c> gets where there is none. Default: null: random, except that the first node
    /// of the built-in development network (no <see cref="Dial"/>) takes the network's well-known representative key, so that
    /// one node alone reaches finality.</summary>
    public ReadOnlyMemory<byte>? InitialKeySeed { get; init; }

    /// <summary>Runs without any network. Default: false.</summary>
    public bool NoNetwork { get; init; }

    /// <summary>Address the libp2p port is opened on. Default: 0.0.0.0.</summary>
    public string ListenAddress { get; init; } = "0.0.0.0";

    /// <summary>libp2p TCP port; 0 = any free one. Default: 9000.</summary>
    public int Port { get; init; } = 9000;

    /// <summary>Bootstrap multiaddresses ending in <c>/p2p/ID</c>; these peers are trusted. Default: none.</summary>
    public IReadOnlyList<string> Dial { get; init; } = [];

    /// <summary>No search for peers on the local network. Default: false.</summary>
    public bool DisableMdns { get; init; }

    /// <summary>No rendezvous discovery. Default: false.</summary>
    public bool DisableDiscovery { get; init; }

    /// <summary>Peers discovery aims at; 0 = 24. Default: 0.</summary>
    public int DiscoveryPeers { get; init; }

    /// <summary>Connections per address; 0 = 8. Default: 0.</summary>
    public int MaxConnectionsPerIp { get; init; }

    /// <summary>Untrusted inbound connections; 0 = 256, negative = no cap. Default: 0.</summary>
    public int MaxInboundConnections { get; init; }

    /// <summary>Higher frontier-sync limits between nodes that both announce them. Default: true.</summary>
    public bool BulkSync { get; init; } = true;

    /// <summary>How long directory entries live; 0 = 30 min. Default: 0.</summary>
    public TimeSpan DirectoryTtl { get; init; }

    /// <summary>Offers machines; null on a node that provides none. Default: null.</summary>
    public Leases.ProviderOptions? Provider { get; init; }

    /// <summary>Serves the HTTP API. Default: true.</summary>
    public bool Api { get; init; } = true;

    /// <summary>IP address (or <c>localhost</c>) of the API. Default: 127.0.0.1.</summary>
    public string ApiBind { get; init; } = "127.0.0.1";

    /// <summary>TCP port of the API; 0 = any free one. Default: 8080.</summary>
    public int ApiPort { get; init; } = 8080;

    /// <summary>Who may use the API. Default: <see cref="ApiMode.Private"/>.</summary>
    public ApiMode ApiMode { get; init; }

    /// <summary>Further host names answered in private mode, without port. Default: none; local names always are.</summary>
    public IReadOnlyList<string> ApiHosts { get; init; } = [];

    /// <summary>Origin that browsers may call from; "" = <c>http://localhost:3000</c>, "*" = all. Default: "".</summary>
    public string CorsOrigin { get; init; } = "";

    /// <summary>Token of operator routes (<c>XE_API_ADMIN_TOKEN</c>), besides the data directory's token. Default: null.</summary>
    public string? AdminToken { get; init; }

    /// <summary><c>host:port</c> of metrics and health; "" = off. Default: 127.0.0.1:9095.</summary>
    public string MetricsAddress { get; init; } = "127.0.0.1:9095";

    /// <summary>Peers that readiness asks for; 0 = declared standalone, negative = 1. Default: 1.</summary>
    public int ReadyMinPeers { get; init; } = 1;

    /// <summary>Time without finality, while something waits for it, after which the node is not ready. Default: 90 s.</summary>
    public TimeSpan ReadyFinalityStall { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Most time a stop may take before what is left is abandoned; nothing committed is lost. Default: 30 s.</summary>
    public TimeSpan ShutdownLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Least level logged. Default: information.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>File logged to, appended; "" = stderr. Default: "".</summary>
    public string LogFile { get; init; } = "";

    /// <summary>Size at which the log file is rotated, MB; 0 or less = 64. Default: 64.</summary>
    public int LogMaxSizeMb { get; init; } = 64;

    /// <summary>Rotated files kept; 0 = none, negative = 5. Default: 5.</summary>
    public int LogMaxFiles { get; init; } = 5;

    /// <summary>One JSON object a line instead of text. Default: false.</summary>
    public bool LogJson { get; init; }

    // Tests let the store run full with it, as a disk does; pages of 4,096 bytes, 0 = no limit.
    internal long MaxStorePages { get; init; }
}
