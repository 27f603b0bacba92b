using System.Diagnostics.CodeAnalysis;
using Xe.Core.Json;
using Xe.Core.Records;

namespace Xe.Core.Chat;

/// <summary>The JSON form of chat envelopes (spec 13 §6): every member always written.</summary>
public static class ChatJson
{
    /// <summary>Reads a bare chat envelope.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8, JsonStrictness strictness,
        [NotNullWhen(true)] out ChatEnvelope? value, [NotNullWhen(false)] out Rejection? error)
    {
        value = null;
        error = RecordJson.Open(utf8, strictness, "chat_envelope", out GoJsonReader reader);
        if (error is not null)
            return false;
        ChatEnvelope? read = Read(ref reader);
        if (reader.Error is { } fault)
            error = RecordJson.Undecodable("chat_envelope", fault);
        else if (read is null)
            error = new Rejection("chat_envelope_missing", "missing chat envelope");
        value = error is null ? read : null;
        return error is null;
    }

    /// <summary>Reads one of a larger text; null for the JSON value <c>null</c> and for a wrong type, which the reader remembers.</summary>
    public static ChatEnvelope? Read(ref GoJsonReader reader)
    {
        if (!reader.BeginObject())
            return null;
        string id = "", from = "", pubKey = "", to = "", message = "", signature = "";
        long timestamp = 0;
        ulong powNonce = 0;
        while (reader.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("id"u8))
                reader.ReadString(ref id);
            else if (name.SequenceEqual("from"u8))
                reader.ReadString(ref from);
            else if (name.SequenceEqual("pub_key"u8))
                reader.ReadString(ref pubKey);
            else if (name.SequenceEqual("to"u8))
                reader.ReadString(ref to);
            else if (name.SequenceEqual("message"u8))
                reader.ReadString(ref message);
            else if (name.SequenceEqual("timestamp"u8))
                reader.ReadInt64(ref timestamp);
            else if (name.SequenceEqual("signature"u8))
                reader.ReadString(ref signature);
            else if (name.SequenceEqual("pow_nonce"u8))
                reader.ReadUInt64(ref powNonce);
            else
                reader.SkipUnknown();
        }
        return new ChatEnvelope
        {
            Id = id,
            From = from,
            PubKey = pubKey,
            To = to,
            Message = message,
            Timestamp = timestamp,
            Signature = signature,
            PowNonce = powNonce,
        };
    }

    /// <summary>Writes a chat envelope.</summary>
    public static void Write(ref GoJsonWriter writer, ChatEnvelope value)
    {
        ArgumentNullException.ThrowIfNull(value);
        writer.BeginObject();
        writer.String("id"u8, value.Id);
        writer.String("from"u8, value.From);
        writer.String("pub_key"u8, value.PubKey);
        writer.String("to"u8, value.To);
        writer.String("message"u8, value.Message);
        writer.Int64("timestamp"u8, value.Timestamp);
        writer.String("signature"u8, value.Signature);
        writer.UInt64("pow_nonce"u8, value.PowNonce);
        writer.EndObject();
    }

    /// <summary>The chat envelope as bytes.</summary>
    public static byte[] ToBytes(ChatEnvelope value) => RecordJson.ToBytes(value, Write);
}
