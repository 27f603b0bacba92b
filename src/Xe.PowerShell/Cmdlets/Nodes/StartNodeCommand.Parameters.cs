using System.Management.Automation;

namespace Xe.PowerShell.Cmdlets;

// One parameter for each option of 'node run' (spec 09 §5).
public sealed partial class StartNodeCommand
{
    /// <summary>Data directory.</summary>
    [Parameter(Position = 0)]
    public string DataPath { get; set; } = "./data";

    /// <summary>Folder with the two genesis documents.</summary>
    [Parameter]
    public string? GenesisPath { get; set; }

    /// <summary>Ledger genesis document.</summary>
    [Parameter]
    public string? LedgerGenesis { get; set; }

    /// <summary>State-chain genesis document.</summary>
    [Parameter]
    public string? StateChainGenesis { get; set; }

    /// <summary>Key of the node's account for a new data directory.</summary>
    [Parameter]
    public string? NodeKey { get; set; }

    /// <summary>libp2p port; 0 = any free one.</summary>
    [Parameter]
    [ValidateRange(0, 65_535)]
    public int Port { get; set; }

    /// <summary>Address of the libp2p port.</summary>
    [Parameter]
    public string? Listen { get; set; }

    /// <summary>Bootstrap multiaddresses.</summary>
    [Parameter]
    public string[] Dial { get; set; } = [];

    /// <summary>No peers at all.</summary>
    [Parameter]
    public SwitchParameter NoNetwork { get; set; }

    /// <summary>No search on the local network.</summary>
    [Parameter]
    public SwitchParameter DisableMdns { get; set; }

    /// <summary>No rendezvous discovery.</summary>
    [Parameter]
    public SwitchParameter NoDiscovery { get; set; }

    /// <summary>Peers discovery aims at.</summary>
    [Parameter]
    public int DiscoveryPeer { get; set; }

    /// <summary>Connections per address.</summary>
    [Parameter]
    public int MaxConnectionPerIP { get; set; }

    /// <summary>Untrusted inbound connections.</summary>
    [Parameter]
    public int MaxInboundConnection { get; set; }

    /// <summary>No HTTP API.</summary>
    [Parameter]
    public SwitchParameter NoApi { get; set; }

    /// <summary>Address of the API.</summary>
    [Parameter]
    public string? ApiBind { get; set; }

    /// <summary>Port of the API; 0 = any free one.</summary>
    [Parameter]
    [ValidateRange(0, 65_535)]
    public int ApiPort { get; set; }

    /// <summary>Everybody may write.</summary>
    [Parameter]
    public SwitchParameter PublicApi { get; set; }

    /// <summary>Origin that browsers may call from.</summary>
    [Parameter]
    public string? CorsOrigin { get; set; }

    /// <summary>host:port of metrics and health; "" = off.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? MetricsAddress { get; set; }

    /// <summary>Peers that readiness asks for.</summary>
    [Parameter]
    public int ReadyMinPeer { get; set; }

    /// <summary>Time without finality after which the node is not ready.</summary>
    [Parameter]
    public TimeSpan ReadyFinalityStall { get; set; }

    /// <summary>Least severe messages logged.</summary>
    [Parameter]
    [ValidateSet("debug", "info", "warn", "error")]
    public string? LogLevel { get; set; }

    /// <summary>File to log to.</summary>
    [Parameter]
    public string? LogFile { get; set; }

    /// <summary>Size at which the log file is rotated, MB.</summary>
    [Parameter]
    public int LogMaxSizeMB { get; set; }

    /// <summary>Rotated files kept.</summary>
    [Parameter]
    public int LogMaxFile { get; set; }

    /// <summary>One JSON object a line.</summary>
    [Parameter]
    public SwitchParameter LogJson { get; set; }

    private IReadOnlyList<string> Arguments()
    {
        NodeArguments arguments = new(MyInvocation.BoundParameters);
        arguments
            .Text(nameof(GenesisPath), "--genesis-dir", PathOf(GenesisPath))
            .Text(nameof(LedgerGenesis), "--genesis", PathOf(LedgerGenesis))
            .Text(nameof(StateChainGenesis), "--statechain-genesis", PathOf(StateChainGenesis))
            .Text(nameof(NodeKey), "--node-key", PathOf(NodeKey))
            .Add(nameof(Port), "--port", Port)
            .Text(nameof(Listen), "--listen", Listen)
            .Text(nameof(Dial), "--dial", string.Join(',', Dial))
            .Flag(nameof(NoNetwork), "--no-network", NoNetwork)
            .Flag(nameof(DisableMdns), "--disable-mdns", DisableMdns)
            .Flag(nameof(NoDiscovery), "--no-discovery", NoDiscovery)
            .Add(nameof(DiscoveryPeer), "--discovery-peers", DiscoveryPeer)
            .Add(nameof(MaxConnectionPerIP), "--max-conns-per-ip", MaxConnectionPerIP)
            .Add(nameof(MaxInboundConnection), "--max-inbound-conns", MaxInboundConnection)
            .Flag(nameof(NoApi), "--api=false", NoApi)
            .Text(nameof(ApiBind), "--api-bind", ApiBind)
            .Add(nameof(ApiPort), "--api-port", ApiPort)
            .Flag(nameof(PublicApi), "--public-api", PublicApi)
            .Text(nameof(CorsOrigin), "--cors-origin", CorsOrigin)
            .Text(nameof(MetricsAddress), "--metrics-addr", MetricsAddress)
            .Add(nameof(ReadyMinPeer), "--ready-min-peers", ReadyMinPeer)
            .Span(nameof(ReadyFinalityStall), "--ready-finality-stall", ReadyFinalityStall)
            .Text(nameof(LogLevel), "--log-level", LogLevel)
            .Text(nameof(LogFile), "--log-file", PathOf(LogFile))
            .Add(nameof(LogMaxSizeMB), "--log-max-size", LogMaxSizeMB)
            .Add(nameof(LogMaxFile), "--log-max-files", LogMaxFile)
            .Flag(nameof(LogJson), "--log-json", LogJson);
        return arguments.List;
    }

    private string? PathOf(string? path) => string.IsNullOrEmpty(path) ? path : FullPath(path);
}
