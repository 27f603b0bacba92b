using Microsoft.Extensions.Logging;

namespace Xe.Libp2p.Observability;

/// <summary>Every log message of the stack. Event ids: 1000 transports, security and muxer; 2000 host and connections;
/// 3000 gossip; 4000 DHT; 5000 mDNS. Remote text is quoted by the caller; keys and payloads never appear.</summary>
internal static partial class LogMessages
{
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
}
