using System.Net.Sockets;
using Xe.Libp2p.Observability;
using Xe.Libp2p.Transport;
using Xe.Libp2p.Yamux;

namespace Xe.Libp2p.Host;

/// <summary>Connections: accepting, dialling, joining the table, ending.</summary>
public sealed partial class Libp2pHost
{
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public async ValueTask ConnectAsync(PeerId peer, IReadOnlyList<Multiaddr> addresses, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(peer);
        ArgumentNullException.ThrowIfNull(addresses);
        if (addresses.Count > 0) Peers.AddAddresses(peer, addresses);
        if (_connections.Best(peer) is null) await _dialer.DialAsync(peer, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisconnectAsync(PeerId peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        await Task.WhenAll(_connections.Of(peer).Select(c => c.Session.CloseAsync("closed here", _options.Timeouts.ConnectionClose).AsTask())).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Multiaddr> RemoteAddresses(PeerId peer) => [.. _connections.Of(peer).Select(c => c.RemoteAddress)];

    /// <inheritdoc/>
    public bool IsOutbound(PeerId peer) => _connections.Of(peer).Any(c => !c.IsInbound);

    internal PeerConnection? BestConnection(PeerId peer) => _connections.Best(peer);

    internal bool IsTrusted(PeerId peer) => _manager.IsTrusted(peer);

    internal PeerConnection[] AllConnections() => _connections.All();

    /// <summary>Dials one address: raw connection, security, muxer, table.</summary>
    /// <exception cref="IOException">It does not work out.</exception>
    internal async Task<PeerConnection> DialAddressAsync(ITransport transport, PeerId peer, Multiaddr address, CancellationToken cancellationToken)
    {
        if (_options.Gater?.RefuseDial(peer, address) is { } refusal) throw Refused(RefusalReason.Gater, peer, address, isInbound: false, refusal);
        IDisposable slot = _addresses.TryTake(address, out RefusalReason reason) ?? throw Refused(reason, peer, address, isInbound: false);
        ITransportConnection? raw = null;
        try
        {
            long started = Clock.GetTimestamp();
            raw = await transport.DialAsync(address, cancellationToken).ConfigureAwait(false);
            SecuredConnection secured = await _upgrader.SecureOutboundAsync(raw, peer, cancellationToken).ConfigureAwait(false);
            PeerConnection connection = await JoinAsync(raw, secured, slot, isInbound: false, cancellationToken).ConfigureAwait(false);
            Libp2pMetrics.Handshakes.Record(Clock.GetElapsedTime(started).TotalSeconds, Libp2pMetrics.Direction(isInbound: false));
            return connection;
        }
        catch (Exception e)
        {
            raw?.Dispose();
            slot.Dispose();
            throw e is SocketException or ObjectDisposedException ? new IOException($"connection to {address} lost: {e.Message}", e) : e is IOException or OperationCanceledException ? e : new IOException($"dialling {address} failed: {e.Message}", e);
        }
    }

    internal void OnConnectionClosed(PeerConnection connection, string reason)
    {
        bool removed = _connections.Remove(connection, () =>
        {
            Peers.Pin(connection.Peer, pinned: false);
            Tell(PeerDisconnected, connection.Peer);
        });
        connection.Slot?.Dispose();
        if (!removed) return;
        Libp2pMetrics.ConnectionsClosed.Add(1, Libp2pMetrics.Direction(connection.IsInbound));
        _log.ConnectionClosed(connection.Peer, connection.RemoteAddress, reason);
    }

    internal void OnIdentified(PeerConnection connection)
    {
        connection.IsIdentified = true;
        Tell(PeerIdentified, connection.Peer);
    }

    /// <summary>Counts and logs a refusal; the exception is for whoever waits.</summary>
    internal PeerUnreachableException Refused(RefusalReason reason, PeerId? peer, Multiaddr address, bool isInbound, string? detail = null)
    {
        Libp2pMetrics.ConnectionsRefused.Add(1, Libp2pMetrics.Reason(reason), Libp2pMetrics.Direction(isInbound));
        _log.ConnectionRefused(peer, address, isInbound ? "inbound" : "outbound", reason, detail);
        return new PeerUnreachableException(detail is null ? $"connection with {address} refused: {reason}" : $"connection with {address} refused: {reason}: {detail}");
    }

    private async Task AcceptLoopAsync(ITransportListener listener)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                ITransportConnection? raw = await listener.AcceptAsync(_stopping.Token).ConfigureAwait(false);
                if (raw is null) return;
                Accept(raw);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                // Out of file descriptors or the like: it passes, and asking again at once would not help.
                _log.AcceptFailed(listener.Address, e);
                await Task.Delay(AcceptPause, Clock).ConfigureAwait(false);
            }
        }
    }

    private void Accept(ITransportConnection raw)
    {
        if (_options.Gater?.RefuseAccept(raw.RemoteAddress) is { } refusal)
        {
            Refused(RefusalReason.Gater, null, raw.RemoteAddress, isInbound: true, refusal);
            raw.Dispose();
            return;
        }
        RefusalReason reason = _connections.Count >= _options.Limits.MaxConnections ? RefusalReason.Connections : RefusalReason.None;
        IDisposable? slot = reason == RefusalReason.None ? _addresses.TryTake(raw.RemoteAddress, out reason) : null;
        if (slot is null)
        {
            Refused(reason, null, raw.RemoteAddress, isInbound: true);
            raw.Dispose();
            return;
        }
        LinkedListNode<ITransportConnection> place = _handshakes.Enter(raw, out ITransportConnection? dropped);
        if (dropped is not null) Refused(RefusalReason.HandshakeBacklog, null, dropped.RemoteAddress, isInbound: true);
        _ = UpgradeInboundAsync(raw, slot, place);
    }

    private async Task UpgradeInboundAsync(ITransportConnection raw, IDisposable slot, LinkedListNode<ITransportConnection> place)
    {
        using CancellationTokenSource timeout = new(_options.Timeouts.Accept, Clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stopping.Token);
        try
        {
            long started = Clock.GetTimestamp();
            SecuredConnection secured = await _upgrader.SecureInboundAsync(raw, either.Token).ConfigureAwait(false);
            await JoinAsync(raw, secured, slot, isInbound: true, either.Token).ConfigureAwait(false);
            Libp2pMetrics.Handshakes.Record(Clock.GetElapsedTime(started).TotalSeconds, Libp2pMetrics.Direction(isInbound: true));
        }
        catch (Exception e)
        {
            raw.Dispose();
            slot.Dispose();
            if (e is PeerUnreachableException) return; // refused, and reported
            Libp2pMetrics.HandshakesFailed.Add(1, Libp2pMetrics.Direction(isInbound: true));
            _log.HandshakeFailed(raw.RemoteAddress, timeout.IsCancellationRequested ? "timed out" : e.Message);
        }
        finally
        {
            _handshakes.Leave(place);
        }
    }

    private async ValueTask<PeerConnection> JoinAsync(ITransportConnection raw, SecuredConnection secured, IDisposable slot, bool isInbound, CancellationToken cancellationToken)
    {
        if (_options.Gater?.RefuseSecured(secured.Peer, raw.RemoteAddress, isInbound) is { } refusal)
            throw Refused(RefusalReason.Gater, secured.Peer, raw.RemoteAddress, isInbound, refusal);
        await Upgrader.NegotiateMuxerAsync(secured, isDialer: !isInbound, cancellationToken).ConfigureAwait(false);
        PeerConnection connection = new(secured.Peer, raw.LocalAddress, raw.RemoteAddress, isInbound, Clock.GetTimestamp(), this) { Slot = slot };
        connection.Session = new YamuxSession(secured.Channel, !isInbound, _yamux, new MemoryBudget(_options.Limits.MaxBufferedBytesPerConnection, _memory), Clock, connection);
        RefusalReason reason = _connections.TryAdd(
            connection,
            others => _stopping.IsCancellationRequested ? RefusalReason.Stopping : _manager.Admit(connection, others, LocalPeer),
            () =>
            {
                Peers.Pin(connection.Peer, pinned: true);
                Tell(PeerConnected, connection.Peer);
            });
        if (reason != RefusalReason.None) throw Refused(reason, secured.Peer, raw.RemoteAddress, isInbound);
        Libp2pMetrics.ConnectionsOpened.Add(1, Libp2pMetrics.Direction(isInbound));
        _log.ConnectionOpened(connection.Peer, connection.RemoteAddress, isInbound ? "inbound" : "outbound");
        connection.Session.Start();
        _identify.Start(connection);
        return connection;
    }

    private void Tell(Action<PeerId>? handlers, PeerId peer)
    {
        try
        {
            handlers?.Invoke(peer);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _log.EventHandlerFailed(peer, e);
        }
    }
}
