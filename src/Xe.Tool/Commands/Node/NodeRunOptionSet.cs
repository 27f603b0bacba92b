using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Xe.Client;
using Xe.Core;
using Xe.Core.Keys;
using Xe.Node.Hosting;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Node;

/// <summary>The options of <c>node run</c> and <c>node start</c> (spec 09 §5, 14 §1.2).</summary>
internal sealed class NodeRunOptionSet
{
    private readonly Option<string> _data = NodeCommands.DataOption();

    private readonly Option<string?> _genesisDirectory = Text("--genesis-dir", "Directory of the genesis pair (default: the built-in development network)", "DIR");
    private readonly Option<string?> _ledgerGenesis = Text("--genesis", "Ledger genesis file; goes with --statechain-genesis", "FILE");
    private readonly Option<string?> _stateChainGenesis = Text("--statechain-genesis", "State-chain genesis file", "FILE");
    private readonly Option<string?> _nodeKey = Text("--node-key", "Seed a new node.key from a file: node.key, or a plain wallet", "FILE");
    private readonly Option<int> _port = Number("--port", "libp2p TCP port; 0 = any free one", 9000);
    private readonly Option<string> _listen = Default("--listen", "Address of the libp2p port", "ADDRESS", "0.0.0.0");
    private readonly Option<string[]> _dial = new("--dial") { Description = "Bootstrap multiaddresses ending in /p2p/ID, separated by commas; may be repeated", HelpName = "ADDRESS[,ADDRESS]" };
    private readonly Option<bool> _noNetwork = Flag("--no-network", "Run without any peers");
    private readonly Option<bool> _disableMdns = Flag("--disable-mdns", "No search for peers on the local network");
    private readonly Option<bool> _noDiscovery = Flag("--no-discovery", "No rendezvous discovery");
    private readonly Option<int> _discoveryPeers = Number("--discovery-peers", "Peers discovery aims at; 0 = 24", 0);
    private readonly Option<int> _maxPerIp = Number("--max-conns-per-ip", "Connections per address; 0 = 8", 0);
    private readonly Option<int> _maxInbound = Number("--max-inbound-conns", "Untrusted inbound connections; 0 = 256, negative = no cap", 0);
    private readonly Option<bool> _api = new("--api") { Description = "Serve the HTTP API", DefaultValueFactory = _ => true };
    private readonly Option<string> _apiBind = Default("--api-bind", "Address of the API", "ADDRESS", "127.0.0.1");
    private readonly Option<int> _apiPort = Number("--api-port", "Port of the API; 0 = any free one", 8080);
    private readonly Option<bool> _public = Flag("--public-api", "Everybody may write, within rate limits (default: only who has the token)");
    private readonly Option<string[]> _apiHosts = new("--api-host") { Description = "Further host name answered in private mode; may be repeated", HelpName = "NAME" };
    private readonly Option<string> _cors = Default("--cors-origin", "Origin that browsers may call from; * = all", "ORIGIN", "");
    private readonly Option<string> _metrics = Default("--metrics-addr", "host:port of metrics and health, or off", "HOST:PORT", "127.0.0.1:9095");
    private readonly Option<int> _readyPeers = Number("--ready-min-peers", "Peers that readiness asks for; 0 = standalone", 1);
    private readonly Option<string> _stall = Default("--ready-finality-stall", "Time without finality after which the node is not ready", "DURATION", "90s");
    private readonly Option<string> _logLevel = Default("--log-level", "debug, info, warn or error", "LEVEL", "info");
    private readonly Option<string> _logFile = Default("--log-file", "File to log to (default: standard error)", "FILE", "");
    private readonly Option<int> _logMaxSize = Number("--log-max-size", "Size at which the log file is rotated, MB", 64);
    private readonly Option<int> _logMaxFiles = Number("--log-max-files", "Rotated files kept", 5);
    private readonly Option<bool> _logJson = Flag("--log-json", "One JSON object a line");

    private readonly ProviderOptionSet _provider = new();

    internal Option<string> Data => _data;

    internal IReadOnlyList<Symbol> Symbols => [_data, .. Forwarded];

    private IReadOnlyList<Option> Forwarded =>
    [
        _genesisDirectory, _ledgerGenesis, _stateChainGenesis, _nodeKey, _port, _listen, _dial, _noNetwork, _disableMdns, _noDiscovery, _discoveryPeers,
        _maxPerIp, _maxInbound, _api, _apiBind, _apiPort, _public, _apiHosts, _cors, _metrics, _readyPeers, _stall, _logLevel, _logFile, _logMaxSize,
        _logMaxFiles, _logJson, .. _provider.Options,
    ];

    /// <summary>What was given, for the command line of the node in the background; the data directory is left out.</summary>
    internal IReadOnlyList<string> Arguments(Run run)
    {
        List<string> arguments = [];
        foreach (Option option in Forwarded)
        {
            if (run.Result(option) is not { } result)
                continue;
            if (result.Tokens.Count == 0)
                arguments.Add(option.Name);
            foreach (Token token in result.Tokens)
                arguments.AddRange([option.Name, token.Value]);
        }
        return arguments;
    }

    internal NodeOptions Read(Run run) => new()
    {
        DataDirectory = run.Get(_data)!,
        GenesisDirectory = run.Get(_genesisDirectory),
        LedgerGenesisPath = run.Get(_ledgerGenesis),
        StateChainGenesisPath = run.Get(_stateChainGenesis),
        InitialKeySeed = run.Get(_nodeKey) is { } file ? (ReadOnlyMemory<byte>?)ReadSeed(file) : null,
        NoNetwork = run.Get(_noNetwork),
        ListenAddress = run.Get(_listen)!,
        Port = Port(run, _port),
        Dial = [.. (run.Get(_dial) ?? []).SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
        DisableMdns = run.Get(_disableMdns),
        DisableDiscovery = run.Get(_noDiscovery),
        DiscoveryPeers = run.Get(_discoveryPeers),
        MaxConnectionsPerIp = run.Get(_maxPerIp),
        MaxInboundConnections = run.Get(_maxInbound),
        Api = run.Get(_api),
        ApiBind = run.Get(_apiBind)!,
        ApiPort = Port(run, _apiPort),
        ApiMode = run.Get(_public) ? ApiMode.Public : ApiMode.Private,
        ApiHosts = run.Get(_apiHosts) ?? [],
        CorsOrigin = run.Get(_cors)!,
        AdminToken = Environment.GetEnvironmentVariable("XE_API_ADMIN_TOKEN") is { Length: > 0 } token ? token : null,
        MetricsAddress = run.Get(_metrics) is "off" or null ? "" : run.Get(_metrics)!,
        ReadyMinPeers = run.Get(_readyPeers),
        ReadyFinalityStall = GoDuration.Parse(run.Get(_stall)!, _stall.Name),
        LogLevel = Level(run.Get(_logLevel)!),
        LogFile = run.Get(_logFile)!,
        LogMaxSizeMb = run.Get(_logMaxSize),
        LogMaxFiles = run.Get(_logMaxFiles),
        LogJson = run.Get(_logJson),
        Provider = _provider.Read(run),
    };

    private static LogLevel Level(string text) => text.ToLowerInvariant() switch
    {
        "debug" => LogLevel.Debug,
        "info" or "" => LogLevel.Information,
        "warn" or "warning" => LogLevel.Warning,
        "error" => LogLevel.Error,
        _ => throw new UsageException($"--log-level takes debug, info, warn or error, got {GoQuote.Quote(text)}"),
    };

    private static int Port(Run run, Option<int> option) =>
        run.Get(option) is >= 0 and <= ushort.MaxValue and var port ? port : throw new UsageException($"{option.Name} takes 0 to 65535");

    private static byte[] ReadSeed(string path)
    {
        if (!File.Exists(path))
            throw new XeException(XeErrors.FileFailed, "no such file: " + path);
        byte[] content = File.ReadAllBytes(path);
        try
        {
            bool raw = content.Length == AccountKey.SeedSize;
            AccountKey? key;
            Rejection? rejection;
            if (raw ? !NodeKeyFormat.TryRead(path, content, out key, out rejection) : !PlainWalletFormat.TryRead(path, content, out key, out rejection))
                throw XeException.From(rejection);
            using (key)
                return NodeKeyFormat.Write(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private static Option<string?> Text(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };

    private static Option<string> Default(string name, string description, string helpName, string value) =>
        new(name) { Description = description, HelpName = helpName, DefaultValueFactory = _ => value };

    private static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };

    private static Option<bool> Flag(string name, string description) => new(name) { Description = description };
}
