namespace Xe.Core.Leases.Market;

/// <summary>A consumer's wish for compute (spec 12 §3).</summary>
public sealed record MarketplaceRequest
{
    /// <summary>Consumer's address.</summary>
    public required string Consumer { get; init; }

    /// <summary>Consumer's public key, hex.</summary>
    public required string ConsumerPubKey { get; init; }

    /// <summary>Free text naming the request, echoed by offers.</summary>
    public required string RequestId { get; init; }

    /// <summary>Virtual CPUs.</summary>
    public required ulong Vcpus { get; init; }

    /// <summary>Memory, MiB.</summary>
    public required ulong MemoryMb { get; init; }

    /// <summary>Disk, GB.</summary>
    public required ulong DiskGb { get; init; }

    /// <summary>Seconds.</summary>
    public required ulong Duration { get; init; }

    /// <summary>Unix time, nanoseconds.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Signature over the digest, hex.</summary>
    public string Signature { get; init; } = "";
}
