using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Xe.Core.Json;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Messaging;

/// <summary>Requests and responses of the messenger (spec 07 §4.1). Payloads are raw JSON.</summary>
internal static class MessageJson
{
    /// <summary>Longest request and response, bytes.</summary>
    internal const int MaxBytes = 65_536;

    /// <summary>A payload of nothing.</summary>
    internal static ReadOnlyMemory<byte> Null { get; } = "null"u8.ToArray();

    internal static ReadOnlyMemory<byte> ToRequestLine(string type, ReadOnlyMemory<byte> payload) =>
        StreamWriting.ToLine((type, "", payload), Write, payload.Length + 128);

    internal static ReadOnlyMemory<byte> ToResponseLine(string type, string error, ReadOnlyMemory<byte> payload) =>
        StreamWriting.ToLine((type, error, payload), Write, payload.Length + 128);

    /// <summary>Reads a request or a response; false for text that is none. The payload of an absent member is <c>null</c>.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Message? message)
    {
        message = null;
        if (!GoJsonReader.TryCreate(utf8, TrailingData.Ignore, refuseUnknownMembers: false, out GoJsonReader reader, out _))
            return false;
        string type = "", error = "";
        ReadOnlyMemory<byte> payload = Null;
        if (reader.BeginObject())
        {
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("type"u8))
                    reader.ReadString(ref type);
                else if (name.SequenceEqual("error"u8))
                    reader.ReadString(ref error);
                else if (name.SequenceEqual("payload"u8))
                    payload = reader.ReadRaw().ToArray();
                else
                    reader.SkipUnknown();
            }
        }
        if (reader.Failed)
            return false;
        message = new Message(type, error, payload);
        return true;
    }

    private static void Write(ref GoJsonWriter writer, (string Type, string Error, ReadOnlyMemory<byte> Payload) message)
    {
        writer.BeginObject();
        writer.String("type"u8, message.Type);
        writer.StringOmitEmpty("error"u8, message.Error);
        writer.Name("payload"u8);
        writer.Raw(message.Payload.Span);
        writer.EndObject();
    }
}
