using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Xe.Libp2p.Identify;
using Xe.Libp2p.Observability;
using Xe.Libp2p.Ping;
using Xe.Libp2p.Transport;
using Xe.Libp2p.Yamux;

namespace Xe.Libp2p.Host;

/// <summary>A libp2p host: listens, dials, opens and serves streams, and tells peers who it is (identify, push, ping). Bounded in
/// every direction by <see cref="HostLimits"/>; each refusal is counted and logged with its reason.</summary>
public sealed partial class Libp2pHost : IPeerNetwork, IAsyncDisposable
{
    private static readonly TimeSpan HandlerPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    private readonly HostOptions _options;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<ITransport> _transports = [];
    private readonly List<ITransportListener> _listeners = [];
    private readonly List<Task> _loops = [];
    private readonly HandlerTable _handlers = new();
    private readonly ConnectionTable _connections = new();
    private readonly Upgrader _upgrader;
    private readonly AddressLimiter _addresses;
    private readonly StreamLimiter _streams;
    private readonly HandshakeBacklog _handshakes;
    private readonly MemoryBudget _memory;
    private readonly YamuxOptions _yamux;
    private readonly ConnectionManager _manager;
    private readonly Dialer _dialer;
    private readonly OwnAddresses _own;
    private readonly IdentifyService _identify;
    private int _started;
    private int _serving; // handlers running

    /// <summary>A host that does nothing before <see cref="StartAsync"/>. Handlers are best registered before it.</summary>
    public Libp2pHost(HostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _log = options.Logger;
        HostLimits limits = options.Limits;
        HostTimeouts timeouts = options.Timeouts;
        Peers = new PeerStore(options.Clock, options.PeerStore);
        _transports.Add(new TcpTransport(limits.AcceptBacklog));
        if (options.Memory is not null) _transports.Add(options.Memory);
        _upgrader = new Upgrader(options.Identity, options.Clock);
        _addresses = new AddressLimiter(limits, options.Clock);
        _streams = new StreamLimiter(limits);
        _handshakes = new HandshakeBacklog(limits.MaxHandshakes);
        _memory = new MemoryBudget(limits.MaxBufferedBytes);
        _yamux = new YamuxOptions
        {
            MaxInboundStreams = limits.MaxInboundStreamsPerConnection,
            MaxWindowBytes = limits.MaxStreamWindowBytes,
            KeepAlive = timeouts.KeepAlive,
            PingTimeout = timeouts.Ping,
            SendTimeout = timeouts.Send,
            CloseTimeout = timeouts.StreamClose,
        };
        _manager = new ConnectionManager(limits, options.Clock, _connections);
        _dialer = new Dialer(this, options, _transports);
        _own = new OwnAddresses(options);
        _identify = new IdentifyService(this, options, _handlers, _own);
        Handle(PingService.Protocol, PingService.ServeAsync);
        _handlers.Changed += _identify.AnnounceChange;
    }

    /// <inheritdoc/>
    public event Action<PeerId>? PeerConnected;

    /// <inheritdoc/>
    public event Action<PeerId>? PeerDisconnected;

    /// <inheritdoc/>
    public event Action<PeerId>? PeerIdentified;

    /// <inheritdoc/>
    public PeerId LocalPeer => _options.Identity.PeerId;

    /// <inheritdoc/>
    public IdentityKey Identity => _options.Identity;

    /// <inheritdoc/>
    public TimeProvider Clock => _options.Clock;

    /// <inheritdoc/>
    public PeerStore Peers { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<PeerId> ConnectedPeers => _connections.Peers;

    /// <inheritdoc/>
    public IReadOnlyList<Multiaddr> ListenAddresses => _own.Current;

    /// <summary>The protocols served now.</summary>
    public IReadOnlyCollection<string> Protocols => _handlers.Protocols;

    /// <summary>Open connections.</summary>
    public int ConnectionCount => _connections.Count;

    /// <summary>Received and unread bytes of all connections.</summary>
    public long BufferedBytes => _memory.Used;

    /// <summary>Accepted connections that are not secured yet.</summary>
    public int PendingHandshakes => _handshakes.Count;

    /// <summary>Streams the limits count now.</summary>
    internal int CountedStreams => _streams.Count;

    internal CancellationToken Stopping => _stopping.Token;

    /// <summary>Listens on the configured addresses and starts serving.</summary>
    /// <exception cref="IOException">An address is taken or not this machine's.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Exchange(ref _started, 1) != 0) throw new InvalidOperationException("the host was started before");
        try
        {
            foreach (Multiaddr address in _options.ListenAddresses)
            {
                ITransport transport = _transports.Find(t => t.CanUse(address)) ?? throw new IOException($"no transport for {address}");
                _listeners.Add(transport.Listen(address));
            }
        }
        catch (IOException)
        {
            foreach (ITransportListener listener in _listeners) listener.Dispose();
            throw;
        }
        Libp2pMetrics.Watch(this);
        _own.SetListening([.. _listeners.Select(l => l.Address)]);
        foreach (ITransportListener listener in _listeners)
        {
            _log.Listening(listener.Address);
            _loops.Add(Task.Run(() => AcceptLoopAsync(listener), CancellationToken.None));
        }
        _loops.Add(Task.Run(TickLoopAsync, CancellationToken.None));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Handle(string protocol, Func<IPeerStream, CancellationToken, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(handler);
        _handlers.Set(protocol, handler);
    }

    /// <inheritdoc/>
    public void Unhandle(string protocol)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        _handlers.Set(protocol, null);
    }

    /// <summary>Measures the round trip to a peer with the ping protocol.</summary>
    /// <exception cref="IOException">The peer cannot be reached or does not answer as it must.</exception>
    public ValueTask<TimeSpan> PingAsync(PeerId peer, CancellationToken cancellationToken = default) => PingService.PingAsync(this, peer, cancellationToken);

    /// <summary>Keeps connections to the peer from being trimmed, for as long as any tag protects it.</summary>
    public void Protect(PeerId peer, string tag) => _manager.Protect(peer, tag);

    /// <summary>Takes one protection away.</summary>
    public void Unprotect(PeerId peer, string tag) => _manager.Unprotect(peer, tag);

    /// <summary>Exempts the peer from the inbound cap and from dial back-off (spec 06 §2.7: the bootstrap peers).</summary>
    public void Trust(PeerId peer) => _manager.Trust(peer);

    /// <summary>The open connections, as of now.</summary>
    public IReadOnlyList<ConnectionInfo> Connections() => [.. _connections.All().Select(c => new ConnectionInfo(
        c.Peer, c.RemoteAddress, c.IsInbound, Clock.GetElapsedTime(c.Opened), c.Session.StreamCount, c.Session.RoundTrip))];

    /// <summary>Closes every connection, stops listening and waits for what runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        foreach (ITransportListener listener in _listeners) listener.Dispose();
        await Task.WhenAll(_connections.All().Select(c => c.Session.CloseAsync("the host stops", _options.Timeouts.ConnectionClose).AsTask())).ConfigureAwait(false);
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_loops).ConfigureAwait(false);
        // Connections that were being made while the first ones closed.
        foreach (PeerConnection connection in _connections.All()) connection.Session.Fail("the host stops");
        await _identify.DisposeAsync().ConfigureAwait(false);
        // Their streams and tokens are over; a handler that goes on all the same is not waited for for ever.
        long asked = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref _serving) > 0 && Stopwatch.GetElapsedTime(asked) < HandlerPatience) await Task.Delay(5).ConfigureAwait(false);
        Libp2pMetrics.Unwatch(this);
        _stopping.Dispose();
    }

    private async Task TickLoopAsync()
    {
        using PeriodicTimer timer = new(TickInterval, Clock);
        try
        {
            for (int tick = 1; await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false); tick++)
            {
                PeerConnection[] all = _connections.All();
                foreach (PeerConnection connection in all) connection.Session.Tick();
                foreach (PeerConnection connection in _manager.ChooseToClose(all))
                {
                    _log.Trimmed(connection.Peer, connection.RemoteAddress, connection.IsRedundant);
                    Libp2pMetrics.ConnectionsTrimmed.Add(1);
                    _ = connection.Session.CloseAsync("trimmed", _options.Timeouts.ConnectionClose).AsTask();
                }
                if (tick % 30 == 0)
                {
                    _addresses.Sweep();
                    _dialer.Sweep();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }
}
