using Xe.Core.Blocks;

namespace Xe.Tool.Commands.Genesis;

/// <summary>Lease timing in force (spec 02 §3.4).</summary>
internal sealed record GenesisTimingResult(
    ulong MinDurationSecs, long SettleGraceNs, long ForceSettleGapNs, long EscrowExpiryNs, long ArchiveGapNs, long MaxAttestationSkewNs)
{
    internal static GenesisTimingResult From(LeaseTiming timing) => new(
        timing.MinDurationSecs, timing.SettleGraceNs, timing.ForceSettleGapNs, timing.EscrowExpiryNs, timing.ArchiveGapNs, timing.MaxAttestationSkewNs);
}
