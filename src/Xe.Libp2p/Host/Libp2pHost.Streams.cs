using Xe.Libp2p.Multistream;
using Xe.Libp2p.Observability;
using Xe.Libp2p.Yamux;

namespace Xe.Libp2p.Host;

/// <summary>Streams: opening, serving.</summary>
public sealed partial class Libp2pHost
{
    /// <inheritdoc/>
    public async ValueTask<IPeerStream> OpenStreamAsync(PeerId peer, IReadOnlyList<string> protocols, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(peer);
        ArgumentNullException.ThrowIfNull(protocols);
        ArgumentOutOfRangeException.ThrowIfZero(protocols.Count);
        PeerConnection connection = _connections.Best(peer) ?? await _dialer.DialAsync(peer, cancellationToken).ConfigureAwait(false);
        string? known = connection.IsIdentified ? Peers.FirstSupported(peer, protocols) : null;
        return known is not null
            ? await OpenPresumedAsync(connection, known, cancellationToken).ConfigureAwait(false)
            : await OpenNegotiatedAsync(connection, protocols, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a stream without a round trip: for a protocol that the peer said, or is bound, to speak.</summary>
    internal async ValueTask<PeerStream> OpenPresumedAsync(PeerConnection connection, string protocol, CancellationToken cancellationToken)
    {
        YamuxStream inner = await connection.Session.OpenAsync(cancellationToken).ConfigureAwait(false);
        PeerStream stream = new(connection.Peer, inner);
        Take(connection, inner, protocol);
        stream.Presume(protocol);
        return stream;
    }

    internal void OnStream(PeerConnection connection, YamuxStream inner) => _ = ServeAsync(connection, inner);

    internal void OnStreamRefused(PeerConnection connection, RefusalReason reason, string protocol = "")
    {
        Libp2pMetrics.StreamsRefused.Add(1, Libp2pMetrics.Reason(reason));
        _log.StreamRefused(connection.Peer, protocol, reason);
    }

    private async ValueTask<IPeerStream> OpenNegotiatedAsync(PeerConnection connection, IReadOnlyList<string> protocols, CancellationToken cancellationToken)
    {
        YamuxStream inner = await connection.Session.OpenAsync(cancellationToken).ConfigureAwait(false);
        PeerStream stream = new(connection.Peer, inner);
        try
        {
            connection.Session.SetDeadline(inner, _options.Timeouts.Negotiation, "negotiation timed out");
            string protocol = await MultistreamSelect.ProposeAsync(stream, protocols, cancellationToken).ConfigureAwait(false)
                ?? throw ProtocolNotSupportedException.For(connection.Peer, protocols);
            inner.Deadline = 0;
            Take(connection, inner, protocol);
            stream.Agree(protocol);
            return stream;
        }
        catch (NegotiationException e)
        {
            stream.Reset();
            throw new StreamResetException(e.Message, e);
        }
        catch
        {
            stream.Reset();
            throw;
        }
    }

    private async Task ServeAsync(PeerConnection connection, YamuxStream inner)
    {
        Interlocked.Increment(ref _serving);
        PeerStream stream = new(connection.Peer, inner);
        string? protocol = null;
        try
        {
            connection.Session.SetDeadline(inner, _options.Timeouts.Negotiation, "negotiation timed out");
            protocol = await MultistreamSelect.AnswerAsync(stream, _handlers, CancellationToken.None).ConfigureAwait(false);
            Func<IPeerStream, CancellationToken, Task>? handler = protocol is null ? null : _handlers.Find(protocol);
            if (handler is null)
            {
                await stream.DisposeAsync().ConfigureAwait(false);
                return;
            }
            inner.Deadline = 0;
            RefusalReason reason = TryTake(connection, inner, protocol!);
            if (reason != RefusalReason.None)
            {
                OnStreamRefused(connection, reason, protocol!);
                stream.Reset();
                return;
            }
            stream.Agree(protocol!);
            // A dialer that sent nothing with its proposal waits for the answer.
            if (!inner.HasInput) stream.SendHeld();
            await handler(stream, connection.Ended).ConfigureAwait(false);
            await stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (NegotiationException e)
        {
            // Closed, not reset: a dialer that sent data behind a proposal that was refused can still read the refusal.
            await stream.DisposeAsync().ConfigureAwait(false);
            _log.StreamEnded(connection.Peer, "", e.Message);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            stream.Reset();
            _log.StreamEnded(connection.Peer, protocol ?? "", e.Message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            stream.Reset();
            _log.HandlerFailed(connection.Peer, protocol ?? "", e);
        }
        finally
        {
            Interlocked.Decrement(ref _serving);
        }
    }

    private void Take(PeerConnection connection, YamuxStream inner, string protocol)
    {
        RefusalReason reason = TryTake(connection, inner, protocol);
        if (reason == RefusalReason.None) return;
        inner.Reset();
        OnStreamRefused(connection, reason, protocol);
        throw new StreamResetException($"stream {protocol} to {connection.Peer} refused: {reason}");
    }

    private RefusalReason TryTake(PeerConnection connection, YamuxStream inner, string protocol)
    {
        RefusalReason reason = _streams.TryTake(connection.Peer, protocol, inner.IsInbound);
        if (reason != RefusalReason.None) return reason;
        Libp2pMetrics.StreamsOpened.Add(1, Libp2pMetrics.Direction(inner.IsInbound));
        inner.OnForgotten(() => _streams.Give(connection.Peer, protocol, inner.IsInbound));
        return RefusalReason.None;
    }
}
