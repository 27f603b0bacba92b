using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Xe.Core.Json;
using Xe.Core.Primitives;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Sync;

/// <summary>The JSON form of <see cref="FrontierRequest"/>. Members of the bulk extension are left out where they are empty, so
/// that a common request has exactly the bytes of spec 07 §11.5.</summary>
internal static class FrontierRequestJson
{
    internal static ReadOnlyMemory<byte> ToLine(FrontierRequest request) =>
        StreamWriting.ToLine(request, Write, 64 + request.Frontiers.Count * 140);

    /// <summary>Reads a request; false for text that is none. Entries whose account is no address are passed over.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out FrontierRequest? request)
    {
        request = null;
        if (!GoJsonReader.TryCreate(utf8, TrailingData.Ignore, refuseUnknownMembers: false, out GoJsonReader reader, out _))
            return false;
        Dictionary<Address, Hash256> frontiers = [];
        long pageSize = 0, maxBlocks = 0;
        string from = "", to = "";
        if (reader.BeginObject())
        {
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("frontiers"u8))
                    ReadFrontiers(ref reader, frontiers);
                else if (name.SequenceEqual("page_size"u8))
                    reader.ReadInt64(ref pageSize);
                else if (name.SequenceEqual("max_blocks"u8))
                    reader.ReadInt64(ref maxBlocks);
                else if (name.SequenceEqual("account_from"u8))
                    reader.ReadString(ref from);
                else if (name.SequenceEqual("account_to"u8))
                    reader.ReadString(ref to);
                else
                    reader.SkipUnknown();
            }
        }
        if (reader.Failed)
            return false;
        request = new FrontierRequest(frontiers, pageSize)
        {
            MaxBlocks = maxBlocks,
            From = Address.TryParse(from, out Address first) ? first : default,
            To = Address.TryParse(to, out Address last) ? last : null,
        };
        return true;
    }

    private static void ReadFrontiers(ref GoJsonReader reader, Dictionary<Address, Hash256> frontiers)
    {
        if (!reader.BeginObject())
            return;
        while (reader.NextMember(out _))
        {
            string account = reader.MemberName;
            string hash = "";
            reader.ReadString(ref hash);
            if (Address.TryParse(account, out Address address))
                frontiers[address] = Hash256.TryParse(hash, out Hash256 tip) ? tip : default;
        }
    }

    private static void Write(ref GoJsonWriter writer, FrontierRequest request)
    {
        writer.BeginObject();
        writer.Name("frontiers"u8);
        writer.BeginObject();
        Span<byte> name = stackalloc byte[Bytes32.Size * 2];
        foreach ((Address account, Hash256 tip) in request.Frontiers.OrderBy(entry => entry.Key))
        {
            Convert.TryToHexStringLower(account.Value.Span, name, out _);
            writer.Hex(name, tip.Value.Span);
        }
        writer.EndObject();
        writer.Int64("page_size"u8, request.PageSize);
        writer.Int64OmitZero("max_blocks"u8, request.MaxBlocks);
        if (!request.From.IsZero)
            writer.Hex("account_from"u8, request.From.Value.Span);
        if (request.To is { } to)
            writer.Hex("account_to"u8, to.Value.Span);
        writer.EndObject();
    }
}
