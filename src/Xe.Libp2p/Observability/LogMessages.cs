using Microsoft.Extensions.Logging;
using Xe.Libp2p.Host;

namespace Xe.Libp2p.Observability;

/// <summary>Every log message of the stack. Event ids: 1000 transports, security and muxer; 2000 host and connections;
/// 3000 gossip; 4000 DHT; 5000 mDNS. Remote text is quoted by the caller; keys and payloads never appear.</summary>
internal static partial class LogMessages
{
    // ---- host and connections

    [LoggerMessage(2001, LogLevel.Information, "listening on {Address}")]
    public static partial void Listening(this ILogger logger, Multiaddr address);

    [LoggerMessage(2002, LogLevel.Debug, "{Direction} connection with {Peer} at {Address} opened")]
    public static partial void ConnectionOpened(this ILogger logger, PeerId peer, Multiaddr address, string direction);

    [LoggerMessage(2003, LogLevel.Debug, "connection with {Peer} at {Address} closed: {Reason}")]
    public static partial void ConnectionClosed(this ILogger logger, PeerId peer, Multiaddr address, string reason);

    [LoggerMessage(2004, LogLevel.Debug, "{Direction} connection with {Peer} at {Address} refused: {Reason} {Detail}")]
    public static partial void ConnectionRefused(this ILogger logger, PeerId? peer, Multiaddr address, string direction, RefusalReason reason, string? detail);

    [LoggerMessage(2005, LogLevel.Debug, "handshake with {Address} failed: {Reason}")]
    public static partial void HandshakeFailed(this ILogger logger, Multiaddr address, string reason);

    [LoggerMessage(2006, LogLevel.Debug, "dialling {Peer} at {Address} failed: {Reason}")]
    public static partial void DialFailed(this ILogger logger, PeerId peer, Multiaddr address, string reason);

    [LoggerMessage(2007, LogLevel.Warning, "accepting on {Address} failed; trying again")]
    public static partial void AcceptFailed(this ILogger logger, Multiaddr address, Exception error);

    [LoggerMessage(2008, LogLevel.Debug, "connection with {Peer} at {Address} is closed to make room (redundant: {Redundant})")]
    public static partial void Trimmed(this ILogger logger, PeerId peer, Multiaddr address, bool redundant);

    [LoggerMessage(2009, LogLevel.Debug, "stream of {Peer} for \"{Protocol}\" refused: {Reason}")]
    public static partial void StreamRefused(this ILogger logger, PeerId peer, string protocol, RefusalReason reason);

    [LoggerMessage(2010, LogLevel.Debug, "stream of {Peer} for \"{Protocol}\" ended: {Reason}")]
    public static partial void StreamEnded(this ILogger logger, PeerId peer, string protocol, string reason);

    [LoggerMessage(2011, LogLevel.Warning, "handler of \"{Protocol}\" failed on a stream of {Peer}")]
    public static partial void HandlerFailed(this ILogger logger, PeerId peer, string protocol, Exception error);

    [LoggerMessage(2012, LogLevel.Debug, "identify of {Peer} failed: {Reason}")]
    public static partial void IdentifyFailed(this ILogger logger, PeerId peer, string reason);

    [LoggerMessage(2013, LogLevel.Debug, "identify push to {Peer} failed: {Reason}")]
    public static partial void PushFailed(this ILogger logger, PeerId peer, string reason);

    [LoggerMessage(2014, LogLevel.Error, "a connection event handler failed for {Peer}")]
    public static partial void EventHandlerFailed(this ILogger logger, PeerId peer, Exception error);

    // ---- gossip

    [LoggerMessage(3000, LogLevel.Debug, "pubsub stream to {Peer} open: {Protocol}")]
    public static partial void PubsubStreamOpened(this ILogger logger, PeerId peer, string protocol);

    [LoggerMessage(3001, LogLevel.Debug, "pubsub stream to {Peer} ended: {Reason}")]
    public static partial void PubsubStreamEnded(this ILogger logger, PeerId peer, string reason);

    [LoggerMessage(3002, LogLevel.Debug, "pubsub stream from {Peer} reset: {Reason}")]
    public static partial void PubsubFrameRefused(this ILogger logger, PeerId peer, string reason);

    [LoggerMessage(3003, LogLevel.Debug, "message on {Topic} from {Peer} refused: {Reason}")]
    public static partial void PubsubMessageRefused(this ILogger logger, string topic, PeerId peer, string reason);

    [LoggerMessage(3004, LogLevel.Information, "peer {Peer} has gossip score {Score:F1}, below {Threshold}")]
    public static partial void PubsubLowScore(this ILogger logger, PeerId peer, double score, double threshold);

    [LoggerMessage(3005, LogLevel.Error, "validator of {Topic} failed; the message is ignored")]
    public static partial void PubsubValidatorFailed(this ILogger logger, string topic, Exception exception);

    [LoggerMessage(3007, LogLevel.Debug, "pubsub peer {Peer} not connected: {Reason}")]
    public static partial void PubsubConnectFailed(this ILogger logger, PeerId peer, string reason);

    [LoggerMessage(3006, LogLevel.Error, "gossip loop {Name} failed and goes on")]
    public static partial void PubsubLoopFailed(this ILogger logger, string name, Exception exception);

    // ---- DHT

    [LoggerMessage(4000, LogLevel.Debug, "DHT request {Type} to {Peer} failed: {Reason}")]
    public static partial void DhtRequestFailed(this ILogger logger, PeerId peer, string type, string reason);

    [LoggerMessage(4001, LogLevel.Debug, "DHT request of {Peer} refused: {Reason}")]
    public static partial void DhtRequestRefused(this ILogger logger, PeerId peer, string reason);

    [LoggerMessage(4002, LogLevel.Error, "DHT upkeep failed and goes on")]
    public static partial void DhtLoopFailed(this ILogger logger, Exception exception);

    // ---- mDNS

    [LoggerMessage(5000, LogLevel.Warning, "mDNS does not work on {Interface}: {Reason}")]
    public static partial void MdnsUnavailable(this ILogger logger, string @interface, string reason);

    [LoggerMessage(5001, LogLevel.Debug, "mDNS found {Peer}")]
    public static partial void MdnsFound(this ILogger logger, PeerId peer);

    [LoggerMessage(5002, LogLevel.Error, "mDNS loop failed and goes on")]
    public static partial void MdnsLoopFailed(this ILogger logger, Exception exception);
}
