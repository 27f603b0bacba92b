using System.Diagnostics.CodeAnalysis;
using Xe.Core.Json;
using Xe.Core.Records;

namespace Xe.Core.Leases.Market;

/// <summary>The JSON form of marketplace requests (spec 12 §3).</summary>
public static class RequestJson
{
    /// <summary>Reads a bare request.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8, JsonStrictness strictness,
        [NotNullWhen(true)] out MarketplaceRequest? value, [NotNullWhen(false)] out Rejection? error)
    {
        value = null;
        error = RecordJson.Open(utf8, strictness, "request", out GoJsonReader reader);
        if (error is not null)
            return false;
        MarketplaceRequest? read = Read(ref reader);
        if (reader.Error is { } fault)
            error = RecordJson.Undecodable("request", fault);
        else if (read is null)
            error = new Rejection("request_missing", "missing request");
        value = error is null ? read : null;
        return error is null;
    }

    /// <summary>Reads one of a larger text; null for the JSON value <c>null</c> and for a wrong type, which the reader remembers.</summary>
    public static MarketplaceRequest? Read(ref GoJsonReader reader)
    {
        if (!reader.BeginObject())
            return null;
        string consumer = "", consumerPubKey = "", requestId = "", signature = "";
        ulong vcpus = 0, memoryMb = 0, diskGb = 0, duration = 0;
        long timestamp = 0;
        while (reader.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("consumer"u8))
                reader.ReadString(ref consumer);
            else if (name.SequenceEqual("consumer_pub_key"u8))
                reader.ReadString(ref consumerPubKey);
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
            else if (name.SequenceEqual("timestamp"u8))
                reader.ReadInt64(ref timestamp);
            else if (name.SequenceEqual("signature"u8))
                reader.ReadString(ref signature);
            else
                reader.SkipUnknown();
        }
        return new MarketplaceRequest
        {
            Consumer = consumer,
            ConsumerPubKey = consumerPubKey,
            RequestId = requestId,
            Vcpus = vcpus,
            MemoryMb = memoryMb,
            DiskGb = diskGb,
            Duration = duration,
            Timestamp = timestamp,
            Signature = signature,
        };
    }

    /// <summary>Writes a request.</summary>
    public static void Write(ref GoJsonWriter writer, MarketplaceRequest value)
    {
        ArgumentNullException.ThrowIfNull(value);
        writer.BeginObject();
        writer.String("consumer"u8, value.Consumer);
        writer.String("consumer_pub_key"u8, value.ConsumerPubKey);
        writer.String("request_id"u8, value.RequestId);
        writer.UInt64("vcpus"u8, value.Vcpus);
        writer.UInt64("memory_mb"u8, value.MemoryMb);
        writer.UInt64("disk_gb"u8, value.DiskGb);
        writer.UInt64("duration"u8, value.Duration);
        writer.Int64("timestamp"u8, value.Timestamp);
        writer.String("signature"u8, value.Signature);
        writer.EndObject();
    }

    /// <summary>The request as bytes.</summary>
    public static byte[] ToBytes(MarketplaceRequest value) => RecordJson.ToBytes(value, Write);
}
