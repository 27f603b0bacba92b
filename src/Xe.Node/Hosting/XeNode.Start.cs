using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Xe.Core;
using Xe.Core.Consensus;
using Xe.Core.Genesis;
using Xe.Core.Keys;
using Xe.Core.Leases;
using Xe.Core.Ledger;
using Xe.Core.Ledger.Audit;
using Xe.Core.Primitives;
using Xe.Core.Records;
using Xe.Core.StateChain;
using Xe.Core.Storage;
using Xe.Core.Views;
using Xe.Node.Api;
using Xe.Node.Events;
using Xe.Node.Observability;
using Xe.Node.Storage;

namespace Xe.Node.Hosting;

public sealed partial class XeNode
{
    /// <summary>Starts a node. Returns when it serves; throws <see cref="NodeStartException"/>, with everything closed again,
    /// where it cannot, and <see cref="OperationCanceledException"/> where it was cancelled.</summary>
    /// <param name="options">How to run.</param>
    /// <param name="loggers">Where it logs.</param>
    /// <param name="clock">The clock; null = the system's.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    public static async Task<XeNode> StartAsync(
        NodeOptions options, ILoggerFactory loggers, TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggers);
        CloseStack opened = new();
        XeNode node = new(options, loggers.CreateLogger<XeNode>(), opened);
        try
        {
            // Rebuilding the ledger is work of seconds on a large store: not on the caller's thread.
            await Task.Run(() => node.OpenAsync(loggers, clock ?? TimeProvider.System, cancellationToken), cancellationToken).ConfigureAwait(false);
            return node;
        }
        catch (Exception e)
        {
            await opened.CloseAsync(node._logger).ConfigureAwait(false);
            throw AsStartFailure(e);
        }
    }

    private static Exception AsStartFailure(Exception e) => e switch
    {
        NodeStartException or OperationCanceledException => e,
        StoreException { Failure: StoreFailure.Locked } locked => new NodeStartException("data_locked", locked.Message, locked),
        StoreException { Failure: StoreFailure.ForeignGenesis } foreign => new NodeStartException("genesis_mismatch", foreign.Message, foreign),
        StoreException store => new NodeStartException("store_failed", store.Message, store),
        _ => new NodeStartException("start_failed", "the node could not start: " + e.Message, e),
    };

    private async Task OpenAsync(ILoggerFactory loggers, TimeProvider clock, CancellationToken cancellationToken)
    {
        GenesisPair genesis = GenesisSource.Load(_options);
        LogIdentity(genesis);

        // Addresses first: the commonest mistake costs nothing then.
        ReservedListener? api = _options.Api
            ? _opened.Push("API address", ReservedListener.Bind("API", "--api-bind, --api-port", _options.ApiBind, _options.ApiPort))
            : null;
        ReservedListener? ops = OpsAddress() is (string host, int port)
            ? _opened.Push("ops address", ReservedListener.Bind("ops", "--metrics-addr", host, port))
            : null;

        ILedgerStore store = OpenStore(genesis);
        AccountKey key = _opened.Push("key", NodeIdentity.Open(_options, genesis, out bool created));
        LogKey(key, created);
        LedgerWriter writer = _opened.Push("ledger writer", new LedgerWriter(store));
        _ = writer.Failed.ContinueWith(t => Fail(t.Result.Message), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);

        StateChainLog stateChain = StateChainLog.Open(genesis.StateChain, store, out Rejection? error, cancellationToken)
            ?? throw new NodeStartException("state_chain", error!.Text);
        _logger.StateChain(genesis.StateChainHash.ToString(), stateChain.Current.Tip.Index);
        CertificateSet certificates = LoadCertificates(store);
        StateChainConfig config = new(stateChain, certificates);
        Ledger ledger = OpenLedger(genesis, store, writer, config, clock);

        NodeMetrics metrics = _opened.Push("metrics", new NodeMetrics());
        Exporter = _opened.Push("exporter", new PrometheusExporter(metrics.Meter));
        metrics.Announce();
        FinalityTracker finality = new(metrics, clock);
        ledger.Observe(finality);
        Events = new EventHub(ledger.State, clock);
        ledger.Observe(Events);
        NetworkRelay relay = new();
        Elections elections = new(ledger, new NodeKeyVoting(key), relay, clock, ConsensusParameters.For(genesis.Rules));
        Core = new NodeCore
        {
            Genesis = genesis,
            Key = key,
            Clock = clock,
            Loggers = loggers,
            Store = store,
            Writer = writer,
            Ledger = ledger,
            StateChain = stateChain,
            Certificates = certificates,
            Elections = elections,
            Metrics = metrics,
            Finality = finality,
            Decoder = genesis.CreateDecoder(),
        };
        INodeNetwork network = NetworkComposition.Create(_options, Core);
        _opened.Push("network", network.DisposeAsync);
        relay.Target = Network = network;
        Services = ServiceComposition.Create(_options, Core, network);
        Intake = new BlockIntake(Core, network);
        Intake.Refused += Events.Rejected;

        StartLoops(elections, clock, loggers);
        StartLeases(config);
        await StartNetworkAsync(network, cancellationToken).ConfigureAwait(false);
        Observe(cancellationToken);
        await ServeAsync(api, ops, cancellationToken).ConfigureAwait(false);
    }

    // The first sample comes before the listeners (spec 14 §2).
    private void Observe(CancellationToken cancellationToken)
    {
        Supply = new SupplyAuditor(Core.Ledger, Core.Clock);
        NodeSampler sampler = new(Core, Network, Supply, _options.DataDirectory);
        Health = new HealthReporter(Core, Network, sampler, _options.ReadyMinPeers, _options.ReadyFinalityStall);
        _ = new SampledMetrics(Core, Network, sampler, Health);
        sampler.Take(cancellationToken);
        PeerWatch peers = new(Network, Events);
        Repeat("peer watch", TimeSpan.FromSeconds(1), _ =>
        {
            peers.Look();
            return Task.CompletedTask;
        });
        Repeat("sampler", NodeSampler.Interval, token =>
        {
            sampler.Take(token);
            return Task.CompletedTask;
        });
    }

    private async Task StartNetworkAsync(INodeNetwork network, CancellationToken cancellationToken)
    {
        try
        {
            await network.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new NodeStartException("address_in_use", $"cannot listen on {_options.ListenAddress}, port {_options.Port} (--port): {e.Message}", e);
        }
    }

    private void LogIdentity(GenesisPair genesis)
    {
        _logger.Version(NodeVersion.Build);
        _logger.NetworkId(genesis.NetworkId);
        if (_options.GenesisDirectory is not null || _options.LedgerGenesisPath is not null)
            _logger.GenesisOverride(genesis.Documents.LedgerName);
        if (genesis.Rules.WorkDifficulty == 0)
            _logger.NoWork();
    }

    private void LogKey(AccountKey key, bool created)
    {
        if (created)
            _logger.KeyGenerated(key.Address.ToString());
        else
            _logger.KeyLoaded(key.Address.ToString());
    }

    private ILedgerStore OpenStore(GenesisPair genesis)
    {
        if (_options.DataDirectory.Length == 0)
            return _opened.Push("store", new MemoryStore());
        try
        {
            PrivateFiles.CreateDirectory(_options.DataDirectory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new NodeStartException("data_unusable", $"cannot create the data directory {_options.DataDirectory}: {e.Message}", e);
        }
        return _opened.Push("store", SqliteStore.Open(new SqliteStoreOptions
        {
            Directory = Path.Combine(_options.DataDirectory, "ledger"),
            MaxPages = _options.MaxStorePages,
            Identity = new StoreIdentity(
                genesis.LedgerHash, genesis.NetworkId, genesis.Rules == NetworkRules.Public ? default : NetworkRulesJson.Hash(genesis.Rules)),
        }));
    }

    private Ledger OpenLedger(GenesisPair genesis, ILedgerStore store, LedgerWriter writer, StateChainConfig config, TimeProvider clock)
    {
        bool isNew = store.IsEmpty;
        Ledger ledger = Ledger.Open(
            new LedgerOptions
            {
                Genesis = genesis.Ledger,
                Rules = genesis.Rules,
                Config = config,
                Clock = clock,
                DataName = _options.DataDirectory,
            },
            writer, store);
        if (isNew)
            _logger.GenesisApplied(genesis.LedgerHash.ToString());
        _logger.LedgerReady(ledger.State.AccountCount, ledger.State.BlockCount);
        if (ledger.EligibleTotal() == 0)
            _logger.NoWeight();
        return ledger;
    }

    private CertificateSet LoadCertificates(ILedgerStore store)
    {
        CertificateSet set = new();
        foreach (ReadOnlyMemory<byte> json in store.LoadCertificates())
        {
            if (CertificateJson.TryRead(json.Span, JsonStrictness.Exact, out PerformanceCertificate? certificate, out Rejection? rejection))
                set.Add(certificate, out _);
            else
                _logger.CertificateUnreadable(rejection.Text);
        }
        return set;
    }

    private void StartLoops(Elections elections, TimeProvider clock, ILoggerFactory loggers)
    {
        ElectionLoop loop = _opened.Push("elections", new ElectionLoop(elections, clock, loggers.CreateLogger<ElectionLoop>()));
        _opened.Push("workers", async () =>
        {
            await _scope.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(_loops).ConfigureAwait(false);
        });
        Run(loop.RunAsync);
        Repeat("lease archive", TimeSpan.FromSeconds(10), _ =>
        {
            int ended = Network.IsStandalone || Network.LastSyncNs != 0 ? Core.Ledger.ArchiveExpiredLeases() : 0;
            if (ended > 0)
                _logger.LeasesArchived(ended);
            return Task.CompletedTask;
        });
    }

    private async Task ServeAsync(ReservedListener? api, ReservedListener? ops, CancellationToken cancellationToken)
    {
        string directory = _options.DataDirectory;
        ApiToken = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        if (directory.Length > 0)
        {
            string token = Path.Combine(directory, NodeFile.TokenFileName);
            PrivateFiles.Write(token, System.Text.Encoding.ASCII.GetBytes(ApiToken));
            _opened.Push("token", () => Delete(token));
        }
        if (api is not null)
        {
            // Streams end when the API stops; without this they would use up the time it has.
            CancellationTokenSource streams = _opened.Push("streams", new CancellationTokenSource());
            ApiContext context = new(Core, Network, Services, Intake, Supply, Health, Events);
            ApiGuard guard = new(MakeApiSettings());
            ApiHandler handler = new(
                ApiRoutes.Create(context, guard, Core.Loggers), guard, Core.Clock, Core.Loggers.CreateLogger<ApiHandler>(), streams.Token);
            ApiServer server = await ListenAsync("API", "--api-port", api, handler, cancellationToken).ConfigureAwait(false);
            _opened.Push("API", async () =>
            {
                await streams.CancelAsync().ConfigureAwait(false);
                await server.StopAsync(ServerStopLimit).ConfigureAwait(false);
            });
            ApiUrl = new Uri(api.Url);
            _logger.ApiListening(api.Url, _options.ApiMode == ApiMode.Private ? "private" : "public");
        }
        if (ops is not null)
        {
            OpsHandler handler = new(Health, Exporter, Core.Loggers.CreateLogger<OpsHandler>());
            ApiServer server = await ListenAsync("ops", "--metrics-addr", ops, handler, cancellationToken).ConfigureAwait(false);
            _opened.Push("ops", () => server.StopAsync(ServerStopLimit));
            OpsUrl = new Uri(ops.Url);
            _logger.OpsListening(ops.Url);
        }
        Description = Describe();
        if (directory.Length > 0)
        {
            string path = Path.Combine(directory, NodeFile.FileName);
            PrivateFiles.Write(path, JsonSerializer.SerializeToUtf8Bytes(Description, ViewsJson.Default.NodeFile));
            _opened.Push("description", () => Delete(path));
        }
    }

    private async Task<ApiServer> ListenAsync(
        string what, string flags, ReservedListener address, RequestHandler handler, CancellationToken cancellationToken)
    {
        try
        {
            return await ApiServer.StartAsync(address.Socket, handler, Core.Loggers, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            // Systems that let two sockets take one address refuse the second listener.
            throw ReservedListener.InUse(what, flags, address.EndPoint.ToString(), e);
        }
    }

    private ApiSettings MakeApiSettings() => new()
    {
        IsPrivate = _options.ApiMode == ApiMode.Private,
        Token = ApiToken,
        AdminToken = _options.AdminToken,
        CorsOrigin = _options.CorsOrigin,
        Hosts = _options.ApiHosts,
    };

    private NodeFile Describe() => new()
    {
        Pid = Environment.ProcessId,
        ApiUrl = ApiUrl?.GetLeftPart(UriPartial.Authority),
        OpsUrl = OpsUrl?.GetLeftPart(UriPartial.Authority),
        PeerId = Network.PeerId,
        ListenAddresses = Network.Addresses,
        Address = Core.Key.Address.ToString(),
        NetworkId = Core.Genesis.NetworkId,
        Version = NodeVersion.Build,
        StartedAt = Core.Clock.GetUtcNow(),
    };

    private (string Host, int Port)? OpsAddress()
    {
        string address = _options.MetricsAddress;
        if (address.Length == 0)
            return null;
        int colon = address.LastIndexOf(':');
        return colon >= 0 && ushort.TryParse(address.AsSpan(colon + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out ushort port)
            ? (colon == 0 ? "0.0.0.0" : address[..colon], port)
            : throw new NodeStartException("address_invalid", $"the metrics address \"{address}\" is not HOST:PORT (--metrics-addr)");
    }

    private static ValueTask Delete(string path)
    {
        PrivateFiles.TryDelete(path);
        return ValueTask.CompletedTask;
    }
}
