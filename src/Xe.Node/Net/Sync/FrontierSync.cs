using Microsoft.Extensions.Logging;
using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;
using Xe.Libp2p;
using Xe.Libp2p.Host;
using Xe.Node.Net.Limits;
using Xe.Node.Net.Netcheck;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Sync;

/// <summary>Frontier sync of one node, initiator's side: a session on each new connection, one with whoever needs it every 10 s,
/// and session after session while sessions end at their limit (spec 07 §2.6).</summary>
internal sealed class FrontierSync : IDisposable
{
    internal static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(3);

    // Sessions at a time: several, so that one slow peer cannot hold up the rest; few, because each asks for the same blocks.
    private const int MaxSessions = 3;

    private readonly IPeerNetwork _network;
    private readonly Ledger _ledger;
    private readonly CapabilityTable _capabilities;
    private readonly SyncTracker _tracker;
    private readonly SyncVerifier _verifier;
    private readonly Quarantine _quarantine = new();
    private readonly PeerCooldown _cooldown;
    private readonly SemaphoreSlim _slots = new(MaxSessions);

    // Common sessions take turns, because two that begin together bring the same blocks; a slow one is not waited for long.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly FrontierSyncOptions _options;
    private readonly ILogger _log;
    private int _running;
    private long _sessions;

    public FrontierSync(
        IPeerNetwork network, Ledger ledger, BlockDecoder decoder, CapabilityTable capabilities, SyncTracker tracker,
        FrontierSyncOptions options, ILogger log)
    {
        (_network, _ledger, _capabilities, _tracker, _options, _log) = (network, ledger, capabilities, tracker, options, log);
        _verifier = new SyncVerifier(decoder, options.Lanes);
        _cooldown = new PeerCooldown(options.Cooldown, network.Clock);
    }

    /// <summary>Raised after each session that ended well.</summary>
    public event Action<SyncOutcome>? SessionEnded;

    /// <summary>Raised after each session that did not.</summary>
    public event Action? SessionFailed;

    /// <summary>Raised for each block put into the quarantine.</summary>
    public event Action? Quarantining
    {
        add => _quarantine.Added += value;
        remove => _quarantine.Added -= value;
    }

    /// <summary>Sessions that ended well.</summary>
    public long Sessions => Interlocked.Read(ref _sessions);

    /// <summary>Sessions running or waiting for their turn.</summary>
    public int Running => Volatile.Read(ref _running);

    internal int Quarantined => _quarantine.Count;

    /// <summary>Syncs with a peer unless its cooldown forbids it; goes on while sessions are cut at their limit.</summary>
    public async Task SyncAsync(PeerId peer, CancellationToken cancellationToken)
    {
        if (!_cooldown.TryTake(peer))
            return;
        Interlocked.Increment(ref _running);
        try
        {
            while (true)
            {
                SyncOutcome? outcome = await TakeTurnAsync(peer, cancellationToken).ConfigureAwait(false);
                // Without a new block another session would bring the same again.
                if (outcome is not { IsCut: true, Added: > 0 })
                    return;
                _tracker.SetDirty();
                await Task.Delay(_cooldown.Remaining(peer) + TimeSpan.FromMilliseconds(50), _network.Clock, cancellationToken).ConfigureAwait(false);
                if (!_cooldown.TryTake(peer))
                    return;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>Starts sessions with the peers that need one.</summary>
    /// <param name="start">Runs a session in the background.</param>
    public void SyncAll(Action<Func<CancellationToken, Task>> start)
    {
        foreach (PeerId peer in _tracker.Select(_network.ConnectedPeers))
        {
            IReadOnlyCollection<string> protocols = _network.Peers.Protocols(peer);
            if (protocols.Count > 0 && !protocols.Contains(FrontierResponder.Protocol))
                _tracker.MarkIncapable(peer);
            else
                start(token => SyncAsync(peer, token));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _slots.Dispose();
        _turn.Dispose();
    }

    private async Task<SyncOutcome?> TakeTurnAsync(PeerId peer, CancellationToken cancellationToken)
    {
        bool isBulk = _options.Bulk && _capabilities.Has(peer, PeerFeatures.BulkSync);
        bool hasTurn = !isBulk && await _turn.WaitAsync(LongestTurn, cancellationToken).ConfigureAwait(false);
        try
        {
            await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                _cooldown.Restart(peer);
                return await RunSessionAsync(peer, isBulk, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _slots.Release();
            }
        }
        finally
        {
            if (hasTurn)
                _turn.Release();
        }
    }

    private async Task<SyncOutcome?> RunSessionAsync(PeerId peer, bool isBulk, CancellationToken cancellationToken)
    {
        long started = _network.Clock.GetTimestamp();
        SyncApplier applier = new(_ledger, _quarantine);
        FrontierSession session = new(_network, _ledger, _verifier, applier, isBulk);
        try
        {
            using Deadline opening = new(_network.Clock, FrontierLimits.SessionTimeout, cancellationToken);
            IPeerStream stream = await _network.OpenStreamAsync(peer, [FrontierResponder.Protocol], opening.Token).ConfigureAwait(false);
            SyncOutcome outcome;
            await using (stream.ConfigureAwait(false))
                outcome = await session.RunAsync(stream, CreateRequest(peer, isBulk), cancellationToken).ConfigureAwait(false);
            _tracker.CountRejected(peer, session.Rejected);
            _tracker.MarkSynced(peer);
            Interlocked.Increment(ref _sessions);
            Tell(outcome, applier, started);
            SessionEnded?.Invoke(outcome);
            return outcome;
        }
        catch (Exception e) when (NetFault.IsExpected(e) || e is StoreException)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                NetLog.SyncFailed(_log, peer, e.Message);
                SessionFailed?.Invoke();
            }
            return null;
        }
    }

    /// <summary>The request to a peer: every frontier, minus the omitted accounts; where they do not fit, a run of accounts from a
    /// random one on (spec 07 §2.3, §2.5).</summary>
    internal FrontierRequest CreateRequest(PeerId peer, bool isBulk)
    {
        IReadOnlySet<Address> omitted = _tracker.Omitted(peer);
        int room = isBulk ? FrontierLimits.MaxBulkRequestAccounts : FrontierLimits.MaxRequestAccounts;
        Address from = default;
        Address? to = null;
        IEnumerable<AccountState> accounts = _ledger.State.Accounts;
        if (_ledger.State.AccountCount > room)
        {
            AccountState[] sorted = [.. accounts.OrderBy(account => account.Account)];
            int start = Random.Shared.Next(sorted.Length);
            int count = Math.Min(room, sorted.Length - start);
            accounts = sorted.AsSpan(start, count).ToArray();
            if (isBulk)
            {
                // Both ends open to where no own account is asked about, so that accounts unknown here are found too.
                from = start == 0 ? default : sorted[start].Account;
                to = start + count == sorted.Length ? null : sorted[start + count - 1].Account;
            }
        }
        Dictionary<Address, Hash256> frontiers = [];
        foreach (AccountState account in accounts)
        {
            if (!omitted.Contains(account.Account))
                frontiers[account.Account] = account.Frontier;
        }
        return new FrontierRequest(frontiers, isBulk ? FrontierLimits.BulkPageSize : FrontierLimits.PageSize)
        {
            MaxBlocks = isBulk ? FrontierLimits.MaxBulkSessionBlocks : 0,
            From = from,
            To = to,
        };
    }

    private void Tell(SyncOutcome outcome, SyncApplier applier, long started)
    {
        if (outcome.Added > 0)
        {
            NetLog.Synced(_log, outcome.Peer, outcome.Added, outcome.Received, outcome.Left, _network.Clock.GetElapsedTime(started).TotalSeconds);
        }
        if (applier.LastRefused is { } refused)
            NetLog.Quarantined(_log, refused.Block.Hash.Short, outcome.Peer, refused.Rejection.Text);
        if (outcome.Left > 0 && applier.LastRetryable is { } reason)
            NetLog.SyncLeftOver(_log, outcome.Left, outcome.Peer, reason.Text);
    }
}
