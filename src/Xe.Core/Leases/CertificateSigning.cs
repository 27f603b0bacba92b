using Xe.Core.Primitives;
using Xe.Core.Records;

namespace Xe.Core.Leases;

/// <summary>Hash, signature and content verification of performance certificates (spec 12 §4.3, §4.5).</summary>
public static class CertificateSigning
{
    /// <summary>The hashed bytes, in the order of spec 12 §4.3.</summary>
    public static SignedBytes Preimage(PerformanceCertificate certificate, string networkId)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return new SignedBytes(640)
            .Raw("xe/perf-certificate/v1\0"u8)
            .Lp8(networkId)
            .Lp8(certificate.Provider)
            .Lp8(certificate.ProviderPubKey)
            .Lp8(certificate.Seed)
            .UInt64(certificate.WorkloadVersion)
            .UInt64(certificate.Iterations)
            .Lp8(certificate.WorkProof)
            .UInt64(BitConverter.DoubleToUInt64Bits(certificate.Score))
            .Lp8(certificate.StartAttestationRoot)
            .Lp8(certificate.EndAttestationRoot)
            .Int64(certificate.StartMedian)
            .Int64(certificate.EndMedian)
            .Int64(certificate.IssuedAt)
            .Int64(certificate.ExpiresAt)
            .UInt64(certificate.PriceMultiplierMilli);
    }

    /// <summary>The certificate's hash under a network's id.</summary>
    public static Hash256 ComputeHash(PerformanceCertificate certificate, string networkId) =>
        Preimage(certificate, networkId).Digest();

    /// <summary>The certificate with hash and signature set.</summary>
    /// <param name="certificate">Content; key and address must belong to the seed, or verification will refuse it.</param>
    /// <param name="networkId">The network the hash is bound to.</param>
    /// <param name="seed">The provider's 32-byte seed.</param>
    public static PerformanceCertificate Sign(PerformanceCertificate certificate, string networkId, ReadOnlySpan<byte> seed)
    {
        Hash256 hash = ComputeHash(certificate, networkId);
        return certificate with { Hash = hash.ToString(), Signature = TextSignature.Sign(seed, hash.Value.Span) };
    }

    /// <summary>Judges the content (spec 12 §4.5): hash, key, signature, score, workload, iterations, multiplier. Expiry is the
    /// user's matter, see <see cref="PerformanceCertificate.IsValidAt"/> and <see cref="PerformanceCertificate.Covers"/>.</summary>
    public static Rejection? Verify(PerformanceCertificate certificate, string networkId)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        Hash256 hash = ComputeHash(certificate, networkId);
        if (certificate.Hash != hash.ToString())
            return new Rejection("certificate_hash_mismatch", "certificate hash mismatch");
        if (SelfCertification.Check(certificate.ProviderPubKey, certificate.Provider) is { } keyFault)
            return keyFault.Prefixed("certificate key: ");
        if (TextSignature.Check(certificate.ProviderPubKey, hash.Value.Span, certificate.Signature) is { } signatureFault)
            return signatureFault.Prefixed("certificate signature: ");
        // Written so that NaN fails too.
        if (!(certificate.Score > 0))
            return new Rejection("certificate_score", FormattableString.Invariant($"score must be positive, got {certificate.Score}"));
        if (certificate.WorkloadVersion != PerformanceCertificate.CurrentWorkloadVersion)
            return new Rejection("certificate_workload", $"workload_version must be {PerformanceCertificate.CurrentWorkloadVersion}, got {certificate.WorkloadVersion}");
        if (certificate.Iterations != PerformanceCertificate.RequiredIterations)
            return new Rejection("certificate_iterations", $"iterations must be {PerformanceCertificate.RequiredIterations}, got {certificate.Iterations}");
        return IsMultiplierInRange(certificate.PriceMultiplierMilli)
            ? null
            : new Rejection("certificate_multiplier", $"price_multiplier_milli must be in [{PerformanceCertificate.MinPriceMultiplierMilli}, {PerformanceCertificate.MaxPriceMultiplierMilli}], got {certificate.PriceMultiplierMilli}");
    }

    /// <summary>True for a multiplier between 500 and 10,000, × 1000.</summary>
    public static bool IsMultiplierInRange(ulong multiplierMilli) =>
        multiplierMilli is >= PerformanceCertificate.MinPriceMultiplierMilli and <= PerformanceCertificate.MaxPriceMultiplierMilli;
}
