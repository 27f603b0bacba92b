namespace Xe.Core.Views;

/// <summary>Lease history of an account (spec 08 §7.5). The fields named hours count seconds.</summary>
public sealed record ReputationView
{
    /// <summary>Layout version, 2.</summary>
    public uint Version { get; init; }

    /// <summary>Leases taken on.</summary>
    public ulong LeasesAcceptedAsProvider { get; init; }

    /// <summary>Leases fulfilled.</summary>
    public ulong LeasesSettledAsProvider { get; init; }

    /// <summary>Seconds fulfilled.</summary>
    public ulong LeaseHoursSettledAsProvider { get; init; }

    /// <summary>Leases failed.</summary>
    public ulong LeasesUnfulfilledAsProvider { get; init; }

    /// <summary>Own leases taken on.</summary>
    public ulong LeasesAcceptedAsConsumer { get; init; }

    /// <summary>Own leases fulfilled.</summary>
    public ulong LeasesSettledAsConsumer { get; init; }

    /// <summary>Own leases taken back.</summary>
    public ulong LeasesCancelledAsConsumer { get; init; }

    /// <summary>Seconds received.</summary>
    public ulong LeaseHoursSettledAsConsumer { get; init; }

    /// <summary>Own leases failed.</summary>
    public ulong LeasesUnfulfilledAsConsumer { get; init; }

    /// <summary>Unix ns.</summary>
    public long FirstActivityAt { get; init; }

    /// <summary>Unix ns.</summary>
    public long LastActivityAt { get; init; }
}
