namespace Xe.Core.Ledger;

/// <summary>How an account behaved in leases, as this node saw it (spec 04 §16). Derived data without influence on any block.</summary>
public sealed record ReputationRecord
{
    /// <summary>Version of the aggregate.</summary>
    public const uint Version = 2;

    /// <summary>Leases accepted, as provider.</summary>
    public ulong AcceptedAsProvider { get; init; }

    /// <summary>Leases settled, as provider.</summary>
    public ulong SettledAsProvider { get; init; }

    /// <summary>Duration of the settled ones, seconds. Shown as <c>lease_hours_settled_as_provider</c>, in seconds despite that
    /// name.</summary>
    public ulong SecondsSettledAsProvider { get; init; }

    /// <summary>Leases that the consumer had to force-settle, as provider.</summary>
    public ulong UnfulfilledAsProvider { get; init; }

    /// <summary>Leases accepted by their provider, as consumer.</summary>
    public ulong AcceptedAsConsumer { get; init; }

    /// <summary>Leases settled, as consumer.</summary>
    public ulong SettledAsConsumer { get; init; }

    /// <summary>Leases taken back, as consumer.</summary>
    public ulong CancelledAsConsumer { get; init; }

    /// <summary>Duration of the settled ones, seconds; as <see cref="SecondsSettledAsProvider"/>.</summary>
    public ulong SecondsSettledAsConsumer { get; init; }

    /// <summary>Leases force-settled, as consumer.</summary>
    public ulong UnfulfilledAsConsumer { get; init; }

    /// <summary>Earliest event, Unix ns; 0 = none.</summary>
    public long FirstActivityNs { get; init; }

    /// <summary>Latest event, Unix ns; 0 = none. An undone event leaves its times.</summary>
    public long LastActivityNs { get; init; }

    /// <summary>True where every counter is 0.</summary>
    public bool IsEmpty => (AcceptedAsProvider | SettledAsProvider | SecondsSettledAsProvider | UnfulfilledAsProvider
        | AcceptedAsConsumer | SettledAsConsumer | CancelledAsConsumer | SecondsSettledAsConsumer | UnfulfilledAsConsumer) == 0;

    /// <summary>The record with an event's time taken in.</summary>
    public ReputationRecord Touched(long timeNs) => this with
    {
        FirstActivityNs = FirstActivityNs == 0 ? timeNs : Math.Min(FirstActivityNs, timeNs),
        LastActivityNs = Math.Max(LastActivityNs, timeNs),
    };
}
