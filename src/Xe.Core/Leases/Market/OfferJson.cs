using System.Diagnostics.CodeAnalysis;
using Xe.Core.Json;
using Xe.Core.Records;

namespace Xe.Core.Leases.Market;

/// <summary>The JSON form of offers (spec 12 §3).</summary>
public static class OfferJson
{
    /// <summary>Reads a bare offer.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8, JsonStrictness strictness,
        [NotNullWhen(true)] out MarketplaceOffer? value, [NotNullWhen(false)] out Rejection? error)
    {
        value = null;
        error = RecordJson.Open(utf8, strictness, "offer", out GoJsonReader reader);
        if (error is not null)
            return false;
        MarketplaceOffer? read = Read(ref reader);
        if (reader.Error is { } fault)
            error = RecordJson.Undecodable("offer", fault);
        else if (read is null)
            error = new Rejection("offer_missing", "missing offer");
        value = error is null ? read : null;
        return error is null;
    }

    /// <summary>Reads one of a larger text; null for the JSON value <c>null</c> and for a wrong type, which the reader remembers.</summary>
    public static MarketplaceOffer? Read(ref GoJsonReader reader)
    {
        if (!reader.BeginObject())
            return null;
        string provider = "", providerPubKey = "", requestId = "", certificateHash = "", signature = "";
        ulong vcpus = 0, memoryMb = 0, diskGb = 0, duration = 0, totalCost = 0;
        long timestamp = 0;
        while (reader.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("provider"u8))
                reader.ReadString(ref provider);
            else if (name.SequenceEqual("provider_pub_key"u8))
                reader.ReadString(ref providerPubKey);
            else if (name.SequenceEqual("request_id"u8))
                reader.ReadString(ref requestId);
            else if (name.SequenceEqual("vcpus"u8))
                reader.ReadUInt64(ref vcpus);
            else if (name.SequenceEqual("memory_mb"u8))
                reader.ReadUInt64(ref memoryMb);
            else if (name.SequenceEqual("disk_gb"u8))
                reader.ReadUInt64(ref diskGb);
            else if (name.SequenceEqual("duration"u8))
                reader.ReadUInt64(ref duration);
            else if (name.SequenceEqual("total_cost"u8))
                reader.ReadUInt64(ref totalCost);
            else if (name.SequenceEqual("certificate_hash"u8))
                reader.ReadString(ref certificateHash);
            else if (name.SequenceEqual("timestamp"u8))
                reader.ReadInt64(ref timestamp);
            else if (name.SequenceEqual("signature"u8))
                reader.ReadString(ref signature);
            else
                reader.SkipUnknown();
        }
        return new MarketplaceOffer
        {
            Provider = provider,
            ProviderPubKey = providerPubKey,
            RequestId = requestId,
            Vcpus = vcpus,
            MemoryMb = memoryMb,
            DiskGb = diskGb,
            Duration = duration,
            TotalCost = totalCost,
            CertificateHash = certificateHash,
            Timestamp = timestamp,
            Signature = signature,
        };
    }

    /// <summary>Writes an offer.</summary>
    public static void Write(ref GoJsonWriter writer, MarketplaceOffer value)
    {
        ArgumentNullException.ThrowIfNull(value);
        writer.BeginObject();
        writer.String("provider"u8, value.Provider);
        writer.String("provider_pub_key"u8, value.ProviderPubKey);
        writer.String("request_id"u8, value.RequestId);
        writer.UInt64("vcpus"u8, value.Vcpus);
        writer.UInt64("memory_mb"u8, value.MemoryMb);
        writer.UInt64("disk_gb"u8, value.DiskGb);
        writer.UInt64("duration"u8, value.Duration);
        writer.UInt64("total_cost"u8, value.TotalCost);
        writer.StringOmitEmpty("certificate_hash"u8, value.CertificateHash);
        writer.Int64("timestamp"u8, value.Timestamp);
        writer.String("signature"u8, value.Signature);
        writer.EndObject();
    }

    /// <summary>The offer as bytes.</summary>
    public static byte[] ToBytes(MarketplaceOffer value) => RecordJson.ToBytes(value, Write);
}
