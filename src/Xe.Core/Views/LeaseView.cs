using System.Text.Json.Serialization;

namespace Xe.Core.Views;

/// <summary>A lease (spec 08 §3.5). Amounts are micro-XUSD.</summary>
public sealed record LeaseView
{
    /// <summary>Hash of the lease block.</summary>
    public string LeaseHash { get; init => field = value ?? ""; } = "";

    /// <summary>created, accepted, settled, cancelled, unfulfilled or expired.</summary>
    public string State { get; init => field = value ?? ""; } = "";

    /// <summary>Who pays.</summary>
    public string Consumer { get; init => field = value ?? ""; } = "";

    /// <summary>Who computes.</summary>
    public string Provider { get; init => field = value ?? ""; } = "";

    /// <summary>Virtual CPUs.</summary>
    public ulong Vcpus { get; init; }

    /// <summary>MiB.</summary>
    public ulong MemoryMb { get; init; }

    /// <summary>GB.</summary>
    public ulong DiskGb { get; init; }

    /// <summary>Seconds.</summary>
    public ulong Duration { get; init; }

    /// <summary>Login key of the consumer.</summary>
    public string? AccessPubKey { get; init; }

    /// <summary>Price.</summary>
    public ulong Cost { get; init; }

    /// <summary>Stake of the provider.</summary>
    public ulong Stake { get; init; }

    /// <summary>Attested start, Unix ns; 0 before the accept.</summary>
    public long StartTime { get; init; }

    /// <summary>The certificate the price is from.</summary>
    public string? CertificateHash { get; init; }

    /// <summary>The escrow is gone by settlement, force settlement or expiry.</summary>
    public bool Settled { get; init; }

    /// <summary>R × 1000 locked at accept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ulong LockedR { get; init; }

    /// <summary>Payout cap × 1000 locked at accept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ulong LockedPayoutCap { get; init; }

    /// <summary>TWAP locked at accept, milli-USD.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ulong LockedTwapMilli { get; init; }

    /// <summary>Reserved; null today.</summary>
    public IReadOnlyList<LeaseRenewalView>? Renewals { get; init; }
}
