namespace Xe.Libp2p.Pubsub;

/// <summary>Settings of a <see cref="GossipSub"/> router. Defaults are those of spec 06 §7.4, which are go-libp2p-pubsub's.</summary>
public sealed record GossipSubOptions
{
    /// <summary>Protocol ids offered, preferred first.</summary>
    public IReadOnlyList<string> Protocols { get; init; } =
        [GossipProtocols.MeshSub12, GossipProtocols.MeshSub11, GossipProtocols.MeshSub10, GossipProtocols.FloodSub];

    /// <summary>Whether messages are signed. Default <see cref="SignaturePolicy.StrictSign"/>.</summary>
    public SignaturePolicy SignaturePolicy { get; init; } = SignaturePolicy.StrictSign;

    /// <summary>Wanted mesh degree (D). Default 6.</summary>
    public int Degree { get; init; } = 6;

    /// <summary>Degree below which peers are grafted (D_lo). Default 5.</summary>
    public int DegreeLow { get; init; } = 5;

    /// <summary>Degree above which peers are pruned (D_hi). Default 12.</summary>
    public int DegreeHigh { get; init; } = 12;

    /// <summary>Peers kept for their score when pruning (D_score). Default 4.</summary>
    public int DegreeScore { get; init; } = 4;

    /// <summary>Peers this host dialled that a mesh keeps (D_out). Default 2.</summary>
    public int DegreeOut { get; init; } = 2;

    /// <summary>Least number of peers told of messages in a heartbeat (D_lazy). Default 6.</summary>
    public int DegreeLazy { get; init; } = 6;

    /// <summary>Share of a topic's peers told of messages in a heartbeat, where that is more than <see cref="DegreeLazy"/>. Default 0.25.</summary>
    public double GossipFactor { get; init; } = 0.25;

    /// <summary>Time between heartbeats. Default 1 s.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time before the first heartbeat. Default 100 ms.</summary>
    public TimeSpan HeartbeatInitialDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Heartbeats a message can be asked for. Default 5.</summary>
    public int HistoryLength { get; init; } = 5;

    /// <summary>Heartbeats a message is advertised in. Default 3.</summary>
    public int HistoryGossip { get; init; } = 3;

    /// <summary>Bytes of messages kept for IWANT; the oldest go first. Default 64 MiB.</summary>
    public long MaxHistoryBytes { get; init; } = 64L << 20;

    /// <summary>How long fanout peers of a topic not joined are kept after the last publication. Default 60 s.</summary>
    public TimeSpan FanoutLifetime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Back-off after a PRUNE. Default 60 s.</summary>
    public TimeSpan PruneBackoff { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Back-off after leaving a topic. Default 10 s.</summary>
    public TimeSpan UnsubscribeBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Back-offs remembered per topic; with more, the one that ends first goes. Default 4096.</summary>
    public int MaxBackoffsPerTopic { get; init; } = 4096;

    /// <summary>A GRAFT that comes within this time of the PRUNE counts twice. Default 10 s.</summary>
    public TimeSpan GraftFloodThreshold { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>IHAVE ids looked at, and ids asked for, per peer and heartbeat. Default 5000.</summary>
    public int MaxIHaveIds { get; init; } = 5000;

    /// <summary>IHAVE-carrying RPCs looked at per peer and heartbeat. Default 10.</summary>
    public int MaxIHaveMessages { get; init; } = 10;

    /// <summary>IWANT ids answered per peer and heartbeat. Default 5000.</summary>
    public int MaxIWantIds { get; init; } = 5000;

    /// <summary>Time in which an advertised message must follow an IWANT. Default 3 s.</summary>
    public TimeSpan IWantFollowUp { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Times one message is sent to one peer on its IWANT. Default 3.</summary>
    public int GossipRetransmission { get; init; } = 3;

    /// <summary>Smallest payload that mesh peers are told not to send again, in bytes. Default 1024.</summary>
    public int IDontWantThresholdBytes { get; init; } = 1024;

    /// <summary>IDONTWANT-carrying RPCs looked at per peer and heartbeat. Default 1000: one per large message.</summary>
    public int MaxIDontWantMessages { get; init; } = 1000;

    /// <summary>IDONTWANT ids remembered per peer and heartbeat. Default 1000.</summary>
    public int MaxIDontWantIds { get; init; } = 1000;

    /// <summary>Heartbeats an IDONTWANT lasts. Default 3.</summary>
    public int IDontWantHeartbeats { get; init; } = 3;

    /// <summary>Heartbeats between opportunistic grafts. Default 60.</summary>
    public int OpportunisticGraftTicks { get; init; } = 60;

    /// <summary>Peers grafted at once by opportunity. Default 2.</summary>
    public int OpportunisticGraftPeers { get; init; } = 2;

    /// <summary>Send own messages to every peer of the topic instead of the mesh. Default false.</summary>
    public bool FloodPublish { get; init; }

    /// <summary>Heartbeats between attempts to connect direct peers. Default 300.</summary>
    public int DirectConnectTicks { get; init; } = 300;

    /// <summary>PX records of one PRUNE that are looked at. Default 16.</summary>
    public int MaxPeerExchangeRecords { get; init; } = 16;

    /// <summary>How long an id counts as seen, from first sight. Default 120 s.</summary>
    public TimeSpan SeenLifetime { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Ids remembered as seen; the oldest go first. Default 262144.</summary>
    public int MaxSeenMessages { get; init; } = 262_144;

    /// <summary>Longest RPC read or sent, in bytes without the length prefix. Default 262144.</summary>
    public int MaxRpcBytes { get; init; } = 262_144;

    /// <summary>Longest message id taken, in bytes. Default 256.</summary>
    public int MaxMessageIdBytes { get; init; } = 256;

    /// <summary>Longest topic name taken, in bytes. Default 256.</summary>
    public int MaxTopicBytes { get; init; } = 256;

    /// <summary>Topics taken note of; subscriptions to all others are ignored. Null = any topic. Default null.</summary>
    public IReadOnlySet<string>? AllowedTopics { get; init; }

    /// <summary>Subscription entries of one RPC; an RPC with more is dropped as a whole, and no more are sent in one. Default 16.</summary>
    public int MaxSubscriptionsPerRpc { get; init; } = 16;

    /// <summary>Topics one peer may be subscribed to; further ones are ignored. Default 128.</summary>
    public int MaxTopicsPerPeer { get; init; } = 128;

    /// <summary>Topics known in all; subscriptions to further ones are ignored. Default 1024.</summary>
    public int MaxTopics { get; init; } = 1024;

    /// <summary>Messages waiting for validation; more are dropped, not penalised. Default 512.</summary>
    public int ValidationQueueLength { get; init; } = 512;

    /// <summary>Messages of one peer waiting for validation; at that its stream is not read on until some are done. Default 256.</summary>
    public int MaxValidationsPerPeer { get; init; } = 256;

    /// <summary>What decides signatures; null = libsodium, one by one. An application with a faster way offers it here.</summary>
    public ISignatureVerifier? SignatureVerifier { get; init; }

    /// <summary>Tasks that check signatures and run validators. Default: the number of processors.</summary>
    public int ValidationWorkers { get; init; } = Environment.ProcessorCount;

    /// <summary>Asynchronous validations under way in all; more are dropped, not penalised. Default 8192.</summary>
    public int MaxConcurrentValidations { get; init; } = 8192;

    /// <summary>Messages waiting for one peer's stream; more are dropped. Control and subscriptions are not counted: they
    /// are merged and kept. Default 1024.</summary>
    public int OutboundQueueLength { get; init; } = 1024;

    /// <summary>Bytes of messages waiting for one peer's stream. Default 4 MiB.</summary>
    public int OutboundQueueBytes { get; init; } = 4 << 20;

    /// <summary>IHAVE, IWANT and IDONTWANT frames waiting for one peer's stream; more are dropped. Default 64.</summary>
    public int OutboundGossipLength { get; init; } = 64;

    /// <summary>Peers that always get all messages of their topics and are never in a mesh. Both sides must agree. Default none.</summary>
    public IReadOnlyDictionary<PeerId, IReadOnlyList<Multiaddr>> DirectPeers { get; init; } = new Dictionary<PeerId, IReadOnlyList<Multiaddr>>();

    /// <summary>Peer scoring.</summary>
    public PeerScoreOptions Scoring { get; init; } = new();

    /// <summary>Seed of the router's random choices, for tests; null = random.</summary>
    public int? Seed { get; init; }

    /// <summary>Tests that drive <see cref="GossipSub.Heartbeat"/> themselves turn the timer off.</summary>
    internal bool ManualHeartbeat { get; init; }
}
