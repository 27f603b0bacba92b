using System.Diagnostics.CodeAnalysis;
using Xe.Core.Json;
using Xe.Core.Records;

namespace Xe.Core.AccountDirectory;

/// <summary>The JSON form of directory registrations (spec 13 §1): every member always written.</summary>
public static class RegistrationJson
{
    /// <summary>Reads a bare registration.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8, JsonStrictness strictness,
        [NotNullWhen(true)] out DirectoryRegistration? value, [NotNullWhen(false)] out Rejection? error)
    {
        value = null;
        error = RecordJson.Open(utf8, strictness, "registration", out GoJsonReader reader);
        if (error is not null)
            return false;
        DirectoryRegistration? read = Read(ref reader);
        if (reader.Error is { } fault)
            error = RecordJson.Undecodable("registration", fault);
        else if (read is null)
            error = new Rejection("registration_missing", "missing registration");
        value = error is null ? read : null;
        return error is null;
    }

    /// <summary>Reads one of a larger text; null for the JSON value <c>null</c> and for a wrong type, which the reader remembers.</summary>
    public static DirectoryRegistration? Read(ref GoJsonReader reader)
    {
        if (!reader.BeginObject())
            return null;
        string account = "", pubKey = "", nodePeer = "", signature = "";
        long timestamp = 0;
        while (reader.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("account"u8))
                reader.ReadString(ref account);
            else if (name.SequenceEqual("pub_key"u8))
                reader.ReadString(ref pubKey);
            else if (name.SequenceEqual("node_peer"u8))
                reader.ReadString(ref nodePeer);
            else if (name.SequenceEqual("timestamp"u8))
                reader.ReadInt64(ref timestamp);
            else if (name.SequenceEqual("signature"u8))
                reader.ReadString(ref signature);
            else
                reader.SkipUnknown();
        }
        return new DirectoryRegistration
        {
            Account = account,
            PubKey = pubKey,
            NodePeer = nodePeer,
            Timestamp = timestamp,
            Signature = signature,
        };
    }

    /// <summary>Writes a registration.</summary>
    public static void Write(ref GoJsonWriter writer, DirectoryRegistration value)
    {
        ArgumentNullException.ThrowIfNull(value);
        writer.BeginObject();
        writer.String("account"u8, value.Account);
        writer.String("pub_key"u8, value.PubKey);
        writer.String("node_peer"u8, value.NodePeer);
        writer.Int64("timestamp"u8, value.Timestamp);
        writer.String("signature"u8, value.Signature);
        writer.EndObject();
    }

    /// <summary>The registration as bytes.</summary>
    public static byte[] ToBytes(DirectoryRegistration value) => RecordJson.ToBytes(value, Write);
}
