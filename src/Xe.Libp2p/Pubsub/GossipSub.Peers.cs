using System.Net;
using Xe.Libp2p.Host;
using Xe.Libp2p.Observability;
using Xe.Libp2p.Proto;
using Xe.Libp2p.Pubsub.Routing;
using Xe.Libp2p.Pubsub.Wire;

namespace Xe.Libp2p.Pubsub;

/// <summary>Peers and their streams: one outbound stream for all this host sends, one inbound for all the peer does.</summary>
public sealed partial class GossipSub
{
    private const int MaxOpenFailures = 5;
    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(30);

    private readonly Lock _changesLock = new();
    private readonly Dictionary<PeerId, bool> _changes = []; // peer → is connected; merged, so bounded by the peers there are
    private readonly SemaphoreSlim _changed = new(0, 1);

    private void OnPeerChanged(PeerId peer) => NoteChange(peer, connected: true);

    private void OnPeerGone(PeerId peer) => NoteChange(peer, connected: false);

    private void NoteChange(PeerId peer, bool connected)
    {
        lock (_changesLock)
        {
            _changes[peer] = connected;
            if (_changed.CurrentCount == 0) _changed.Release();
        }
    }

    private async Task FollowPeersAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await _changed.WaitAsync(_stopping.Token).ConfigureAwait(false);
            KeyValuePair<PeerId, bool>[] changes;
            lock (_changesLock)
            {
                changes = [.. _changes];
                _changes.Clear();
            }
            foreach ((PeerId peer, bool connected) in changes)
            {
                try
                {
                    if (connected) FollowPeer(peer);
                    else
                        lock (_gate) RemovePeer(peer);
                }
                catch (Exception e) when (!_stopping.IsCancellationRequested)
                {
                    _logger.PubsubLoopFailed("peers", e);
                }
            }
        }
    }

    private void FollowPeer(PeerId id)
    {
        if (id == _network.LocalPeer) return;
        bool speaks = _network.Peers.FirstSupported(id, _options.Protocols) is not null;
        IReadOnlyList<Multiaddr> addresses = _network.RemoteAddresses(id);
        bool outbound = _network.IsOutbound(id);
        lock (_gate)
        {
            if (!_peers.TryGetValue(id, out PeerState? peer))
            {
                if (!speaks || _stopping.IsCancellationRequested) return;
                peer = AddPeer(id);
            }
            peer.IsOutbound = outbound;
            _score.UpdateAddresses(id, addresses);
            if (peer.Sending.IsCompleted && !peer.Gone.IsCancellationRequested) peer.Sending = Task.Run(() => SendAsync(peer));
        }
    }

    private PeerState AddPeer(PeerId id)
    {
        PeerState peer = new(id, _options, _stopping.Token);
        _peers[id] = peer;
        _score.Connected(id, []);
        return peer;
    }

    private void RemovePeer(PeerId id)
    {
        if (!_peers.Remove(id, out PeerState? peer)) return;
        foreach (TopicState topic in _topics.Values)
        {
            topic.Subscribers.Remove(peer);
            topic.Mesh.Remove(peer);
            topic.Fanout.Remove(peer);
        }
        _score.Disconnected(id);
        _promises.Forget(id);
        _ = RetireAsync(peer);
    }

    // What the cancellation wakes must not run under the router's lock.
    private static async Task RetireAsync(PeerState peer)
    {
        await peer.Gone.CancelAsync().ConfigureAwait(false);
        peer.Gone.Dispose();
    }

    private async Task SendAsync(PeerState peer)
    {
        CancellationToken gone;
        lock (_gate)
        {
            if (!_peers.ContainsValue(peer)) return;
            gone = peer.Gone.Token;
        }
        int failures = 0;
        while (failures < MaxOpenFailures && !gone.IsCancellationRequested)
        {
            long openedAt = _clock.GetTimestamp();
            try
            {
                IPeerStream stream = await OpenAsync(peer.Id, gone).ConfigureAwait(false);
                await using (stream.ConfigureAwait(false))
                {
                    _logger.PubsubStreamOpened(peer.Id, stream.Protocol);
                    await SendOnAsync(peer, stream, gone).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (!gone.IsCancellationRequested)
            {
                _logger.PubsubStreamEnded(peer.Id, e.Message);
            }
            catch (Exception) when (gone.IsCancellationRequested)
            {
                return;
            }
            failures = _clock.GetElapsedTime(openedAt) > StableAfter ? 1 : failures + 1;
            await Task.Delay(TimeSpan.FromMilliseconds(100 << failures), _clock, gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IPeerStream> OpenAsync(PeerId peer, CancellationToken gone)
    {
        using CancellationTokenSource timeout = new(OpenTimeout, _clock);
        using CancellationTokenSource opening = CancellationTokenSource.CreateLinkedTokenSource(gone, timeout.Token);
        return await _network.OpenStreamAsync(peer, _options.Protocols, opening.Token).ConfigureAwait(false);
    }

    private async Task SendOnAsync(PeerState peer, IPeerStream stream, CancellationToken gone)
    {
        lock (_gate)
        {
            peer.Protocol = stream.Protocol;
            Greet(peer);
        }
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(gone);
        Task watching = WatchAsync(stream, ended);
        using ProtoWriter buffer = new(64 * 1024);
        try
        {
            while (true)
            {
                await peer.Outbox.WaitAsync(ended.Token).ConfigureAwait(false);
                buffer.Reset();
                int frames = peer.Outbox.Take(buffer);
                if (frames == 0) continue;
                await stream.WriteAsync(buffer.Written, ended.Token).ConfigureAwait(false);
                Libp2pMetrics.PubsubSent.Add(frames);
            }
        }
        finally
        {
            stream.Reset();
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A new stream starts from nothing: what the peer must know of this host is said again.
    private void Greet(PeerState peer)
    {
        foreach (TopicState topic in _topics.Values)
        {
            if (topic.Joined is null) continue;
            peer.Outbox.Subscribe(topic.Name, true);
            if (topic.Mesh.Contains(peer)) peer.Outbox.Graft(topic.Name);
        }
    }

    // Nothing is ever received here; the read only tells when the peer ends the stream.
    private static async Task WatchAsync(IPeerStream stream, CancellationTokenSource ended)
    {
        byte[] none = new byte[1];
        try
        {
            await stream.ReadAsync(none, ended.Token).ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(IPeerStream stream, CancellationToken cancellationToken)
    {
        PeerId id = stream.RemotePeer;
        PeerState peer;
        IPeerStream? older;
        lock (_gate)
        {
            if (_stopping.IsCancellationRequested || id == _network.LocalPeer) return;
            if (!_peers.TryGetValue(id, out PeerState? known)) known = AddPeer(id);
            peer = known;
            (older, peer.Inbound) = (peer.Inbound, stream);
            peer.Protocol ??= stream.Protocol;
        }
        older?.Reset();
        NoteChange(id, connected: true);
        try
        {
            await ReadAsync(peer, stream, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is StreamResetException or OperationCanceledException or IOException)
        {
            stream.Reset();
        }
        finally
        {
            lock (_gate)
                if (peer.Inbound == stream) peer.Inbound = null;
            // The disconnection may have been told before this stream made the peer known again.
            if (!_network.ConnectedPeers.Contains(id)) NoteChange(id, connected: false);
        }
    }

    private async Task ReadAsync(PeerState peer, IPeerStream stream, CancellationToken cancellationToken)
    {
        using FramedReader reader = new(stream, _options.MaxRpcBytes);
        RpcFrame rpc = new();
        while (true)
        {
            await peer.Intake.WaitAsync(cancellationToken).ConfigureAwait(false);
            FramedMessage frame = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (frame.Status == FrameStatus.End) return;
            if (frame.Status == FrameStatus.Message && rpc.TryDecode(frame.Payload))
            {
                if (Receive(peer, rpc)) continue;
                return;
            }
            string reason = frame.Status == FrameStatus.TooLarge ? "too large" : "malformed";
            Libp2pMetrics.PubsubRefused.Add(1, new KeyValuePair<string, object?>("reason", reason));
            _logger.PubsubFrameRefused(peer.Id, reason);
            lock (_gate) _score.Penalise(peer.Id, 1);
            stream.Reset();
            return;
        }
    }

    private void RefreshAddresses()
    {
        PeerId[] peers;
        lock (_gate) peers = [.. _peers.Keys];
        foreach (PeerId peer in peers)
        {
            IReadOnlyList<Multiaddr> addresses = _network.RemoteAddresses(peer);
            bool outbound = _network.IsOutbound(peer);
            lock (_gate)
            {
                _score.UpdateAddresses(peer, addresses);
                if (_peers.TryGetValue(peer, out PeerState? state)) state.IsOutbound = outbound;
            }
        }
    }
}
