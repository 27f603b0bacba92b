using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Xe.Core.Json;
using Xe.Core.Records;

namespace Xe.Core.StateChain;

/// <summary>The JSON form of state-chain blocks (spec 11 §1.1). Values are kept and written as the exact bytes that stood in
/// the text, so that a block hashes the same wherever it goes.</summary>
public static class StateBlockJson
{
    /// <summary>Reads a bare block.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8, JsonStrictness strictness,
        [NotNullWhen(true)] out StateBlock? block, [NotNullWhen(false)] out Rejection? error)
    {
        block = null;
        error = RecordJson.Open(utf8, strictness, "state_block", out GoJsonReader reader);
        if (error is not null)
            return false;
        return Finish(Read(ref reader), reader.Error, out block, out error);
    }

    /// <summary>Reads the gossip message <c>{"block":{…}}</c>; an absent or null block is refused.</summary>
    public static bool TryReadMessage(
        ReadOnlySpan<byte> utf8, JsonStrictness strictness,
        [NotNullWhen(true)] out StateBlock? block, [NotNullWhen(false)] out Rejection? error)
    {
        block = null;
        error = RecordJson.Open(utf8, strictness, "state_block", out GoJsonReader reader);
        if (error is not null)
            return false;
        StateBlock? read = null;
        if (reader.BeginObject())
        {
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("block"u8))
                    read = Read(ref reader);
                else
                    reader.SkipUnknown();
            }
        }
        return Finish(read, reader.Error, out block, out error);
    }

    /// <summary>Reads one block of a larger text; null for the JSON value <c>null</c> and for a wrong type, which the reader
    /// remembers.</summary>
    public static StateBlock? Read(ref GoJsonReader reader)
    {
        if (!reader.BeginObject())
            return null;
        ulong index = 0;
        long timestamp = 0;
        string previous = "", hash = "";
        List<StateOp> ops = [];
        List<StateSignature>? signatures = null;
        while (reader.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("index"u8))
                reader.ReadUInt64(ref index);
            else if (name.SequenceEqual("prev_hash"u8))
                reader.ReadString(ref previous);
            else if (name.SequenceEqual("ops"u8))
                ops = ReadOps(ref reader);
            else if (name.SequenceEqual("signatures"u8))
                signatures = ReadSignatures(ref reader);
            else if (name.SequenceEqual("hash"u8))
                reader.ReadString(ref hash);
            else if (name.SequenceEqual("timestamp"u8))
                reader.ReadInt64(ref timestamp);
            else
                reader.SkipUnknown();
        }
        return new StateBlock
        {
            Index = index,
            PreviousHash = previous,
            Ops = ops,
            Signatures = signatures,
            Hash = hash,
            Timestamp = timestamp,
        };
    }

    /// <summary>Writes a block, its values as they stand.</summary>
    public static void Write(ref GoJsonWriter writer, StateBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        Write(ref writer, block, compactValues: null);
    }

    /// <summary>The block as bytes, its values as they stand.</summary>
    public static byte[] ToBytes(StateBlock block) => RecordJson.ToBytes(block, Write, 1024);

    /// <summary>The gossip message <c>{"block":{…}}</c> as bytes.</summary>
    public static byte[] ToMessage(StateBlock block) => RecordJson.ToBytes(block, (ref GoJsonWriter writer, StateBlock value) =>
    {
        writer.BeginObject();
        writer.Name("block"u8);
        Write(ref writer, value);
        writer.EndObject();
    }, 1024);

    /// <summary>Size of the block as existing nodes write it, its values in compact form (spec 11 §3.4).</summary>
    public static int CompactSize(StateBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArrayBufferWriter<byte> output = new(1024);
        GoJsonWriter writer = new(output);
        Write(ref writer, block, new ArrayBufferWriter<byte>());
        return output.WrittenCount;
    }

    private static void Write(ref GoJsonWriter writer, StateBlock block, ArrayBufferWriter<byte>? compactValues)
    {
        writer.BeginObject();
        writer.UInt64("index"u8, block.Index);
        writer.String("prev_hash"u8, block.PreviousHash);
        writer.Name("ops"u8);
        writer.BeginArray();
        foreach (StateOp op in block.Ops)
        {
            writer.BeginObject();
            writer.String("action"u8, op.Action);
            writer.String("key"u8, op.Key);
            if (!op.Value.IsEmpty)
            {
                writer.Name("value"u8);
                writer.Raw(ValueOf(op, compactValues));
            }
            writer.EndObject();
        }
        writer.EndArray();
        writer.Name("signatures"u8);
        WriteSignatures(ref writer, block.Signatures);
        writer.String("hash"u8, block.Hash);
        writer.Int64("timestamp"u8, block.Timestamp);
        writer.EndObject();
    }

    private static ReadOnlySpan<byte> ValueOf(StateOp op, ArrayBufferWriter<byte>? compact)
    {
        if (compact is null)
            return op.Value.Span;
        compact.ResetWrittenCount();
        GoJsonCompact.Write(op.Value.Span, compact);
        return compact.WrittenSpan;
    }

    private static void WriteSignatures(ref GoJsonWriter writer, IReadOnlyList<StateSignature>? signatures)
    {
        if (signatures is null)
        {
            writer.Raw("null"u8);
            return;
        }
        writer.BeginArray();
        foreach (StateSignature signature in signatures)
        {
            writer.BeginObject();
            writer.String("public_key"u8, signature.PublicKey);
            writer.String("signature"u8, signature.Signature);
            writer.EndObject();
        }
        writer.EndArray();
    }

    private static List<StateOp> ReadOps(ref GoJsonReader reader)
    {
        List<StateOp> ops = [];
        if (!reader.BeginArray())
            return ops;
        while (reader.NextElement())
        {
            string action = "", key = "";
            ReadOnlySpan<byte> value = default;
            if (reader.BeginObject())
            {
                while (reader.NextMember(out ReadOnlySpan<byte> name))
                {
                    if (name.SequenceEqual("action"u8))
                        reader.ReadString(ref action);
                    else if (name.SequenceEqual("key"u8))
                        reader.ReadString(ref key);
                    else if (name.SequenceEqual("value"u8))
                        value = reader.ReadRaw();
                    else
                        reader.SkipUnknown();
                }
            }
            ops.Add(new StateOp(Interned(action), key, value.ToArray()));
        }
        return ops;
    }

    private static List<StateSignature>? ReadSignatures(ref GoJsonReader reader)
    {
        if (!reader.BeginArray())
            return null;
        List<StateSignature> signatures = [];
        while (reader.NextElement())
        {
            string key = "", signature = "";
            if (reader.BeginObject())
            {
                while (reader.NextMember(out ReadOnlySpan<byte> name))
                {
                    if (name.SequenceEqual("public_key"u8))
                        reader.ReadString(ref key);
                    else if (name.SequenceEqual("signature"u8))
                        reader.ReadString(ref signature);
                    else
                        reader.SkipUnknown();
                }
            }
            signatures.Add(new StateSignature(key, signature));
        }
        return signatures;
    }

    private static string Interned(string action) => action switch
    {
        StateOp.SetAction => StateOp.SetAction,
        StateOp.DeleteAction => StateOp.DeleteAction,
        _ => action,
    };

    private static bool Finish(
        StateBlock? read, string? readError, [NotNullWhen(true)] out StateBlock? block, [NotNullWhen(false)] out Rejection? error)
    {
        if (readError is not null)
            error = RecordJson.Undecodable("state_block", readError);
        else
            error = read is null ? new Rejection("state_block_missing", "missing block") : null;
        block = error is null ? read : null;
        return error is null;
    }
}
