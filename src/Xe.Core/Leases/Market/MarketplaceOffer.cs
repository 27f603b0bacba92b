namespace Xe.Core.Leases.Market;

/// <summary>A provider's answer to a request (spec 12 §3).</summary>
public sealed record MarketplaceOffer
{
    /// <summary>Provider's address.</summary>
    public required string Provider { get; init; }

    /// <summary>Provider's public key, hex.</summary>
    public required string ProviderPubKey { get; init; }

    /// <summary>The request answered.</summary>
    public required string RequestId { get; init; }

    /// <summary>Virtual CPUs.</summary>
    public required ulong Vcpus { get; init; }

    /// <summary>Memory, MiB.</summary>
    public required ulong MemoryMb { get; init; }

    /// <summary>Disk, GB.</summary>
    public required ulong DiskGb { get; init; }

    /// <summary>Seconds.</summary>
    public required ulong Duration { get; init; }

    /// <summary>Cost of the whole lease, micro-XUSD.</summary>
    public required ulong TotalCost { get; init; }

    /// <summary>Certificate that prices it, hex; "" where none is named.</summary>
    public string CertificateHash { get; init; } = "";

    /// <summary>Unix time, nanoseconds.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Signature over the digest, hex.</summary>
    public string Signature { get; init; } = "";
}
