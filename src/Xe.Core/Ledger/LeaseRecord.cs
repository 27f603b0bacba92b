using Xe.Core.Primitives;

namespace Xe.Core.Ledger;

/// <summary>A lease as the ledger keeps it (spec 03 §10.1). Amounts are micro-XUSD, times Unix ns.</summary>
public sealed record LeaseRecord
{
    /// <summary>Hash of the lease block.</summary>
    public required Hash256 LeaseHash { get; init; }
    /// <summary>State.</summary>
    public required LeaseState State { get; init; }
    /// <summary>Who pays.</summary>
    public required Address Consumer { get; init; }
    /// <summary>Who computes.</summary>
    public required Address Provider { get; init; }
    /// <summary>Virtual CPUs.</summary>
    public required ulong Vcpus { get; init; }
    /// <summary>Memory, MiB.</summary>
    public required ulong MemoryMb { get; init; }
    /// <summary>Disk, GB.</summary>
    public required ulong DiskGb { get; init; }
    /// <summary>Seconds.</summary>
    public required ulong Duration { get; init; }
    /// <summary>SSH key of the consumer, or null.</summary>
    public PublicKey? AccessPubKey { get; init; }
    /// <summary>Cost, micro-XUSD.</summary>
    public required ulong Cost { get; init; }
    /// <summary>Provider stake, micro-XUSD.</summary>
    public ulong Stake { get; init; }
    /// <summary>Attested start, Unix ns; 0 before the accept.</summary>
    public long StartTime { get; init; }
    /// <summary>The pinned certificate, text as in the block.</summary>
    public string CertificateHash { get; init; } = "";
    /// <summary>True once the escrow is gone by settlement, force-settlement or expiry.</summary>
    public bool Settled { get; init; }
    /// <summary>R × 1000 locked at accept.</summary>
    public ulong LockedR { get; init; }
    /// <summary>Payout cap × 1000 locked at accept.</summary>
    public ulong LockedPayoutCap { get; init; }
    /// <summary>TWAP locked at accept, milli-USD.</summary>
    public ulong LockedTwapMilli { get; init; }

    /// <summary>True while the escrow may not be received (spec 03 §8.2 step 4).</summary>
    public bool IsLive => State is LeaseState.Created or LeaseState.Accepted;

    /// <summary>Start plus duration, Unix ns, saturating.</summary>
    public long ExpiryNs => (long)Int128.Min(long.MaxValue, (Int128)StartTime + (Int128)Duration * 1_000_000_000);

    /// <summary>The record as an undone accept, cancel or settle leaves it: created, nothing locked (spec 03 §16.2).</summary>
    public LeaseRecord BackToCreated() => this with
    {
        State = LeaseState.Created,
        Settled = false,
        Stake = 0,
        StartTime = 0,
        LockedR = 0,
        LockedPayoutCap = 0,
        LockedTwapMilli = 0,
    };
}
