namespace Xe.Core.Blocks;

/// <summary>The six timing members of a ledger genesis as written there; 0 = default (spec 02 §3.4). Effective values:
/// <see cref="WithDefaults"/>.</summary>
/// <param name="MinDurationSecs">Shortest lease, seconds.</param>
/// <param name="SettleGraceNs">How long after expiry the provider may settle, ns.</param>
/// <param name="ForceSettleGapNs">Dead zone before the consumer may force-settle, ns.</param>
/// <param name="EscrowExpiryNs">After expiry plus this, force-settle is refused, ns.</param>
/// <param name="ArchiveGapNs">Local clean-up runs this long after escrow expiry, ns.</param>
/// <param name="MaxAttestationSkewNs">Largest live attestation skew, ns.</param>
public sealed record LeaseTiming(
    ulong MinDurationSecs,
    long SettleGraceNs,
    long ForceSettleGapNs,
    long EscrowExpiryNs,
    long ArchiveGapNs,
    long MaxAttestationSkewNs)
{
    /// <summary>The values that apply where a genesis pins none.</summary>
    public static LeaseTiming Default { get; } =
        new(60, 3_600_000_000_000, 1_500_000_000_000, 31_536_000_000_000_000, 3_600_000_000_000, 600_000_000_000);

    /// <summary>True when no member is set: nothing is appended to the canonical bytes (spec 01 §4.3).</summary>
    public bool IsAllZero => (MinDurationSecs | (ulong)SettleGraceNs | (ulong)ForceSettleGapNs | (ulong)EscrowExpiryNs
        | (ulong)ArchiveGapNs | (ulong)MaxAttestationSkewNs) == 0;

    /// <summary>Each zero replaced by its default.</summary>
    public LeaseTiming WithDefaults() => new(
        MinDurationSecs == 0 ? Default.MinDurationSecs : MinDurationSecs,
        SettleGraceNs == 0 ? Default.SettleGraceNs : SettleGraceNs,
        ForceSettleGapNs == 0 ? Default.ForceSettleGapNs : ForceSettleGapNs,
        EscrowExpiryNs == 0 ? Default.EscrowExpiryNs : EscrowExpiryNs,
        ArchiveGapNs == 0 ? Default.ArchiveGapNs : ArchiveGapNs,
        MaxAttestationSkewNs == 0 ? Default.MaxAttestationSkewNs : MaxAttestationSkewNs);
}
