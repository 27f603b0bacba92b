using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Xe.Core.Json;
using Xe.Core.StateChain;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.StateSync;

/// <summary>Requests and pages of state-chain sync (spec 07 §3).</summary>
internal static class StatePageJson
{
    internal static ReadOnlyMemory<byte> ToRequestLine(long tipIndex) => StreamWriting.ToLine(tipIndex, (ref GoJsonWriter writer, long tip) =>
    {
        writer.BeginObject();
        writer.Int64("tip_index"u8, tip);
        writer.EndObject();
    }, 64);

    internal static bool TryReadRequest(ReadOnlySpan<byte> utf8, out long tipIndex)
    {
        tipIndex = 0;
        if (!GoJsonReader.TryCreate(utf8, TrailingData.Ignore, refuseUnknownMembers: false, out GoJsonReader reader, out _))
            return false;
        if (reader.BeginObject())
        {
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("tip_index"u8))
                    reader.ReadInt64(ref tipIndex);
                else
                    reader.SkipUnknown();
            }
        }
        return !reader.Failed;
    }

    /// <summary>Appends a page and its line feed; no blocks is <c>null</c>.</summary>
    internal static void WriteLine(IBufferWriter<byte> output, IReadOnlyList<StateBlock> blocks, bool hasMore) =>
        StreamWriting.WriteLine(output, (blocks, hasMore), Write);

    /// <summary>Reads a page; false for text that is none.</summary>
    internal static bool TryReadPage(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out IReadOnlyList<StateBlock>? blocks, out bool hasMore)
    {
        (blocks, hasMore) = (null, false);
        if (!GoJsonReader.TryCreate(utf8, TrailingData.Ignore, refuseUnknownMembers: false, out GoJsonReader reader, out _))
            return false;
        List<StateBlock> read = [];
        if (reader.BeginObject())
        {
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("blocks"u8))
                    ReadBlocks(ref reader, read);
                else if (name.SequenceEqual("has_more"u8))
                    reader.ReadBoolean(ref hasMore);
                else
                    reader.SkipUnknown();
            }
        }
        if (reader.Failed)
            return false;
        blocks = read;
        return true;
    }

    private static void ReadBlocks(ref GoJsonReader reader, List<StateBlock> blocks)
    {
        if (!reader.BeginArray())
            return;
        while (reader.NextElement())
        {
            if (blocks.Count < StateSyncLimits.MaxSessionBlocks && StateBlockJson.Read(ref reader) is { } block)
                blocks.Add(block);
            else if (blocks.Count >= StateSyncLimits.MaxSessionBlocks)
                reader.Skip();
        }
    }

    private static void Write(ref GoJsonWriter writer, (IReadOnlyList<StateBlock> Blocks, bool HasMore) page)
    {
        writer.BeginObject();
        writer.Name("blocks"u8);
        if (page.Blocks.Count == 0)
        {
            writer.Raw("null"u8);
        }
        else
        {
            writer.BeginArray();
            foreach (StateBlock block in page.Blocks)
                StateBlockJson.Write(ref writer, block);
            writer.EndArray();
        }
        writer.Boolean("has_more"u8, page.HasMore);
        writer.EndObject();
    }
}
