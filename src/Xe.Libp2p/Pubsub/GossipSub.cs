using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xe.Libp2p.Host;
using Xe.Libp2p.Pubsub.Routing;
using Xe.Libp2p.Pubsub.Scoring;
using Xe.Libp2p.Pubsub.Wire;

namespace Xe.Libp2p.Pubsub;

/// <summary>A gossipsub router, versions 1.0 to 1.2, that tolerates floodsub peers (spec 06 §7). Thread-safe.</summary>
/// <remarks>One lock covers the routing state and the scores; it is held for table work only. Signatures are checked and
/// validators run outside it, on <see cref="GossipSubOptions.ValidationWorkers"/> tasks. Nothing of the network is called
/// under it.</remarks>
public sealed partial class GossipSub : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly IPeerNetwork _network;
    private readonly GossipSubOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _clock;
    private readonly Random _random;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _loops = [];

    private readonly Dictionary<PeerId, PeerState> _peers = [];
    private readonly Dictionary<string, TopicState> _topics = [];
    private readonly Dictionary<string, TopicState>.AlternateLookup<ReadOnlySpan<char>> _topicsByName;
    private readonly SeenCache _seen;
    private readonly MessageCache _history;
    private readonly PromiseTracker _promises;
    private readonly PeerScore _score;
    private readonly Channel<Incoming> _validation;
    private long _nextSeqno;
    private bool _started;

    /// <summary>A router over a host; it does nothing before <see cref="Start"/>.</summary>
    public GossipSub(IPeerNetwork network, GossipSubOptions? options = null, ILogger<GossipSub>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        _options = options ?? new GossipSubOptions();
        _logger = logger ?? NullLogger<GossipSub>.Instance;
        _clock = network.Clock;
        _random = _options.Seed is { } seed ? new Random(seed) : new Random(RandomNumberGenerator.GetInt32(int.MaxValue));
        _topicsByName = _topics.GetAlternateLookup<ReadOnlySpan<char>>();
        _seen = new SeenCache(_clock, _options.SeenLifetime, _options.MaxSeenMessages);
        _history = new MessageCache(_options.HistoryLength, _options.HistoryGossip, _options.MaxHistoryBytes);
        _promises = new PromiseTracker(_clock, _options.IWantFollowUp, _random);
        _score = new PeerScore(_options.Scoring, _clock);
        _validation = Channel.CreateBounded<Incoming>(_options.ValidationQueueLength);
        _nextSeqno = (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
    }

    /// <summary>Serves the pubsub protocols and starts the heartbeat.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_started) throw new InvalidOperationException("the router was started already");
            _started = true;
        }
        foreach (string protocol in _options.Protocols) _network.Handle(protocol, ServeAsync);
        _network.PeerConnected += OnPeerChanged;
        _network.PeerIdentified += OnPeerChanged;
        _network.PeerDisconnected += OnPeerGone;
        foreach (PeerId peer in _network.ConnectedPeers) OnPeerChanged(peer);
        _loops.Add(Task.Run(FollowPeersAsync));
        if (!_options.ManualHeartbeat) _loops.Add(Task.Run(BeatAsync));
        for (int i = 0; i < _options.ValidationWorkers; i++) _loops.Add(Task.Run(ValidateAsync));
    }

    /// <summary>Subscribes to a topic and takes part in its mesh.</summary>
    /// <exception cref="InvalidOperationException">The topic is joined already.</exception>
    /// <exception cref="ArgumentException">The name is empty or too long, or not among the allowed topics.</exception>
    public GossipTopic Join(string topic, TopicOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        if (Encoding.UTF8.GetByteCount(topic) > _options.MaxTopicBytes) throw new ArgumentException("topic name too long", nameof(topic));
        if (_options.AllowedTopics is { } allowed && !allowed.Contains(topic)) throw new ArgumentException($"topic {topic} is not allowed", nameof(topic));
        GossipTopic joined = new(this, topic, options ?? new TopicOptions());
        lock (_gate)
        {
            TopicState state = GetOrAddTopic(topic);
            if (state.Joined is not null) throw new InvalidOperationException($"topic {topic} is joined already");
            state.Joined = joined;
            _score.SetTopic(topic, joined.Options.Scoring);
            foreach (PeerState peer in _peers.Values) peer.Outbox.Subscribe(topic, true);
            JoinMesh(state);
        }
        return joined;
    }

    /// <summary>Stops: streams are abandoned, messages in validation are dropped.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        foreach (string protocol in _options.Protocols) _network.Unhandle(protocol);
        _network.PeerConnected -= OnPeerChanged;
        _network.PeerIdentified -= OnPeerChanged;
        _network.PeerDisconnected -= OnPeerGone;
        await _stopping.CancelAsync().ConfigureAwait(false);
        _validation.Writer.TryComplete();
        Task[] sending;
        lock (_gate) sending = [.. _peers.Values.Select(peer => peer.Sending)];
        await Task.WhenAll([.. _loops, .. sending]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            foreach (PeerState peer in _peers.Values.ToArray()) RemovePeer(peer.Id);
            foreach (TopicState topic in _topics.Values) topic.Joined?.Complete();
        }
        _stopping.Dispose();
    }

    /// <summary>Connected peers that speak pubsub.</summary>
    public IReadOnlyList<PeerId> Peers
    {
        get
        {
            lock (_gate) return [.. _peers.Keys];
        }
    }

    /// <summary>Connected peers subscribed to a topic.</summary>
    public IReadOnlyList<PeerId> Subscribers(string topic)
    {
        lock (_gate) return _topics.TryGetValue(topic, out TopicState? state) ? [.. state.Subscribers.Select(peer => peer.Id)] : [];
    }

    /// <summary>The mesh of a topic; empty where it is not joined.</summary>
    public IReadOnlyList<PeerId> Mesh(string topic)
    {
        lock (_gate) return _topics.TryGetValue(topic, out TopicState? state) ? [.. state.Mesh.Select(peer => peer.Id)] : [];
    }

    /// <summary>A peer's score as of now, with its parts.</summary>
    public PeerScoreSnapshot Score(PeerId peer)
    {
        lock (_gate) return _score.Inspect(peer);
    }

    /// <summary>The scores of all connected peers.</summary>
    public IReadOnlyList<PeerScoreSnapshot> Scores()
    {
        lock (_gate) return [.. _score.InspectConnected()];
    }

    internal void Leave(GossipTopic joined)
    {
        lock (_gate)
        {
            if (!_topics.TryGetValue(joined.Name, out TopicState? state) || state.Joined != joined) return;
            state.Joined = null;
            foreach (PeerState peer in state.Mesh)
                Prune(state, peer, _options.UnsubscribeBackoff);
            state.Mesh.Clear();
            _score.SetTopic(joined.Name, null);
            foreach (PeerState peer in _peers.Values) peer.Outbox.Subscribe(joined.Name, false);
        }
        joined.Complete();
    }

    /// <summary>Sizes of the bounded tables, for tests.</summary>
    internal (int Seen, int History, int Promises, int Topics, int Scores, int Unwanted, int Backoffs) Sizes
    {
        get
        {
            lock (_gate)
            {
                return (_seen.Count, _history.Count, _promises.Count, _topics.Count, _score.Count,
                    _peers.Values.Sum(peer => peer.Unwanted.Count), _topics.Values.Sum(topic => topic.Backoff.Count));
            }
        }
    }

    private TopicState GetOrAddTopic(string name)
    {
        if (!_topics.TryGetValue(name, out TopicState? state)) _topics[name] = state = new TopicState(name);
        return state;
    }

    private double ScoreOf(PeerState peer) => _score.Score(peer.Id);

    private readonly record struct Incoming(PeerState From, PubsubMessage Message, Slice Raw, GossipTopic Topic);
}
