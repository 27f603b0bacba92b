using System.Diagnostics.CodeAnalysis;
using Xe.Core.Json;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Netcheck;

/// <summary>The JSON form of <see cref="NetcheckMessage"/>.</summary>
internal static class NetcheckJson
{
    /// <summary>Longest message read, bytes.</summary>
    internal const int MaxReadBytes = 1024;

    /// <summary>Messages stay below this, bytes: older readers stop there.</summary>
    internal const int MaxWriteBytes = 256;

    /// <summary>Most features sent.</summary>
    internal const int MaxFeatures = 8;

    /// <summary>The message and its line feed: features sorted, then cut to eight.</summary>
    internal static ReadOnlyMemory<byte> ToLine(NetcheckMessage message) => StreamWriting.ToLine(message, Write);

    /// <summary>Reads a message; false for text that is none.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out NetcheckMessage? message)
    {
        message = null;
        if (!GoJsonReader.TryCreate(utf8, TrailingData.Ignore, refuseUnknownMembers: false, out GoJsonReader reader, out _))
            return false;
        string networkId = "", version = "", genesisHash = "";
        List<string> features = [];
        if (reader.BeginObject())
        {
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("network_id"u8))
                    reader.ReadString(ref networkId);
                else if (name.SequenceEqual("version"u8))
                    reader.ReadString(ref version);
                else if (name.SequenceEqual("features"u8))
                    reader.ReadStrings(ref features);
                else if (name.SequenceEqual("genesis_hash"u8))
                    reader.ReadString(ref genesisHash);
                else
                    reader.SkipUnknown();
            }
        }
        if (reader.Failed)
            return false;
        message = new NetcheckMessage(networkId, version, features, genesisHash);
        return true;
    }

    private static void Write(ref GoJsonWriter writer, NetcheckMessage message)
    {
        writer.BeginObject();
        writer.String("network_id"u8, message.NetworkId);
        writer.StringOmitEmpty("version"u8, message.Version);
        string[] features = [.. message.Features.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MaxFeatures)];
        if (features.Length > 0)
        {
            writer.Name("features"u8);
            writer.BeginArray();
            foreach (string feature in features)
                writer.String(feature);
            writer.EndArray();
        }
        writer.StringOmitEmpty("genesis_hash"u8, message.GenesisHash);
        writer.EndObject();
    }
}
