using System.Diagnostics.CodeAnalysis;
using Xe.Core.Blocks;
using Xe.Core.Json;
using Xe.Core.Records;

namespace Xe.Core.Leases;

/// <summary>The JSON form of a timekeeper attestation (spec 12 §5.1).</summary>
public static class AttestationJson
{
    /// <summary>Reads a bare attestation.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8, JsonStrictness strictness,
        [NotNullWhen(true)] out TimekeeperAttestation? attestation, [NotNullWhen(false)] out Rejection? error)
    {
        attestation = null;
        error = RecordJson.Open(utf8, strictness, "attestation", out GoJsonReader reader);
        if (error is not null)
            return false;
        TimekeeperAttestation read = Read(ref reader);
        error = reader.Error is { } fault ? RecordJson.Undecodable("attestation", fault) : null;
        attestation = error is null ? read : null;
        return error is null;
    }

    /// <summary>Reads one attestation of a larger text; <c>null</c> gives an empty one.</summary>
    public static TimekeeperAttestation Read(ref GoJsonReader reader)
    {
        string key = "", signature = "";
        long timestamp = 0;
        if (reader.BeginObject())
        {
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("public_key"u8))
                    reader.ReadString(ref key);
                else if (name.SequenceEqual("timestamp"u8))
                    reader.ReadInt64(ref timestamp);
                else if (name.SequenceEqual("signature"u8))
                    reader.ReadString(ref signature);
                else
                    reader.SkipUnknown();
            }
        }
        return new TimekeeperAttestation(key, timestamp, signature);
    }

    /// <summary>Writes an attestation.</summary>
    public static void Write(ref GoJsonWriter writer, TimekeeperAttestation attestation)
    {
        ArgumentNullException.ThrowIfNull(attestation);
        writer.BeginObject();
        writer.String("public_key"u8, attestation.PublicKey);
        writer.Int64("timestamp"u8, attestation.Timestamp);
        writer.String("signature"u8, attestation.Signature);
        writer.EndObject();
    }

    /// <summary>The attestation as bytes.</summary>
    public static byte[] ToBytes(TimekeeperAttestation attestation) => RecordJson.ToBytes(attestation, Write);
}
