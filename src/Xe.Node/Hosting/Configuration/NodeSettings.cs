using Microsoft.Extensions.Logging;
using static Xe.Node.Hosting.Configuration.SettingText;

namespace Xe.Node.Hosting.Configuration;

/// <summary>Every setting of a node that an operator can give (spec 09 §5, 14 §1).</summary>
public static class NodeSettings
{
    private static readonly string[] LogLevels = ["debug", "info", "warn", "error"];
    private static readonly string[] ApiModes = ["private", "public"];

    /// <summary>In the order they are shown.</summary>
    public static IReadOnlyList<NodeSetting> All { get; } =
    [
        Text("data", "Directory of keys, ledger and tokens", o => o.DataDirectory, (o, v) => o with { DataDirectory = v }),
        Text("genesis_dir", "Directory of the genesis documents; empty = the built-in development network", o => o.GenesisDirectory ?? "", (o, v) => o with { GenesisDirectory = OrNull(v) }),
        Text("genesis", "Ledger genesis file, together with statechain_genesis", o => o.LedgerGenesisPath ?? "", (o, v) => o with { LedgerGenesisPath = OrNull(v) }),
        Text("statechain_genesis", "State-chain genesis file, together with genesis", o => o.StateChainGenesisPath ?? "", (o, v) => o with { StateChainGenesisPath = OrNull(v) }),
        Flag("no_network", "Run without any peers", o => o.NoNetwork, (o, v) => o with { NoNetwork = v }),
        Text("listen", "Address of the libp2p port", o => o.ListenAddress, (o, v) => o with { ListenAddress = v }),
        Port("port", "libp2p TCP port; 0 = any free one", o => o.Port, (o, v) => o with { Port = v }),
        Many("dial", "Bootstrap multiaddresses ending in /p2p/ID", o => o.Dial, (o, v) => o with { Dial = v }),
        Flag("disable_mdns", "No search for peers on the local network", o => o.DisableMdns, (o, v) => o with { DisableMdns = v }),
        Flag("no_discovery", "No rendezvous discovery", o => o.DisableDiscovery, (o, v) => o with { DisableDiscovery = v }),
        Count("discovery_peers", "Peers discovery aims at; 0 = 24", o => o.DiscoveryPeers, (o, v) => o with { DiscoveryPeers = v }),
        Count("max_conns_per_ip", "Connections per address; 0 = 8", o => o.MaxConnectionsPerIp, (o, v) => o with { MaxConnectionsPerIp = v }),
        Whole("max_inbound_conns", "Untrusted inbound connections; 0 = 256, negative = no cap", o => o.MaxInboundConnections, (o, v) => o with { MaxInboundConnections = v }),
        Time("directory_ttl", "Life of directory entries; 0s = 30m", o => o.DirectoryTtl, (o, v) => o with { DirectoryTtl = v }),
        Flag("api", "Serve the HTTP API", o => o.Api, (o, v) => o with { Api = v }),
        Text("api_bind", "IP address of the API", o => o.ApiBind, (o, v) => o with { ApiBind = v }),
        Port("api_port", "TCP port of the API; 0 = any free one", o => o.ApiPort, (o, v) => o with { ApiPort = v }),
        new("api_mode", SettingKind.Choice, "Who may write: who has the data directory's token, or everybody within rate limits",
            o => ApiModes[(int)o.ApiMode], (o, v) => o with { ApiMode = (ApiMode)Array.IndexOf(ApiModes, v) }) { Choices = ApiModes },
        Many("api_hosts", "Further host names answered in private mode", o => o.ApiHosts, (o, v) => o with { ApiHosts = v }),
        Text("cors_origin", "Origin that browsers may call from; empty = http://localhost:3000, * = all", o => o.CorsOrigin, (o, v) => o with { CorsOrigin = v }),
        new("api_admin_token", SettingKind.Text, "Token of operator routes, besides the data directory's", o => o.AdminToken ?? "", (o, v) => o with { AdminToken = OrNull(v) }) { IsSecret = true },
        Text("metrics_addr", "HOST:PORT of metrics and health; empty = off", o => o.MetricsAddress, (o, v) => o with { MetricsAddress = v }),
        Whole("ready_min_peers", "Peers that readiness asks for; 0 = declared standalone, negative = 1", o => o.ReadyMinPeers, (o, v) => o with { ReadyMinPeers = v }),
        Time("ready_finality_stall", "Time without finality after which the node is not ready", o => o.ReadyFinalityStall, (o, v) => o with { ReadyFinalityStall = v }),
        Time("shutdown_limit", "Most time a stop may take", o => o.ShutdownLimit, (o, v) => o with { ShutdownLimit = v }),
        new("log_level", SettingKind.Choice, "Least level logged", o => LogLevels[Math.Clamp((int)o.LogLevel - 1, 0, 3)],
            (o, v) => o with { LogLevel = (LogLevel)(Array.IndexOf(LogLevels, v) + 1) }) { Choices = LogLevels },
        Text("log_file", "File logged to; empty = standard error", o => o.LogFile, (o, v) => o with { LogFile = v }),
        Whole("log_max_size", "Size at which the log file is rotated, MB; 0 or less = 64", o => o.LogMaxSizeMb, (o, v) => o with { LogMaxSizeMb = v }),
        Whole("log_max_files", "Rotated files kept; negative = 5", o => o.LogMaxFiles, (o, v) => o with { LogMaxFiles = v }),
        Flag("log_json", "One JSON object a line", o => o.LogJson, (o, v) => o with { LogJson = v }),
    ];

    /// <summary>The setting of a file key; null where there is none.</summary>
    public static NodeSetting? Find(string key) => All.FirstOrDefault(s => s.Key == key);

    private static string? OrNull(string value) => value.Length == 0 ? null : value;

    private static NodeSetting Text(string key, string description, Func<NodeOptions, string> read, Func<NodeOptions, string, NodeOptions> apply) =>
        new(key, SettingKind.Text, description, read, apply);

    private static NodeSetting Flag(string key, string description, Func<NodeOptions, bool> read, Func<NodeOptions, bool, NodeOptions> apply) =>
        new(key, SettingKind.Switch, description, o => Switch(read(o)), (o, v) => apply(o, v == "true"));

    private static NodeSetting Whole(string key, string description, Func<NodeOptions, int> read, Func<NodeOptions, int, NodeOptions> apply) =>
        new(key, SettingKind.Number, description, o => Number(read(o)), (o, v) => apply(o, Number(v)));

    private static NodeSetting Count(string key, string description, Func<NodeOptions, int> read, Func<NodeOptions, int, NodeOptions> apply) =>
        new(key, SettingKind.Number, description, o => Number(read(o)), (o, v) => apply(o, Number(v))) { Min = 0, Max = 1_000_000 };

    private static NodeSetting Port(string key, string description, Func<NodeOptions, int> read, Func<NodeOptions, int, NodeOptions> apply) =>
        new(key, SettingKind.Number, description, o => Number(read(o)), (o, v) => apply(o, Number(v))) { Min = 0, Max = ushort.MaxValue };

    private static NodeSetting Many(string key, string description, Func<NodeOptions, IReadOnlyList<string>> read, Func<NodeOptions, IReadOnlyList<string>, NodeOptions> apply) =>
        new(key, SettingKind.List, description, o => string.Join(',', read(o)), (o, v) => apply(o, List(v)));

    private static NodeSetting Time(string key, string description, Func<NodeOptions, TimeSpan> read, Func<NodeOptions, TimeSpan, NodeOptions> apply) =>
        new(key, SettingKind.Duration, description, o => Duration(read(o)), (o, v) => apply(o, Duration(v)));
}
