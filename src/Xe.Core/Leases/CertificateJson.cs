using System.Diagnostics.CodeAnalysis;
using System.Text;
using Xe.Core.Json;
using Xe.Core.Records;

namespace Xe.Core.Leases;

/// <summary>The JSON form of certificates (spec 12 §4.2): every member always written, the score so that all its bits survive.</summary>
public static class CertificateJson
{
    /// <summary>Reads a bare certificate.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8, JsonStrictness strictness,
        [NotNullWhen(true)] out PerformanceCertificate? certificate, [NotNullWhen(false)] out Rejection? error)
    {
        certificate = null;
        error = RecordJson.Open(utf8, strictness, "certificate", out GoJsonReader reader);
        if (error is not null)
            return false;
        PerformanceCertificate? read = Read(ref reader);
        if (reader.Error is { } fault)
            error = RecordJson.Undecodable("certificate", fault);
        else if (read is null)
            error = new Rejection("certificate_missing", "missing certificate");
        certificate = error is null ? read : null;
        return error is null;
    }

    /// <summary>Reads one certificate of a larger text; null for the JSON value <c>null</c> and for a wrong type, which the reader
    /// remembers.</summary>
    public static PerformanceCertificate? Read(ref GoJsonReader reader)
    {
        if (!reader.BeginObject())
            return null;
        string provider = "", key = "", seed = "", proof = "", startRoot = "", endRoot = "", signature = "", hash = "";
        ulong version = 0, iterations = 0, multiplier = 0;
        long start = 0, end = 0, issued = 0, expires = 0;
        double score = 0;
        while (reader.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("provider"u8))
                reader.ReadString(ref provider);
            else if (name.SequenceEqual("provider_pub_key"u8))
                reader.ReadString(ref key);
            else if (name.SequenceEqual("seed"u8))
                reader.ReadString(ref seed);
            else if (name.SequenceEqual("workload_version"u8))
                reader.ReadUInt64(ref version);
            else if (name.SequenceEqual("iterations"u8))
                reader.ReadUInt64(ref iterations);
            else if (name.SequenceEqual("work_proof"u8))
                reader.ReadString(ref proof);
            else if (name.SequenceEqual("score"u8))
                RecordJson.ReadDouble(ref reader, ref score);
            else if (name.SequenceEqual("start_attestation_root"u8))
                reader.ReadString(ref startRoot);
            else if (name.SequenceEqual("end_attestation_root"u8))
                reader.ReadString(ref endRoot);
            else if (name.SequenceEqual("start_median"u8))
                reader.ReadInt64(ref start);
            else if (name.SequenceEqual("end_median"u8))
                reader.ReadInt64(ref end);
            else if (name.SequenceEqual("issued_at"u8))
                reader.ReadInt64(ref issued);
            else if (name.SequenceEqual("expires_at"u8))
                reader.ReadInt64(ref expires);
            else if (name.SequenceEqual("price_multiplier_milli"u8))
                reader.ReadUInt64(ref multiplier);
            else if (name.SequenceEqual("signature"u8))
                reader.ReadString(ref signature);
            else if (name.SequenceEqual("hash"u8))
                reader.ReadString(ref hash);
            else
                reader.SkipUnknown();
        }
        return new PerformanceCertificate
        {
            Provider = provider,
            ProviderPubKey = key,
            Seed = seed,
            WorkloadVersion = version,
            Iterations = iterations,
            WorkProof = proof,
            Score = score,
            StartAttestationRoot = startRoot,
            EndAttestationRoot = endRoot,
            StartMedian = start,
            EndMedian = end,
            IssuedAt = issued,
            ExpiresAt = expires,
            PriceMultiplierMilli = multiplier,
            Signature = signature,
            Hash = hash,
        };
    }

    /// <summary>Writes a certificate. A score that JSON cannot hold (not finite) is a bug and throws.</summary>
    public static void Write(ref GoJsonWriter writer, PerformanceCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        writer.BeginObject();
        writer.String("provider"u8, certificate.Provider);
        writer.String("provider_pub_key"u8, certificate.ProviderPubKey);
        writer.String("seed"u8, certificate.Seed);
        writer.UInt64("workload_version"u8, certificate.WorkloadVersion);
        writer.UInt64("iterations"u8, certificate.Iterations);
        writer.String("work_proof"u8, certificate.WorkProof);
        writer.Name("score"u8);
        writer.Raw(Encoding.ASCII.GetBytes(GoDouble.Format(certificate.Score)));
        writer.String("start_attestation_root"u8, certificate.StartAttestationRoot);
        writer.String("end_attestation_root"u8, certificate.EndAttestationRoot);
        writer.Int64("start_median"u8, certificate.StartMedian);
        writer.Int64("end_median"u8, certificate.EndMedian);
        writer.Int64("issued_at"u8, certificate.IssuedAt);
        writer.Int64("expires_at"u8, certificate.ExpiresAt);
        writer.UInt64("price_multiplier_milli"u8, certificate.PriceMultiplierMilli);
        writer.String("signature"u8, certificate.Signature);
        writer.String("hash"u8, certificate.Hash);
        writer.EndObject();
    }

    /// <summary>The certificate as bytes.</summary>
    public static byte[] ToBytes(PerformanceCertificate certificate) => RecordJson.ToBytes(certificate, Write, 1200);
}
