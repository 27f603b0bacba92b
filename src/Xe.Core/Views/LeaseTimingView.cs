namespace Xe.Core.Views;

/// <summary>Effective lease timing (spec 08 §6.2).</summary>
public sealed record LeaseTimingView
{
    /// <summary>Shortest lease, seconds.</summary>
    public ulong MinDurationSecs { get; init; }

    /// <summary>Settle grace, ns.</summary>
    public long SettleGraceNs { get; init; }

    /// <summary>Gap before a force settle, ns.</summary>
    public long ForceSettleGapNs { get; init; }

    /// <summary>Escrow expiry, ns.</summary>
    public long EscrowExpiryNs { get; init; }

    /// <summary>Archive gap, ns.</summary>
    public long ArchiveGapNs { get; init; }

    /// <summary>Largest live attestation skew, ns.</summary>
    public long MaxAttestationSkewNs { get; init; }
}
