namespace Xe.Core.Views;

/// <summary>A renewal of a lease; reserved (spec 08 §15.2).</summary>
public sealed record LeaseRenewalView
{
    /// <summary>Hash of the renewal block.</summary>
    public string RenewHash { get; init => field = value ?? ""; } = "";

    /// <summary>Seconds added.</summary>
    public ulong Duration { get; init; }

    /// <summary>Micro-XUSD.</summary>
    public ulong Cost { get; init; }

    /// <summary>Unix ns.</summary>
    public long StartTime { get; init; }
}
