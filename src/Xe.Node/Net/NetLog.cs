using Microsoft.Extensions.Logging;
using Xe.Libp2p;

namespace Xe.Node.Net;

/// <summary>The log messages of the network services. Event ids 2000–2999. Remote text is quoted by the caller.</summary>
internal static partial class NetLog
{
    [LoggerMessage(2001, LogLevel.Debug, "{Protocol} stream with {Peer} failed: {Reason}")]
    internal static partial void StreamFailed(ILogger log, string protocol, PeerId peer, string reason);

    [LoggerMessage(2010, LogLevel.Warning, "Refused peer {Peer}: {Reason} (banned for {Ban})")]
    internal static partial void PeerRefused(ILogger log, PeerId peer, string reason, TimeSpan ban);

    [LoggerMessage(2011, LogLevel.Debug, "Handshake with {Peer} broke off: {Reason}")]
    internal static partial void HandshakeAborted(ILogger log, PeerId peer, string reason);

    [LoggerMessage(2012, LogLevel.Warning, "Ban list {Path} is not usable: {Reason}")]
    internal static partial void BanFileFailed(ILogger log, string path, string reason);

    [LoggerMessage(2013, LogLevel.Error, "CANNOT JOIN NETWORK {NetworkId}: no peer is connected, {Rejected} handshakes were rejected and {Aborted} broken off. The usual reason is a wrong genesis (see --genesis-dir). Last refusal: {Reason}")]
    internal static partial void CannotJoin(ILogger log, string networkId, long rejected, long aborted, string reason);

    [LoggerMessage(2020, LogLevel.Information, "Synced {Added} blocks from {Peer} in {Seconds:F1} s ({Received} received, {Left} waiting)")]
    internal static partial void Synced(ILogger log, PeerId peer, long added, long received, int left, double seconds);

    [LoggerMessage(2021, LogLevel.Debug, "Frontier sync with {Peer} failed: {Reason}")]
    internal static partial void SyncFailed(ILogger log, PeerId peer, string reason);

    [LoggerMessage(2022, LogLevel.Debug, "Block {Hash} from {Peer} quarantined: {Reason}")]
    internal static partial void Quarantined(ILogger log, string hash, PeerId peer, string reason);

    [LoggerMessage(2023, LogLevel.Debug, "{Count} blocks from {Peer} wait for others; the last refusal: {Reason}")]
    internal static partial void SyncLeftOver(ILogger log, int count, PeerId peer, string reason);

    [LoggerMessage(2030, LogLevel.Information, "State chain advanced to index {Index} from {Peer}")]
    internal static partial void StateSynced(ILogger log, ulong index, PeerId peer);

    [LoggerMessage(2031, LogLevel.Warning, "State-chain block {Index} from {Peer} refused: {Reason}")]
    internal static partial void StateBlockRefused(ILogger log, ulong index, PeerId peer, string reason);

    [LoggerMessage(2032, LogLevel.Error, "State chain forked at index {Index}: a second block signed by the governing keys exists")]
    internal static partial void StateForked(ILogger log, ulong index);

    [LoggerMessage(2033, LogLevel.Debug, "State-chain sync with {Peer} failed: {Reason}")]
    internal static partial void StateSyncFailed(ILogger log, PeerId peer, string reason);

    [LoggerMessage(2040, LogLevel.Warning, "Messages of {Peer} exceed the rate limit")]
    internal static partial void MessagesLimited(ILogger log, PeerId peer);

    [LoggerMessage(2041, LogLevel.Debug, "Message {Type} to {Peer} failed: {Reason}")]
    internal static partial void MessageFailed(ILogger log, string type, PeerId peer, string reason);

    [LoggerMessage(2050, LogLevel.Debug, "Gossiped block {Hash} refused: {Reason}")]
    internal static partial void GossipBlockRefused(ILogger log, string hash, string reason);

    [LoggerMessage(2051, LogLevel.Warning, "Receive queue of {Topic} is full: {Dropped} messages dropped so far")]
    internal static partial void QueueFull(ILogger log, string topic, long dropped);

    [LoggerMessage(2052, LogLevel.Debug, "Gossiped {Topic} message refused: {Reason}")]
    internal static partial void GossipRefused(ILogger log, string topic, string reason);

    [LoggerMessage(2053, LogLevel.Debug, "Publishing to {Topic} failed: {Reason}")]
    internal static partial void PublishFailed(ILogger log, string topic, string reason);

    [LoggerMessage(2054, LogLevel.Warning, "Gossip score of {Peer} is {Score:F1}")]
    internal static partial void LowScore(ILogger log, PeerId peer, double score);

    [LoggerMessage(2060, LogLevel.Warning, "Bootstrap peer {Address} is unreachable: {Reason}")]
    internal static partial void BootstrapFailed(ILogger log, string address, string reason);

    [LoggerMessage(2061, LogLevel.Debug, "Discovery: {Found} providers, {Dialled} dialled, {Connected} peers")]
    internal static partial void Discovered(ILogger log, int found, int dialled, int connected);

    [LoggerMessage(2062, LogLevel.Debug, "Discovery failed: {Reason}")]
    internal static partial void DiscoveryFailed(ILogger log, string reason);

    [LoggerMessage(2091, LogLevel.Debug, "Background work {Name} failed: {Reason}")]
    internal static partial void WorkFailed(ILogger log, string name, string reason);

    [LoggerMessage(2090, LogLevel.Error, "Background work {Name} ended unexpectedly")]
    internal static partial void LoopFailed(ILogger log, Exception exception, string name);
}
