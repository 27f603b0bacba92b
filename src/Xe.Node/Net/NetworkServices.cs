using Microsoft.Extensions.Logging;
using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Keys;
using Xe.Core.Leases;
using Xe.Core.Primitives;
using Xe.Core.StateChain;
using Xe.Core.StateChain.SystemKeys;
using Xe.Core.Views;
using Xe.Libp2p;
using Xe.Libp2p.Dht;
using Xe.Libp2p.Host;
using Xe.Libp2p.Pubsub;
using Xe.Node.AccountDirectory;
using Xe.Node.Chat;
using Xe.Node.Net.Attestation;
using Xe.Node.Net.Discovery;
using Xe.Node.Net.Gossip;
using Xe.Node.Net.Messaging;
using Xe.Node.Net.Netcheck;
using Xe.Node.Net.Pulls;
using Xe.Node.Net.StateSync;
using Xe.Node.Net.Sync;
using Xe.Node.Net.Tunnel;

namespace Xe.Node.Net;

/// <summary>The network of one node: host, handshake, gossip, sync, pulls, messages, discovery, put together in the safe order
/// of spec 14 §3.3: everything that serves peers exists before anything listens.</summary>
public sealed partial class NetworkServices : INodeNetwork
{
    // Connections times what is started for each, and the loops.
    private const int MaxBackgroundTasks = 4096;
    private const string DhtPrefix = "/xe";
    private const int DefaultMaxInbound = 256;

    private readonly NetworkOptions _options;
    private readonly NodeCore _core;
    private readonly Libp2pHost _host;
    private readonly GossipSub _router;
    private readonly KademliaDht _dht;
    private readonly LocalDiscovery? _localDiscovery;
    private readonly RendezvousDiscovery? _rendezvous;
    private readonly ILogger _log;
    private readonly BackgroundTasks _tasks;
    private readonly BanList _bans;
    private readonly BanFile? _banFile;
    private readonly NetcheckService _netcheck;
    private readonly SyncTracker _tracker;
    private readonly FrontierSync _sync;
    private readonly FrontierResponder _responder;
    private readonly StateSyncService _stateSync;
    private readonly GossipService _gossip;
    private readonly BlockWorker _blockWorker;
    private readonly BlockPull _blockPull;
    private readonly VotePull _votePull;
    private readonly CertificatePull _certificatePull;
    private readonly ElectionRequests _requests;
    private readonly BootstrapDialler _bootstrap;
    private readonly JoinDiagnostic _joinDiagnostic;
    private readonly SelfRegistration _selfRegistration;
    private readonly PeerRegistry _registry;
    private long _lastSyncNs;

    /// <summary>Puts the network of a node together; nothing listens yet.</summary>
    /// <param name="options">How.</param>
    /// <param name="core">What it serves and feeds.</param>
    public NetworkServices(NetworkOptions options, NodeCore core)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(core);
        (_options, _core) = (options, core);
        _log = core.Loggers.CreateLogger<NetworkServices>();
        _tasks = new BackgroundTasks(_log, MaxBackgroundTasks);
        _bans = new BanList(core.Clock);
        _banFile = options.BanDirectory is { } directory ? new BanFile(Path.Combine(directory, BanFile.FileName), _bans, core.Clock) : null;
        _host = new Libp2pHost(HostOptions());
        _registry = new PeerRegistry(_host);
        string networkId = core.Genesis.NetworkId;

        Directory = new DirectoryTable(networkId, core.Clock, options.DirectoryTtl);
        Chat = new ChatStore(core.Clock);
        _dht = new KademliaDht(_host, new DhtOptions { ProtocolPrefix = DhtPrefix }, core.Loggers.CreateLogger<KademliaDht>());
        DhtPeerFinder finder = new(_host, _dht);
        Messenger = new Messenger(_host, finder, _log);
        Tunnels = new TunnelProtocol(_host, finder, _log);
        Attestations = new AttestationService(core.Ledger, Directory, core.Clock, Attest);
        AttestationGatherer = new AttestationGatherer(
            _host, Messenger, () => core.StateChain.Current.Timekeepers, core.Key.PublicKey.ToString(), Attest, _log);
        ChatMessages = new ChatMessages(Messenger, Directory, Chat, _host.LocalPeer, core.Clock, core.ChatDifficulty);
        VmMessages = new VmMessages(Messenger, core.Ledger, Directory);

        string[] features = options.BulkSync ? [PeerFeatures.Noop, PeerFeatures.BulkSync] : [PeerFeatures.Noop];
        _netcheck = new NetcheckService(
            _host, new NetcheckMessage(networkId, ProtocolVersion.Current.ToString(), features, core.Genesis.StateChainHash.ToString()),
            () => core.StateChain.Current.MinProtocolVersion, _bans, Capabilities, _log);
        _tracker = new SyncTracker(core.Clock);
        core.Ledger.Observe(_tracker);
        _sync = new FrontierSync(
            _host, core.Ledger, core.Decoder, Capabilities, _tracker, new FrontierSyncOptions { Bulk = options.BulkSync, Lanes = options.Lanes }, _log);
        _sync.SessionEnded += outcome =>
        {
            core.Metrics.SyncRound(ok: true);
            core.Metrics.BlocksSynced(outcome.Added);
        };
        _sync.SessionFailed += () => core.Metrics.SyncRound(ok: false);
        _sync.Quarantining += () => core.Metrics.BlocksQuarantined(1);
        _sync.SessionEnded += _ => Interlocked.Exchange(ref _lastSyncNs, core.Clock.UnixNow());
        _responder = new FrontierResponder(_host, new LedgerBlockSource(core.Ledger), Capabilities, _tracker, _log);
        _stateSync = new StateSyncService(_host, core.StateChain, _log);

        BlockIngest ingest = new(core.Ledger, core.Decoder, core.Clock);
        CertificateIngest certificates = new(core.Certificates, core.Store, networkId);
        _blockPull = new BlockPull(_host, Messenger, core.Ledger, ingest, _tracker, _log);
        _votePull = new VotePull(_host, Messenger, core.Elections, _log);
        _certificatePull = new CertificatePull(_host, Messenger, core.Certificates, certificates, core.Key.Address, _log);
        _requests = new ElectionRequests(_tasks, _votePull, _blockPull, core.Ledger, _tracker);

        _blockWorker = new BlockWorker(core.Ledger, ingest, _tracker, core.Key.Address, core.Genesis.Rules, core.Metrics, _log);
        _router = new GossipSub(_host, GossipSettings.Router(_bans.IsTrusted), core.Loggers.CreateLogger<GossipSub>());
        _gossip = new GossipService(_router, new GossipParts
        {
            LocalPeer = _host.LocalPeer,
            Clock = core.Clock,
            Decoder = core.Decoder,
            TakeBlocks = _blockWorker.Take,
            Elections = core.Elections,
            Metrics = core.Metrics,
            StateChain = core.StateChain,
            StateGap = () => _tasks.TryRun("state-chain resync", _stateSync.ResyncAsync),
            Directory = Directory,
            Certificates = certificates,
        }, _log);

        _rendezvous = options.DisableDiscovery ? null : new RendezvousDiscovery(_host, _dht, networkId, options.DiscoveryPeers, _log);
        _localDiscovery = options.DisableMdns ? null : new LocalDiscovery(_host, _tasks, core.Loggers, _log);
        _bootstrap = new BootstrapDialler(_host, options.Dial, _log);
        _joinDiagnostic = new JoinDiagnostic(_host, _netcheck.Counters, networkId, _log);
        _selfRegistration = new SelfRegistration(_host, core.Key, networkId, Directory, _gossip);
    }

    /// <summary>Accounts and the peers that serve them.</summary>
    public DirectoryTable Directory { get; }

    /// <summary>Chat messages taken in.</summary>
    public ChatStore Chat { get; }

    /// <summary>Requests to peers.</summary>
    public Messenger Messenger { get; }

    /// <summary>Chat between nodes.</summary>
    public ChatMessages ChatMessages { get; }

    /// <summary>VM messages between nodes.</summary>
    public VmMessages VmMessages { get; }

    /// <summary>Tunnels to VMs.</summary>
    public TunnelProtocol Tunnels { get; }

    /// <summary>Signs times for others.</summary>
    public AttestationService Attestations { get; }

    /// <summary>Collects signed times.</summary>
    public AttestationGatherer AttestationGatherer { get; }

    /// <summary>What peers announced.</summary>
    public CapabilityTable Capabilities { get; } = new();

    /// <summary>Peers refused for a while.</summary>
    public BanList Bans => _bans;

    /// <summary>Refused and broken-off handshakes.</summary>
    public HandshakeCounters Handshakes => _netcheck.Counters;

    /// <summary>Raised after each frontier-sync session that ended well.</summary>
    public event Action<SyncOutcome>? Synced
    {
        add => _sync.SessionEnded += value;
        remove => _sync.SessionEnded -= value;
    }

    /// <summary>A verified marketplace message, own ones included. Handlers only enqueue.</summary>
    public event Action<Core.Leases.Market.MarketplaceMessage>? MarketplaceReceived
    {
        add => _gossip.MarketplaceReceived += value;
        remove => _gossip.MarketplaceReceived -= value;
    }

    /// <summary>Gossip scores of the peers, for display.</summary>
    public IReadOnlyList<PeerScoreSnapshot> Scores => _router.Scores();

    /// <inheritdoc />
    public string PeerId => _host.LocalPeer.ToString();

    /// <inheritdoc />
    public IReadOnlyList<string> Addresses => [.. _host.ListenAddresses.Select(address => address.WithPeer(_host.LocalPeer).ToString())];

    /// <inheritdoc />
    public IReadOnlyList<PeerView> Peers => _registry.Views();

    /// <inheritdoc />
    public int PeerCount => _host.ConnectedPeers.Count;

    /// <inheritdoc />
    public bool IsStandalone => _options.IsStandalone;

    /// <inheritdoc />
    public long DroppedBlocks => _gossip.DroppedBlocks;

    /// <summary>Non-final votes shed from full queues since start.</summary>
    public long DroppedVotes => _gossip.DroppedVotes;

    /// <inheritdoc />
    public long LastSyncNs => Interlocked.Read(ref _lastSyncNs);

    /// <inheritdoc />
    public int QuarantinedBlocks => _sync.Quarantined;

    /// <inheritdoc />
    public PeerSoftware? SoftwareOf(Address representative) =>
        Directory.Lookup(representative) is { } record && Libp2p.PeerId.TryParse(record.NodePeer, out PeerId? peer)
        && Capabilities.Get(peer) is { } known
            ? new PeerSoftware(known.Version, known.Features)
            : null;

    /// <inheritdoc />
    public void PublishBlock(Block block)
    {
        _tracker.SetDirty();
        _gossip.Publish(block);
    }

    /// <inheritdoc />
    public void PublishStateBlock(StateBlock block) => _gossip.Publish(block);

    /// <summary>Spreads a registration that is in the table.</summary>
    public void Publish(Core.AccountDirectory.DirectoryRegistration registration) => _gossip.Publish(registration);

    /// <summary>Spreads an own certificate.</summary>
    public void Publish(PerformanceCertificate certificate) => _gossip.Publish(certificate);

    /// <summary>Spreads a marketplace message.</summary>
    public void Publish(Core.Leases.Market.MarketplaceMessage message) => _gossip.Publish(message);

    /// <inheritdoc />
    public void Publish(Vote vote) => _gossip.Publish(vote);

    /// <inheritdoc />
    public void PullVotes(Position position) => _requests.PullVotes(position);

    /// <inheritdoc />
    public void PullBlocks(IReadOnlyList<Hash256> hashes) => _requests.PullBlocks(hashes);

    private HostOptions HostOptions() => new()
    {
        Identity = _options.Identity,
        ListenAddresses = _options.Listen,
        AgentVersion = _options.AgentVersion,
        Memory = _options.Memory,
        Clock = _core.Clock,
        Logger = _core.Loggers.CreateLogger<Libp2pHost>(),
        Gater = new NetworkGater(_bans),
        Limits = new HostLimits
        {
            MaxInboundConnections = _options.MaxInboundConnections == 0 ? DefaultMaxInbound : _options.MaxInboundConnections,
            MaxConnectionsPerAddress = _options.MaxConnectionsPerIp,
        },
    };

    private TimekeeperAttestation Attest(Bytes32 identifier, long timestamp) =>
        _core.Key.WithSeed(seed => AttestationList.Sign(seed, identifier, timestamp));
}
