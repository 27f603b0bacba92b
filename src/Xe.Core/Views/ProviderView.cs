using System.Text.Json.Serialization;

namespace Xe.Core.Views;

/// <summary>A compute provider as last advertised (spec 08 §10.1).</summary>
public sealed record ProviderView
{
    /// <summary>Account address.</summary>
    public string Account { get; init => field = value ?? ""; } = "";

    /// <summary>Virtual CPUs offered.</summary>
    public ulong Vcpus { get; init; }

    /// <summary>MiB offered.</summary>
    public ulong MemoryMb { get; init; }

    /// <summary>GB offered.</summary>
    public ulong DiskGb { get; init; }

    /// <summary>Leases at a time; 0 = unlimited.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ulong MaxConcurrentLeases { get; init; }

    /// <summary>Held by leases.</summary>
    public ulong UsedVcpus { get; init; }

    /// <summary>Held by leases.</summary>
    public ulong UsedMemoryMb { get; init; }

    /// <summary>Held by leases.</summary>
    public ulong UsedDiskGb { get; init; }

    /// <summary>Leases that hold capacity.</summary>
    public int ActiveLeases { get; init; }

    /// <summary>All its leases.</summary>
    public int TotalLeases { get; init; }

    /// <summary>Of the advertisement, Unix ns.</summary>
    public long Timestamp { get; init; }
}
