using Microsoft.Extensions.Logging;

namespace Xe.Node.Observability;

/// <summary>Every log message of hosting and API (spec 10 §3).</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Information, "xe {Version}")]
    public static partial void Version(this ILogger logger, string version);

    [LoggerMessage(2, LogLevel.Information, "Network ID (from genesis): {NetworkId}")]
    public static partial void NetworkId(this ILogger logger, string networkId);

    [LoggerMessage(3, LogLevel.Information, "Statechain genesis: {Hash}; tip {Index}")]
    public static partial void StateChain(this ILogger logger, string hash, ulong index);

    [LoggerMessage(4, LogLevel.Information, "Genesis: runtime override active, {Name}")]
    public static partial void GenesisOverride(this ILogger logger, string name);

    [LoggerMessage(5, LogLevel.Information, "Loaded node key {Address}")]
    public static partial void KeyLoaded(this ILogger logger, string address);

    [LoggerMessage(6, LogLevel.Information, "Generated node key {Address}")]
    public static partial void KeyGenerated(this ILogger logger, string address);

    [LoggerMessage(7, LogLevel.Information, "Genesis block applied: {Hash}")]
    public static partial void GenesisApplied(this ILogger logger, string hash);

    [LoggerMessage(8, LogLevel.Information, "Ledger: {Accounts} accounts, {Blocks} blocks")]
    public static partial void LedgerReady(this ILogger logger, int accounts, long blocks);

    [LoggerMessage(9, LogLevel.Error, "Total delegated weight is ZERO on startup: nothing can become final")]
    public static partial void NoWeight(this ILogger logger);

    [LoggerMessage(10, LogLevel.Warning, "PoW difficulty is 0: blocks without work are accepted")]
    public static partial void NoWork(this ILogger logger);

    [LoggerMessage(11, LogLevel.Information, "API listening on {Url} ({Mode})")]
    public static partial void ApiListening(this ILogger logger, string url, string mode);

    [LoggerMessage(12, LogLevel.Information, "ops listener on {Url}")]
    public static partial void OpsListening(this ILogger logger, string url);

    [LoggerMessage(13, LogLevel.Information, "Node stopped")]
    public static partial void Stopped(this ILogger logger);

    [LoggerMessage(14, LogLevel.Critical, "The store failed, the node stops: {Reason}")]
    public static partial void StoreFailed(this ILogger logger, string reason);

    [LoggerMessage(15, LogLevel.Critical, "Elections ended")]
    public static partial void ElectionsFailed(this ILogger logger, Exception exception);

    [LoggerMessage(16, LogLevel.Error, "{Reason}")]
    public static partial void StartFailed(this ILogger logger, string reason);

    [LoggerMessage(17, LogLevel.Warning, "Shutdown limit reached, the rest is abandoned; nothing committed is lost")]
    public static partial void ShutdownLimit(this ILogger logger);

    [LoggerMessage(18, LogLevel.Warning, "Closing {Part} failed")]
    public static partial void CloseFailed(this ILogger logger, Exception exception, string part);

    [LoggerMessage(19, LogLevel.Warning, "block rejected: {Reason}")]
    public static partial void BlockRejected(this ILogger logger, string reason);

    [LoggerMessage(20, LogLevel.Warning, "statechain block rejected: {Reason}")]
    public static partial void StateBlockRejected(this ILogger logger, string reason);

    [LoggerMessage(21, LogLevel.Error, "API: {Method} {Path} failed")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(22, LogLevel.Warning, "Stored certificate is unreadable and left out: {Reason}")]
    public static partial void CertificateUnreadable(this ILogger logger, string reason);

    [LoggerMessage(23, LogLevel.Error, "observability: sampler panic")]
    public static partial void SamplerFailed(this ILogger logger, Exception exception);

    [LoggerMessage(24, LogLevel.Information, "Archived expired leases: {Count}")]
    public static partial void LeasesArchived(this ILogger logger, int count);

    [LoggerMessage(25, LogLevel.Warning, "Background work {Name} failed and is tried again")]
    public static partial void LoopFailed(this ILogger logger, Exception exception, string name);
}
