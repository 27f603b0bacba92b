using Microsoft.Extensions.Logging;

namespace Xe.Node.Leases;

/// <summary>Every log message of leases and their machines.</summary>
internal static partial class LeaseLog
{
    [LoggerMessage(3001, LogLevel.Information, "Certificate {Hash} issued, valid until {Expiry:u}, score {Score}")]
    public static partial void CertificateIssued(ILogger logger, string hash, DateTimeOffset expiry, double score);

    [LoggerMessage(3002, LogLevel.Warning, "Certificate not issued, tried again in {Wait}: {Reason}")]
    public static partial void CertificateFailed(ILogger logger, TimeSpan wait, string reason);

    [LoggerMessage(3003, LogLevel.Information, "Benchmark started for a performance certificate; it takes about a minute")]
    public static partial void BenchmarkStarted(ILogger logger);

    [LoggerMessage(3010, LogLevel.Information, "Lease {Lease} accepted")]
    public static partial void Accepted(ILogger logger, string lease);

    [LoggerMessage(3011, LogLevel.Warning, "Lease {Lease} not accepted: {Reason}")]
    public static partial void NotAccepted(ILogger logger, string lease, string reason);

    [LoggerMessage(3012, LogLevel.Information, "Lease {Lease} settled: {Emission} micro-XE")]
    public static partial void Settled(ILogger logger, string lease, ulong emission);

    [LoggerMessage(3013, LogLevel.Warning, "Lease {Lease} not settled yet: {Reason}")]
    public static partial void NotSettled(ILogger logger, string lease, string reason);

    [LoggerMessage(3014, LogLevel.Information, "Lease {Lease} force-settled: {Cost} micro-XUSD back")]
    public static partial void ForceSettled(ILogger logger, string lease, ulong cost);

    [LoggerMessage(3015, LogLevel.Warning, "Lease {Lease} not force-settled yet: {Reason}")]
    public static partial void NotForceSettled(ILogger logger, string lease, string reason);

    [LoggerMessage(3020, LogLevel.Information, "Machine of lease {Lease} ended")]
    public static partial void MachineEnded(ILogger logger, string lease);

    [LoggerMessage(3021, LogLevel.Warning, "Machine of lease {Lease} could not be ended: {Reason}")]
    public static partial void TeardownFailed(ILogger logger, string lease, string reason);

    [LoggerMessage(3022, LogLevel.Information, "The consumer of lease {Lease} was not told of its machine: {Reason}")]
    public static partial void NotTold(ILogger logger, string lease, string reason);

    [LoggerMessage(3030, LogLevel.Information, "Provider: {Vcpus} vCPU, {MemoryMb} MiB, {DiskGb} GB on offer")]
    public static partial void Providing(ILogger logger, ulong vcpus, ulong memoryMb, ulong diskGb);
}
