using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Json;
using Xe.Core.Leases;
using Xe.Core.Primitives;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Pulls;

/// <summary>Payloads of the pulls (spec 07 §5). Readers are lenient; unreadable entries are passed over.</summary>
internal static class PullJson
{
    /// <summary>Hashes looked at per request.</summary>
    internal const int MaxHashes = 64;

    /// <summary>Votes, certificates and blocks kept of one response; its length bounds them already.</summary>
    internal const int MaxEntries = 1024;

    internal static ReadOnlyMemory<byte> BlockRequest(IEnumerable<Hash256> hashes) => ToBytes(hashes, (ref GoJsonWriter writer, IEnumerable<Hash256> list) =>
    {
        writer.BeginObject();
        writer.Name("hashes"u8);
        writer.BeginArray();
        foreach (Hash256 hash in list)
            writer.Hex(hash.Value.Span);
        writer.EndArray();
        writer.EndObject();
    });

    /// <summary>The first 64 hashes; null for text that is no request.</summary>
    internal static IReadOnlyList<Hash256>? ReadBlockRequest(ReadOnlySpan<byte> json)
    {
        List<Hash256> hashes = [];
        int seen = 0;
        return Read(json, "hashes"u8, (ref GoJsonReader reader) =>
        {
            string text = "";
            reader.ReadString(ref text);
            if (seen++ < MaxHashes && Hash256.TryParse(text, out Hash256 hash))
                hashes.Add(hash);
        }) ? hashes : null;
    }

    internal static ReadOnlyMemory<byte> Blocks(IReadOnlyList<Block> blocks) => ToBytes(blocks, (ref GoJsonWriter writer, IReadOnlyList<Block> list) =>
    {
        writer.BeginObject();
        writer.Name("blocks"u8);
        if (list.Count == 0)
            writer.Raw("null"u8);
        else
            WriteArray(ref writer, list, BlockJson.Write);
        writer.EndObject();
    });

    internal static IReadOnlyList<WireBlock>? ReadBlocks(ReadOnlySpan<byte> json)
    {
        List<WireBlock> blocks = [];
        return Read(json, "blocks"u8, (ref GoJsonReader reader) =>
        {
            WireBlock block = new();
            BlockJson.Read(ref reader, block);
            if (blocks.Count < MaxEntries)
                blocks.Add(block);
        }) ? blocks : null;
    }

    internal static ReadOnlyMemory<byte> VoteRequest(Position position) => ToBytes(position, (ref GoJsonWriter writer, Position asked) =>
    {
        writer.BeginObject();
        writer.Hex("account"u8, asked.Account.Value.Span);
        if (asked.Previous.IsZero)
            writer.String("previous"u8, "0");
        else
            writer.Hex("previous"u8, asked.Previous.Value.Span);
        writer.EndObject();
    });

    /// <summary>The position asked about; null for text that names none.</summary>
    internal static Position? ReadVoteRequest(ReadOnlySpan<byte> json)
    {
        if (!GoJsonReader.TryCreate(json, TrailingData.Ignore, refuseUnknownMembers: false, out GoJsonReader reader, out _))
            return null;
        string account = "", previous = "";
        if (reader.BeginObject())
        {
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("account"u8))
                    reader.ReadString(ref account);
                else if (name.SequenceEqual("previous"u8))
                    reader.ReadString(ref previous);
                else
                    reader.SkipUnknown();
            }
        }
        if (reader.Failed || !Address.TryParse(account, out Address address))
            return null;
        if (previous == "0")
            return new Position(address, default);
        return Hash256.TryParse(previous, out Hash256 hash) ? new Position(address, hash) : null;
    }

    internal static ReadOnlyMemory<byte> Votes(IReadOnlyList<Vote> votes) => ToBytes(votes, (ref GoJsonWriter writer, IReadOnlyList<Vote> list) =>
    {
        writer.BeginObject();
        writer.Name("votes"u8);
        if (list.Count == 0)
            writer.Raw("null"u8);
        else
            WriteArray(ref writer, list, VoteJson.Write);
        writer.EndObject();
    });

    internal static IReadOnlyList<Vote>? ReadVotes(ReadOnlySpan<byte> json)
    {
        List<Vote> votes = [];
        return Read(json, "votes"u8, (ref GoJsonReader reader) =>
        {
            if (VoteJson.Read(ref reader) is { } vote && votes.Count < MaxEntries)
                votes.Add(vote);
        }) ? votes : null;
    }

    internal static IReadOnlyList<PerformanceCertificate>? ReadCertificates(ReadOnlySpan<byte> json)
    {
        if (!GoJsonReader.TryCreate(json, TrailingData.Ignore, refuseUnknownMembers: false, out GoJsonReader reader, out _))
            return null;
        List<PerformanceCertificate> certificates = [];
        if (reader.BeginArray())
        {
            while (reader.NextElement())
            {
                if (CertificateJson.Read(ref reader) is { } certificate && certificates.Count < MaxEntries)
                    certificates.Add(certificate);
            }
        }
        return reader.Failed ? null : certificates;
    }

    private delegate void ReadElement(ref GoJsonReader reader);

    private static bool Read(ReadOnlySpan<byte> json, ReadOnlySpan<byte> list, ReadElement element)
    {
        if (!GoJsonReader.TryCreate(json, TrailingData.Ignore, refuseUnknownMembers: false, out GoJsonReader reader, out _))
            return false;
        if (reader.BeginObject())
        {
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (!name.SequenceEqual(list))
                {
                    reader.SkipUnknown();
                }
                else if (reader.BeginArray())
                {
                    while (reader.NextElement())
                        element(ref reader);
                }
            }
        }
        return !reader.Failed;
    }

    private static void WriteArray<T>(ref GoJsonWriter writer, IReadOnlyList<T> list, StreamWriting.WriteBody<T> write)
    {
        writer.BeginArray();
        foreach (T item in list)
            write(ref writer, item);
        writer.EndArray();
    }

    private static ReadOnlyMemory<byte> ToBytes<T>(T value, StreamWriting.WriteBody<T> write) => StreamWriting.ToBytes(value, write);
}
