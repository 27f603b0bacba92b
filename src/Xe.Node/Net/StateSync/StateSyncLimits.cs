namespace Xe.Node.Net.StateSync;

/// <summary>Bounds of state-chain sync (spec 07 §3).</summary>
internal static class StateSyncLimits
{
    internal const int MaxRequestBytes = 1024;
    internal const int PageSize = 64;
    internal const int MaxSessionBlocks = 10_000;

    /// <summary>Over the whole stream.</summary>
    internal const int MaxResponseBytes = 10 << 20;

    internal static TimeSpan SessionTimeout { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Shortest time between two sessions with one peer, and between two resyncs because of a gap.</summary>
    internal static TimeSpan Cooldown { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Period of the check that the reference lacks (spec 07 §3).</summary>
    internal static TimeSpan Period { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Peers tried for a gap.</summary>
    internal const int MaxGapPeers = 3;
}
