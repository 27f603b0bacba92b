using Microsoft.Extensions.Logging;
using Xe.Libp2p.Host;

namespace Xe.Libp2p.Observability;

/// <summary>Every message the stack logs. Text of peers is quoted, never formatted in.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Information, "listening on {Address}")]
    public static partial void Listening(ILogger logger, Multiaddr address);

    [LoggerMessage(2, LogLevel.Debug, "{Direction} connection with {Peer} at {Address} opened")]
    public static partial void ConnectionOpened(ILogger logger, PeerId peer, Multiaddr address, string direction);

    [LoggerMessage(3, LogLevel.Debug, "connection with {Peer} at {Address} closed: {Reason}")]
    public static partial void ConnectionClosed(ILogger logger, PeerId peer, Multiaddr address, string reason);

    [LoggerMessage(4, LogLevel.Debug, "{Direction} connection with {Peer} at {Address} refused: {Reason} {Detail}")]
    public static partial void ConnectionRefused(ILogger logger, PeerId? peer, Multiaddr address, string direction, RefusalReason reason, string? detail);

    [LoggerMessage(5, LogLevel.Debug, "handshake with {Address} failed: {Reason}")]
    public static partial void HandshakeFailed(ILogger logger, Multiaddr address, string reason);

    [LoggerMessage(6, LogLevel.Debug, "dialling {Peer} at {Address} failed: {Reason}")]
    public static partial void DialFailed(ILogger logger, PeerId peer, Multiaddr address, string reason);

    [LoggerMessage(7, LogLevel.Warning, "accepting on {Address} failed; trying again")]
    public static partial void AcceptFailed(ILogger logger, Multiaddr address, Exception error);

    [LoggerMessage(8, LogLevel.Debug, "connection with {Peer} at {Address} is closed to make room (redundant: {Redundant})")]
    public static partial void Trimmed(ILogger logger, PeerId peer, Multiaddr address, bool redundant);

    [LoggerMessage(9, LogLevel.Debug, "stream of {Peer} for \"{Protocol}\" refused: {Reason}")]
    public static partial void StreamRefused(ILogger logger, PeerId peer, string protocol, RefusalReason reason);

    [LoggerMessage(10, LogLevel.Debug, "stream of {Peer} for \"{Protocol}\" ended: {Reason}")]
    public static partial void StreamEnded(ILogger logger, PeerId peer, string protocol, string reason);

    [LoggerMessage(11, LogLevel.Warning, "handler of \"{Protocol}\" failed on a stream of {Peer}")]
    public static partial void HandlerFailed(ILogger logger, PeerId peer, string protocol, Exception error);

    [LoggerMessage(12, LogLevel.Debug, "identify of {Peer} failed: {Reason}")]
    public static partial void IdentifyFailed(ILogger logger, PeerId peer, string reason);

    [LoggerMessage(13, LogLevel.Debug, "identify push to {Peer} failed: {Reason}")]
    public static partial void PushFailed(ILogger logger, PeerId peer, string reason);

    [LoggerMessage(14, LogLevel.Error, "a connection event handler failed for {Peer}")]
    public static partial void EventHandlerFailed(ILogger logger, PeerId peer, Exception error);
}
