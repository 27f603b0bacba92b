using System.Diagnostics.CodeAnalysis;
using Xe.Core.Json;
using Xe.Core.Records;

namespace Xe.Core.Leases.Market;

/// <summary>The JSON form of advertisements (spec 12 §3).</summary>
public static class AdvertisementJson
{
    /// <summary>Reads a bare advertisement.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8, JsonStrictness strictness,
        [NotNullWhen(true)] out MarketplaceAdvertisement? value, [NotNullWhen(false)] out Rejection? error)
    {
        value = null;
        error = RecordJson.Open(utf8, strictness, "advertisement", out GoJsonReader reader);
        if (error is not null)
            return false;
        MarketplaceAdvertisement? read = Read(ref reader);
        if (reader.Error is { } fault)
            error = RecordJson.Undecodable("advertisement", fault);
        else if (read is null)
            error = new Rejection("advertisement_missing", "missing advertisement");
        value = error is null ? read : null;
        return error is null;
    }

    /// <summary>Reads one of a larger text; null for the JSON value <c>null</c> and for a wrong type, which the reader remembers.</summary>
    public static MarketplaceAdvertisement? Read(ref GoJsonReader reader)
    {
        if (!reader.BeginObject())
            return null;
        string provider = "", providerPubKey = "", signature = "";
        ulong vcpus = 0, memoryMb = 0, diskGb = 0, maxConcurrentLeases = 0;
        long timestamp = 0;
        while (reader.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("provider"u8))
                reader.ReadString(ref provider);
            else if (name.SequenceEqual("provider_pub_key"u8))
                reader.ReadString(ref providerPubKey);
            else if (name.SequenceEqual("vcpus"u8))
                reader.ReadUInt64(ref vcpus);
            else if (name.SequenceEqual("memory_mb"u8))
                reader.ReadUInt64(ref memoryMb);
            else if (name.SequenceEqual("disk_gb"u8))
                reader.ReadUInt64(ref diskGb);
            else if (name.SequenceEqual("max_concurrent_leases"u8))
                reader.ReadUInt64(ref maxConcurrentLeases);
            else if (name.SequenceEqual("timestamp"u8))
                reader.ReadInt64(ref timestamp);
            else if (name.SequenceEqual("signature"u8))
                reader.ReadString(ref signature);
            else
                reader.SkipUnknown();
        }
        return new MarketplaceAdvertisement
        {
            Provider = provider,
            ProviderPubKey = providerPubKey,
            Vcpus = vcpus,
            MemoryMb = memoryMb,
            DiskGb = diskGb,
            MaxConcurrentLeases = maxConcurrentLeases,
            Timestamp = timestamp,
            Signature = signature,
        };
    }

    /// <summary>Writes an advertisement.</summary>
    public static void Write(ref GoJsonWriter writer, MarketplaceAdvertisement value)
    {
        ArgumentNullException.ThrowIfNull(value);
        writer.BeginObject();
        writer.String("provider"u8, value.Provider);
        writer.String("provider_pub_key"u8, value.ProviderPubKey);
        writer.UInt64("vcpus"u8, value.Vcpus);
        writer.UInt64("memory_mb"u8, value.MemoryMb);
        writer.UInt64("disk_gb"u8, value.DiskGb);
        writer.UInt64OmitZero("max_concurrent_leases"u8, value.MaxConcurrentLeases);
        writer.Int64("timestamp"u8, value.Timestamp);
        writer.String("signature"u8, value.Signature);
        writer.EndObject();
    }

    /// <summary>The advertisement as bytes.</summary>
    public static byte[] ToBytes(MarketplaceAdvertisement value) => RecordJson.ToBytes(value, Write);
}
