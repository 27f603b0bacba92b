using Xe.Libp2p.Proto;

namespace Xe.Libp2p.Pubsub.Wire;

/// <summary>A pubsub message inside a received frame. Absent and empty fields differ: the signature covers the difference.</summary>
internal ref struct MessageView
{
    public const int FromField = 1, DataField = 2, SeqnoField = 3, TopicField = 4, SignatureField = 5, KeyField = 6;

    private int _present;

    public ReadOnlySpan<byte> Raw { get; private set; }

    public ReadOnlySpan<byte> From { get; private set; }

    public ReadOnlySpan<byte> Data { get; private set; }

    public ReadOnlySpan<byte> Seqno { get; private set; }

    public ReadOnlySpan<byte> Topic { get; private set; }

    public ReadOnlySpan<byte> Signature { get; private set; }

    public ReadOnlySpan<byte> Key { get; private set; }

    /// <summary>True when the bytes are what a canonical encoder writes: each known field at most once, ascending, shortest
    /// lengths, nothing unknown. Only then can signed part and forwarded bytes be taken as they came.</summary>
    public bool IsCanonical { get; private set; }

    public readonly bool Has(int field) => (_present & (1 << field)) != 0;

    /// <summary>Reads a message; false where it is malformed.</summary>
    public static bool TryParse(ReadOnlySpan<byte> raw, out MessageView view)
    {
        view = new MessageView { Raw = raw };
        ProtoReader reader = new(raw);
        bool canonical = true;
        int last = 0;
        int shortest = 0;
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field > KeyField)
            {
                canonical = false;
                reader.TrySkip(wire);
                continue;
            }
            if (wire != WireType.Bytes || !reader.TryReadBytes(out ReadOnlySpan<byte> value)) return false;
            if (field <= last) canonical = false;
            last = field;
            shortest += 1 + Varint.Length((ulong)value.Length) + value.Length;
            view._present |= 1 << field;
            switch (field)
            {
                case FromField: view.From = value; break;
                case DataField: view.Data = value; break;
                case SeqnoField: view.Seqno = value; break;
                case TopicField: view.Topic = value; break;
                case SignatureField: view.Signature = value; break;
                default: view.Key = value; break;
            }
        }
        view.IsCanonical = canonical && shortest == raw.Length;
        return !reader.Failed;
    }

    /// <summary>The bytes as a canonical encoder writes them: known fields ascending, then what is unknown, in its order.</summary>
    public readonly byte[] ToCanonical()
    {
        using ProtoWriter writer = new(Raw.Length + 16);
        WriteKnown(writer, KeyField);
        WriteUnknown(writer);
        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Writes what the author's signature covers, without the domain prefix: fields 1–4, then the unknown.</summary>
    public readonly void WriteSigned(ProtoWriter writer)
    {
        if (IsCanonical)
        {
            int tail = FieldLength(SignatureField, Signature) + FieldLength(KeyField, Key);
            writer.WriteRaw(Raw[..^tail]);
            return;
        }
        WriteKnown(writer, TopicField);
        WriteUnknown(writer);
    }

    private readonly int FieldLength(int field, ReadOnlySpan<byte> value) =>
        Has(field) ? 1 + Varint.Length((ulong)value.Length) + value.Length : 0;

    private readonly void WriteKnown(ProtoWriter writer, int lastField)
    {
        for (int field = FromField; field <= lastField; field++)
        {
            if (!Has(field)) continue;
            writer.WriteBytes(field, field switch
            {
                FromField => From,
                DataField => Data,
                SeqnoField => Seqno,
                TopicField => Topic,
                SignatureField => Signature,
                _ => Key,
            });
        }
    }

    private readonly void WriteUnknown(ProtoWriter writer)
    {
        ProtoReader reader = new(Raw);
        int start = 0;
        while (reader.TryReadTag(out int field, out WireType wire) && reader.TrySkip(wire))
        {
            int end = Raw.Length - reader.Remaining;
            if (field > KeyField) writer.WriteRaw(Raw[start..end]);
            start = end;
        }
    }
}
