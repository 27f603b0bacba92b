using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Xe.Core.Blocks;
using Xe.Core.Json;
using Xe.Core.Primitives;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Sync;

/// <summary>The JSON form of sync pages.</summary>
internal static class FrontierPageJson
{
    /// <summary>Reads a page; false for text that is none, and for more blocks or rejected accounts than a session may have.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out FrontierPage? page)
    {
        page = null;
        if (!GoJsonReader.TryCreate(utf8, TrailingData.Ignore, refuseUnknownMembers: false, out GoJsonReader reader, out _))
            return false;
        List<WireBlock> blocks = [];
        List<Address> rejected = [];
        bool hasMore = false;
        if (reader.BeginObject())
        {
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("blocks"u8))
                    ReadBlocks(ref reader, blocks);
                else if (name.SequenceEqual("has_more"u8))
                    reader.ReadBoolean(ref hasMore);
                else if (name.SequenceEqual("rejected"u8))
                    ReadRejected(ref reader, rejected);
                else
                    reader.SkipUnknown();
            }
        }
        if (reader.Failed || blocks.Count > FrontierLimits.MaxSessionBlocks)
            return false;
        page = new FrontierPage(blocks, hasMore, rejected);
        return true;
    }

    /// <summary>Appends a page and its line feed. An empty list of blocks is <c>null</c>, the cursor the hash of the last one.</summary>
    internal static void WriteLine(IBufferWriter<byte> output, IReadOnlyList<Block> blocks, bool hasMore, IReadOnlyCollection<Address> rejected) =>
        StreamWriting.WriteLine(output, (blocks, hasMore, rejected), Write);

    private static void ReadBlocks(ref GoJsonReader reader, List<WireBlock> blocks)
    {
        if (!reader.BeginArray())
            return;
        while (reader.NextElement())
        {
            // Counted before memory is taken: a page of ten MiB could hold millions of empty objects.
            if (blocks.Count > FrontierLimits.MaxSessionBlocks)
            {
                reader.Skip();
                continue;
            }
            WireBlock block = new();
            BlockJson.Read(ref reader, block);
            blocks.Add(block);
        }
    }

    private static void ReadRejected(ref GoJsonReader reader, List<Address> rejected)
    {
        if (!reader.BeginArray())
            return;
        while (reader.NextElement())
        {
            string text = "";
            reader.ReadString(ref text);
            if (Address.TryParse(text, out Address account))
                rejected.Add(account);
        }
    }

    private static void Write(
        ref GoJsonWriter writer, (IReadOnlyList<Block> Blocks, bool HasMore, IReadOnlyCollection<Address> Rejected) page)
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
            foreach (Block block in page.Blocks)
                BlockJson.Write(ref writer, block);
            writer.EndArray();
        }
        writer.Boolean("has_more"u8, page.HasMore);
        if (page.Blocks.Count == 0)
            writer.String("cursor"u8, "");
        else
            writer.Hex("cursor"u8, page.Blocks[^1].Hash.Value.Span);
        if (page.Rejected.Count > 0)
        {
            writer.Name("rejected"u8);
            writer.BeginArray();
            foreach (Address account in page.Rejected)
                writer.Hex(account.Value.Span);
            writer.EndArray();
        }
        writer.EndObject();
    }
}
