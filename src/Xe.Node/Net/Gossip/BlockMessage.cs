using System.Diagnostics.CodeAnalysis;
using Xe.Core.Blocks;
using Xe.Core.Json;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Gossip;

/// <summary>The gossip message <c>{"block":{…}}</c> of a ledger block (spec 06 §7.8.1).</summary>
internal static class BlockMessage
{
    internal static ReadOnlyMemory<byte> ToBytes(Block block) => StreamWriting.ToBytes(block, (ref GoJsonWriter writer, Block value) =>
    {
        writer.BeginObject();
        writer.Name("block"u8);
        BlockJson.Write(ref writer, value);
        writer.EndObject();
    }, 1024);

    /// <summary>Reads a message: one value and nothing behind it.</summary>
    /// <param name="utf8">The message.</param>
    /// <param name="refuseUnknown">True for ingest: an unknown member at any depth refuses the message.</param>
    /// <param name="block">The block; an absent or null one is refused.</param>
    internal static bool TryRead(ReadOnlySpan<byte> utf8, bool refuseUnknown, [NotNullWhen(true)] out WireBlock? block)
    {
        block = null;
        if (!GoJsonReader.TryCreate(utf8, TrailingData.Refuse, refuseUnknown, out GoJsonReader reader, out _) || !reader.BeginObject())
            return false;
        WireBlock? read = null;
        while (reader.NextMember(out ReadOnlySpan<byte> name))
        {
            if (!name.SequenceEqual("block"u8))
            {
                reader.SkipUnknown();
            }
            else if (reader.Next == GoJsonToken.Null)
            {
                reader.Skip();
                read = null;
            }
            else
            {
                // A second object goes into the first one (spec 01 §3.1 rule 3).
                BlockJson.Read(ref reader, read ??= new WireBlock());
            }
        }
        block = reader.Failed ? null : read;
        return block is not null;
    }
}
