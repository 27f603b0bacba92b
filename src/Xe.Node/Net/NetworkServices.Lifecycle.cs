using Xe.Libp2p;
using Xe.Node.Net.Discovery;
using Xe.Node.Net.Pulls;
using Xe.Node.Net.StateSync;
using Xe.Node.Net.Sync;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net;

// Start, what happens on connections, loops, stop.
public sealed partial class NetworkServices
{
    private const string BootstrapTag = "xe-bootstrap";
    private static readonly TimeSpan MaintenancePeriod = TimeSpan.FromSeconds(60);

    // What the first ledger sync with a peer waits for the state chain (spec 07 §3).
    private static readonly TimeSpan StateFirst = TimeSpan.FromSeconds(15);

    private int _stopped;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_banFile?.Load() is { } fault)
            NetLog.BanFileFailed(_log, _options.BanDirectory!, fault);
        foreach (PeerId peer in _bootstrap.Peers)
        {
            _bans.Trust(peer);
            _host.Trust(peer);
            _host.Protect(peer, BootstrapTag);
        }
        _netcheck.Register();
        _responder.Register();
        _stateSync.Register();
        _blockPull.Register();
        _votePull.Register();
        _certificatePull.Register();
        ChatMessages.Register();
        VmMessages.Register();
        Messenger.Handle(Messaging.MessageTypes.AttestTimestamp, (peer, payload, _) => ValueTask.FromResult(Attestations.Answer(peer, payload)));
        Messenger.Register();
        _host.PeerConnected += OnConnected;
        _host.PeerDisconnected += OnDisconnected;
        _gossip.Join();
        foreach ((string name, Func<CancellationToken, Task> run) in _gossip.Workers)
            _tasks.TryRun(name, run);
        _selfRegistration.Register();
        _router.Start();
        _dht.Start();
        await _host.StartAsync(cancellationToken).ConfigureAwait(false);
        StartLoops();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
            return;
        // No new session, then the running ones: the store is closed after this.
        await _tasks.DisposeAsync().ConfigureAwait(false);
        SaveBans();
        if (_localDiscovery is not null)
            await _localDiscovery.DisposeAsync().ConfigureAwait(false);
        await _dht.DisposeAsync().ConfigureAwait(false);
        await _router.DisposeAsync().ConfigureAwait(false);
        await _host.DisposeAsync().ConfigureAwait(false);
        _sync.Dispose();
    }

    private void StartLoops()
    {
        Repeat("frontier sync", FrontierSync.Period, _ =>
        {
            _sync.SyncAll(session => _tasks.TryRun("frontier session", session));
            return Task.CompletedTask;
        });
        Repeat("state-chain check", StateSyncLimits.Period, _stateSync.CheckAsync);
        Repeat("certificate pull", CertificatePull.Period, _certificatePull.PullNextAsync);
        Repeat("maintenance", MaintenancePeriod, _ =>
        {
            _bans.Sweep();
            SaveBans();
            Directory.Prune();
            return Task.CompletedTask;
        });
        _tasks.TryRun("self registration", _selfRegistration.RunAsync);
        _localDiscovery?.Start();
        if (_rendezvous is not null)
        {
            _tasks.TryRun("rendezvous advertisement", _rendezvous.AdvertiseAsync);
            _tasks.TryRun("rendezvous search", _rendezvous.SearchAsync);
        }
        if (_options.Dial.Count == 0)
            return;
        _tasks.TryRun("bootstrap", _bootstrap.DialAsync);
        Repeat("bootstrap watchdog", BootstrapDialler.Period, _bootstrap.DialAsync);
        Repeat("join diagnostic", JoinDiagnostic.Period, _ =>
        {
            _joinDiagnostic.Check();
            return Task.CompletedTask;
        });
    }

    private void Repeat(string name, TimeSpan period, Func<CancellationToken, Task> work) => _tasks.Repeat(name, period, _core.Clock, work);

    private void OnConnected(PeerId peer)
    {
        _registry.Connected(peer);
        _tasks.TryRun("connection", token => GreetAsync(peer, token));
    }

    private void OnDisconnected(PeerId peer)
    {
        _registry.Disconnected(peer);
        _tracker.Forget(peer);
    }

    // The handshake first, because it tells whether the peer knows bulk sync; a peer that fails it is gone afterwards.
    private async Task GreetAsync(PeerId peer, CancellationToken cancellationToken)
    {
        await _netcheck.CheckAsync(peer, cancellationToken).ConfigureAwait(false);
        if (!_host.ConnectedPeers.Contains(peer))
            return;
        _tasks.TryRun("certificate pull", token => _certificatePull.PullAsync(peer, token));
        Task<bool> state = _stateSync.SyncAsync(peer, cancellationToken);
        try
        {
            await state.WaitAsync(StateFirst, _core.Clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Verdicts that need newer state are retryable; the ledger need not wait any longer.
        }
        await _sync.SyncAsync(peer, cancellationToken).ConfigureAwait(false);
        await state.ConfigureAwait(false);
    }

    private void SaveBans()
    {
        if (_banFile?.Save() is { } fault)
            NetLog.BanFileFailed(_log, _options.BanDirectory!, fault);
    }
}
