using System.Diagnostics.CodeAnalysis;
using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Core.Records;

namespace Xe.Core.Leases;

/// <summary>Validation of a list of attestations and its time (spec 01 §14.3, 03 §10.6).</summary>
public static class AttestationList
{
    /// <summary>Most entries a list may have.</summary>
    public const int MaxEntries = 20;

    /// <summary>Counts the valid entries and gives their lower median: one dishonest timekeeper cannot push time forward.</summary>
    /// <param name="attestations">The list in its given order.</param>
    /// <param name="identifier">What was attested.</param>
    /// <param name="timekeepers">The configured set, null where none is.</param>
    /// <param name="clock">The skew test, or null to omit it.</param>
    /// <param name="time">The attested time, Unix ns; 0 on refusal.</param>
    /// <returns>Null where the threshold is met, else the reason in the texts of spec 01 §14.3.</returns>
    public static Rejection? Validate(
        IReadOnlyList<TimekeeperAttestation> attestations,
        in Bytes32 identifier,
        TimekeeperSet? timekeepers,
        AttestationClock? clock,
        out long time)
    {
        ArgumentNullException.ThrowIfNull(attestations);
        time = 0;
        if (timekeepers is null)
            return new Rejection("no_timekeepers", "no timekeeper config");
        if (timekeepers.Threshold < 1)
            return new Rejection("timekeeper_threshold_zero", "timekeeper threshold is zero");
        if (attestations.Count > MaxEntries)
            return new Rejection("too_many_attestations", $"too many attestations: {attestations.Count} exceeds max {MaxEntries}");
        if (attestations.Count < timekeepers.Threshold)
            return new Rejection("too_few_attestations", $"need {timekeepers.Threshold} attestations, got {attestations.Count}");

        Span<long> times = stackalloc long[MaxEntries];
        int counted = Count(attestations, identifier, timekeepers, clock, times);
        if (counted < timekeepers.Threshold)
        {
            return new Rejection("too_few_valid_attestations",
                $"only {counted} valid attestations from trusted timekeepers, need {timekeepers.Threshold}");
        }
        time = LowerMedian(times[..counted]);
        return null;
    }

    /// <summary>The element at index (n − 1) / 2 of the sorted times; sorts in place. A median of nothing is a bug and throws.</summary>
    public static long LowerMedian(Span<long> times)
    {
        ArgumentOutOfRangeException.ThrowIfZero(times.Length);
        times.Sort();
        return times[(times.Length - 1) / 2];
    }

    /// <summary>True where the entry's signature over identifier and time holds.</summary>
    public static bool IsSigned([NotNull] TimekeeperAttestation attestation, in Bytes32 identifier)
    {
        ArgumentNullException.ThrowIfNull(attestation);
        Hash256 payload = AttestationPayload.Compute(identifier, attestation.Timestamp);
        return TextSignature.Holds(attestation.PublicKey, payload.Value.Span, attestation.Signature);
    }

    /// <summary>Signs a time as a timekeeper.</summary>
    /// <param name="seed">The timekeeper's 32-byte seed.</param>
    /// <param name="identifier">What is attested.</param>
    /// <param name="timestamp">Unix time, nanoseconds.</param>
    public static TimekeeperAttestation Sign(ReadOnlySpan<byte> seed, in Bytes32 identifier, long timestamp)
    {
        Hash256 payload = AttestationPayload.Compute(identifier, timestamp);
        return new TimekeeperAttestation(
            TextSignature.KeyOf(seed).ToString(), timestamp, TextSignature.Sign(seed, payload.Value.Span));
    }

    private static int Count(
        IReadOnlyList<TimekeeperAttestation> attestations,
        in Bytes32 identifier,
        TimekeeperSet timekeepers,
        AttestationClock? clock,
        Span<long> times)
    {
        // Which entries counted; a skipped entry does not mark its key.
        Span<int> indices = stackalloc int[MaxEntries];
        int counted = 0;
        for (int i = 0; i < attestations.Count; i++)
        {
            TimekeeperAttestation entry = attestations[i];
            // The cheap tests come first: which test skips an entry makes no difference.
            if (!timekeepers.Contains(entry.PublicKey)
                || (clock is { } c && IsSkewed(entry.Timestamp, c))
                || WasCounted(attestations, indices[..counted], entry.PublicKey)
                || !IsSigned(entry, identifier))
            {
                continue;
            }
            times[counted] = entry.Timestamp;
            indices[counted++] = i;
        }
        return counted;
    }

    private static bool IsSkewed(long timestamp, AttestationClock clock) =>
        clock.MaxSkewNs < 0 || UnixNanos.Distance(timestamp, clock.NowNs) > (ulong)clock.MaxSkewNs;

    private static bool WasCounted(IReadOnlyList<TimekeeperAttestation> attestations, ReadOnlySpan<int> indices, string publicKey)
    {
        foreach (int index in indices)
        {
            if (attestations[index].PublicKey == publicKey)
                return true;
        }
        return false;
    }
}
