using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Xe.Libp2p;
using Xe.Libp2p.Host;
using Xe.Node.Net.Limits;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Messaging;

/// <summary>One request, one response, one stream (spec 07 §4).</summary>
public sealed class Messenger
{
    internal const string Protocol = "/xe/msg/1.0.0";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private readonly IPeerNetwork _network;
    private readonly IPeerFinder? _finder;
    private readonly ILogger _log;
    private readonly PeerRateLimiter _limiter;
    private readonly ConcurrentDictionary<string, Func<PeerId, ReadOnlyMemory<byte>, CancellationToken, ValueTask<MessageReply>>> _handlers = new(StringComparer.Ordinal);
    private long _lastLimited = long.MinValue;

    internal Messenger(IPeerNetwork network, IPeerFinder? finder, ILogger log)
    {
        (_network, _finder, _log) = (network, finder, log);
        _limiter = new PeerRateLimiter(PeerRateLimits.Messenger, network.Clock);
    }

    /// <summary>Serves a type. The handler gets the authenticated sender and the payload's JSON, and must not block long.</summary>
    public void Handle(string type, Func<PeerId, ReadOnlyMemory<byte>, CancellationToken, ValueTask<MessageReply>> handler) =>
        _handlers[type] = handler;

    /// <summary>Asks a peer, finding its addresses where none are known. Gives the response's payload.</summary>
    /// <exception cref="MessageException">The peer answered with an error.</exception>
    /// <exception cref="IOException">The peer is unreachable, refused, or answered with something unreadable.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or no answer in time.</exception>
    public async Task<ReadOnlyMemory<byte>> RequestAsync(
        PeerId peer, string type, ReadOnlyMemory<byte> payload, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(peer);
        using Deadline deadline = new(_network.Clock, timeout ?? Timeout, cancellationToken);
        if (_finder is not null && !_network.ConnectedPeers.Contains(peer) && _network.Peers.Addresses(peer).Count == 0)
            await _finder.FindAsync(peer, deadline.Token).ConfigureAwait(false);
        IPeerStream stream = await _network.OpenStreamAsync(peer, [Protocol], deadline.Token).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            await stream.WriteAsync(MessageJson.ToRequestLine(type, payload), deadline.Token).ConfigureAwait(false);
            await stream.CloseWriteAsync(deadline.Token).ConfigureAwait(false);
            using JsonStreamReader reader = new(stream);
            if (await reader.ReadAsync(MessageJson.MaxBytes, deadline.Token).ConfigureAwait(false) != JsonReadStatus.Value
                || !MessageJson.TryRead(reader.Value.Span, out Message? response))
            {
                throw new InvalidDataException($"msg {type}: no readable response");
            }
            return response.Error.Length == 0 ? response.Payload : throw new MessageException(type, response.Error);
        }
    }

    internal void Register() => _network.Handle(Protocol, ServeAsync);

    private async Task ServeAsync(IPeerStream stream, CancellationToken cancellationToken)
    {
        PeerId peer = stream.RemotePeer;
        if (!_limiter.TryTake(peer))
        {
            TellLimited(peer);
            stream.Reset();
            return;
        }
        try
        {
            using Deadline deadline = new(_network.Clock, Timeout, cancellationToken);
            Message? request;
            using (JsonStreamReader reader = new(stream))
            {
                if (await reader.ReadAsync(MessageJson.MaxBytes, deadline.Token).ConfigureAwait(false) != JsonReadStatus.Value
                    || !MessageJson.TryRead(reader.Value.Span, out request))
                {
                    return;
                }
            }
            MessageReply reply = _handlers.TryGetValue(request.Type, out Func<PeerId, ReadOnlyMemory<byte>, CancellationToken, ValueTask<MessageReply>>? handler)
                ? await handler(peer, request.Payload, deadline.Token).ConfigureAwait(false)
                : MessageReply.Fail($"unknown message type: {request.Type}");
            await stream.WriteAsync(MessageJson.ToResponseLine(request.Type, reply.Error, reply.Payload), deadline.Token).ConfigureAwait(false);
            await stream.CloseWriteAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (NetFault.IsExpected(e))
        {
            NetLog.StreamFailed(_log, Protocol, peer, e.Message);
        }
    }

    private void TellLimited(PeerId peer)
    {
        long now = _network.Clock.GetTimestamp();
        long last = Interlocked.Read(ref _lastLimited);
        if ((last == long.MinValue || _network.Clock.GetElapsedTime(last, now) >= LogInterval)
            && Interlocked.CompareExchange(ref _lastLimited, now, last) == last)
        {
            NetLog.MessagesLimited(_log, peer);
        }
    }
}
