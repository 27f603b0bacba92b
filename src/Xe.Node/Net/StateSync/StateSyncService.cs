using System.Buffers;
using Microsoft.Extensions.Logging;
using Xe.Core.StateChain;
using Xe.Core.Storage;
using Xe.Libp2p;
using Xe.Libp2p.Host;
using Xe.Node.Net.Limits;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.StateSync;

/// <summary>State-chain sync, both sides (spec 07 §3): on each new connection, after a gap, and slowly all the time.</summary>
internal sealed class StateSyncService
{
    internal const string Protocol = "/xe/statechain-sync/1.0.0";
    private const int MaxSessions = 16;

    private readonly IPeerNetwork _network;
    private readonly StateChainLog _chain;
    private readonly ILogger _log;
    private readonly PeerCooldown _served;
    private readonly PeerCooldown _asked;
    private readonly SlotCounter _sessions = new(MaxSessions);
    private readonly Lock _gate = new();
    private long? _lastGap;

    public StateSyncService(IPeerNetwork network, StateChainLog chain, ILogger log)
    {
        (_network, _chain, _log) = (network, chain, log);
        _served = new PeerCooldown(StateSyncLimits.Cooldown, network.Clock);
        _asked = new PeerCooldown(StateSyncLimits.Cooldown, network.Clock);
    }

    public void Register() => _network.Handle(Protocol, ServeAsync);

    /// <summary>Asks one peer for what follows the own tip. True where the tip moved; false for a refusal, nothing new, or a
    /// failure.</summary>
    public async Task<bool> SyncAsync(PeerId peer, CancellationToken cancellationToken)
    {
        if (!_asked.TryTake(peer))
            return false;
        ulong before = _chain.Current.Tip.Index;
        try
        {
            using Deadline deadline = new(_network.Clock, StateSyncLimits.SessionTimeout, cancellationToken);
            IPeerStream stream = await _network.OpenStreamAsync(peer, [Protocol], deadline.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
                await PullAsync(stream, peer, before, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (NetFault.IsExpected(e) || e is StoreException)
        {
            if (!cancellationToken.IsCancellationRequested)
                NetLog.StateSyncFailed(_log, peer, e.Message);
        }
        ulong after = _chain.Current.Tip.Index;
        if (after > before)
            NetLog.StateSynced(_log, after, peer);
        return after > before;
    }

    /// <summary>Blocks before a gossiped one are missing: asks up to three peers, at most once in 30 s, until one helps. No
    /// progress counts as a failure, because a quiet refusal looks like success (spec 11 §7.2).</summary>
    public async Task ResyncAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            long now = _network.Clock.GetTimestamp();
            if (_lastGap is { } last && _network.Clock.GetElapsedTime(last, now) < StateSyncLimits.Cooldown)
                return;
            _lastGap = now;
        }
        await AskAsync(StateSyncLimits.MaxGapPeers, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The periodic check: one peer, by chance.</summary>
    public Task CheckAsync(CancellationToken cancellationToken) => AskAsync(1, cancellationToken);

    private async Task AskAsync(int most, CancellationToken cancellationToken)
    {
        PeerId[] peers = [.. _network.ConnectedPeers];
        Random.Shared.Shuffle(peers);
        foreach (PeerId peer in peers.Where(peer => _asked.Remaining(peer) == TimeSpan.Zero).Take(most))
        {
            if (await SyncAsync(peer, cancellationToken).ConfigureAwait(false))
                return;
        }
    }

    private async Task PullAsync(IPeerStream stream, PeerId peer, ulong tip, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(StatePageJson.ToRequestLine((long)tip), cancellationToken).ConfigureAwait(false);
        await stream.CloseWriteAsync(cancellationToken).ConfigureAwait(false);
        using JsonStreamReader reader = new(stream);
        int taken = 0;
        while (taken < StateSyncLimits.MaxSessionBlocks)
        {
            int left = (int)(StateSyncLimits.MaxResponseBytes - reader.Consumed);
            JsonReadStatus status = left > 0 ? await reader.ReadAsync(left, cancellationToken).ConfigureAwait(false) : JsonReadStatus.Malformed;
            if (status == JsonReadStatus.EndOfStream)
                return;
            if (status == JsonReadStatus.Malformed
                || !StatePageJson.TryReadPage(reader.Value.Span, out IReadOnlyList<StateBlock>? blocks, out bool hasMore))
            {
                throw new InvalidDataException("undecodable state-chain page, or more than 10 MiB");
            }
            foreach (StateBlock block in blocks)
                taken += Apply(block, peer) ? 1 : 0;
            if (!hasMore)
                return;
        }
    }

    private bool Apply(StateBlock block, PeerId peer)
    {
        StateApplyOutcome outcome = _chain.Apply(block);
        if (outcome.IsSignedFork)
            NetLog.StateForked(_log, block.Index);
        if (outcome.Rejection is { } rejection)
            NetLog.StateBlockRefused(_log, block.Index, peer, rejection.Text);
        return outcome.IsSuccess;
    }

    private async Task ServeAsync(IPeerStream stream, CancellationToken cancellationToken)
    {
        if (!_served.TryTake(stream.RemotePeer) || !_sessions.TryTake())
            return;
        try
        {
            using Deadline deadline = new(_network.Clock, StateSyncLimits.SessionTimeout, cancellationToken);
            long tipIndex;
            using (JsonStreamReader reader = new(stream))
            {
                if (await reader.ReadAsync(StateSyncLimits.MaxRequestBytes, deadline.Token).ConfigureAwait(false) != JsonReadStatus.Value
                    || !StatePageJson.TryReadRequest(reader.Value.Span, out tipIndex))
                {
                    return;
                }
            }
            await SendAsync(stream, tipIndex, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (NetFault.IsExpected(e) || e is StoreException)
        {
            NetLog.StreamFailed(_log, Protocol, stream.RemotePeer, e.Message);
        }
        finally
        {
            _sessions.Release();
        }
    }

    private async Task SendAsync(IPeerStream stream, long tipIndex, CancellationToken cancellationToken)
    {
        ulong tip = _chain.Current.Tip.Index;
        ArrayBufferWriter<byte> output = new(4096);
        if (tipIndex < -1 || (tipIndex >= 0 && (ulong)tipIndex >= tip) || tip == 0)
        {
            StatePageJson.WriteLine(output, [], hasMore: false);
            await stream.WriteAsync(output.WrittenMemory, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            ulong next = (ulong)Math.Max(tipIndex + 1, 1);
            ulong last = Math.Min(tip, next + StateSyncLimits.MaxSessionBlocks - 1);
            while (next <= last)
            {
                IReadOnlyList<StateBlock> page = _chain.GetBlocks(next, (int)Math.Min(StateSyncLimits.PageSize, last - next + 1));
                if (page.Count == 0)
                    break;
                next += (ulong)page.Count;
                output.ResetWrittenCount();
                StatePageJson.WriteLine(output, page, hasMore: next <= tip);
                await stream.WriteAsync(output.WrittenMemory, cancellationToken).ConfigureAwait(false);
            }
        }
        await stream.CloseWriteAsync(cancellationToken).ConfigureAwait(false);
    }
}
