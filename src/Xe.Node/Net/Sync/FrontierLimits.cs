namespace Xe.Node.Net.Sync;

/// <summary>Bounds of frontier sync. Those of spec 07 §2 apply to everybody; the bulk ones only between nodes that announced
/// bulk sync to each other.</summary>
internal static class FrontierLimits
{
    /// <summary>Longest request read, bytes.</summary>
    internal const int MaxRequestBytes = 1 << 20;

    /// <summary>Longest request of a bulk session, bytes.</summary>
    internal const int MaxBulkRequestBytes = 16 << 20;

    /// <summary>Longest page read, bytes.</summary>
    internal const int MaxPageBytes = 10 << 20;

    /// <summary>Page size sent and assumed.</summary>
    internal const int PageSize = 64;

    /// <summary>Largest page served.</summary>
    internal const int MaxPageSize = 256;

    /// <summary>Page size of bulk sessions: large enough for signature lanes, small enough to flow.</summary>
    internal const int BulkPageSize = 512;

    /// <summary>Blocks per session, and per page at the reader.</summary>
    internal const int MaxSessionBlocks = 10_000;

    /// <summary>Blocks per bulk session.</summary>
    internal const int MaxBulkSessionBlocks = 1_000_000;

    /// <summary>Accounts whose entries fit into a common request (134 bytes each).</summary>
    internal const int MaxRequestAccounts = 7800;

    /// <summary>Accounts whose entries fit into a bulk request.</summary>
    internal const int MaxBulkRequestAccounts = 120_000;

    /// <summary>Deadline of a common session.</summary>
    internal static TimeSpan SessionTimeout { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Deadline of a bulk session.</summary>
    internal static TimeSpan BulkSessionTimeout { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest wait for the next page or for the peer to take one.</summary>
    internal static TimeSpan StallTimeout { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Shortest time between two sessions with one peer, in each direction.</summary>
    internal static TimeSpan Cooldown { get; } = TimeSpan.FromSeconds(5);
}
