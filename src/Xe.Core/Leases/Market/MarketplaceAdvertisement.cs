namespace Xe.Core.Leases.Market;

/// <summary>A provider's capacity (spec 12 §3). Hex members stay text because the signature covers the text.</summary>
public sealed record MarketplaceAdvertisement
{
    /// <summary>Provider's address.</summary>
    public required string Provider { get; init; }

    /// <summary>Provider's public key, hex.</summary>
    public required string ProviderPubKey { get; init; }

    /// <summary>Virtual CPUs offered.</summary>
    public required ulong Vcpus { get; init; }

    /// <summary>Memory offered, MiB.</summary>
    public required ulong MemoryMb { get; init; }

    /// <summary>Disk offered, GB.</summary>
    public required ulong DiskGb { get; init; }

    /// <summary>Most leases at a time; 0 = no such limit.</summary>
    public ulong MaxConcurrentLeases { get; init; }

    /// <summary>Unix time, nanoseconds.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Signature over the digest, hex.</summary>
    public string Signature { get; init; } = "";
}
