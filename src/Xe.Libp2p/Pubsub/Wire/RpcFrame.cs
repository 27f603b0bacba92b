using System.Runtime.InteropServices;
using Xe.Libp2p.Proto;

namespace Xe.Libp2p.Pubsub.Wire;

/// <summary>A decoded RPC (spec 06 §7.2) as slices of the frame it came in; valid as long as the frame is. Reused from
/// frame to frame. What it holds is bounded by the frame's own length.</summary>
internal sealed class RpcFrame
{
    private const int KeptCapacity = 1024;

    private readonly List<SubscriptionEntry> _subscriptions = [];
    private readonly List<Slice> _messages = [];
    private readonly List<ControlEntry> _iHave = [];
    private readonly List<ControlEntry> _iWant = [];
    private readonly List<ControlEntry> _graft = [];
    private readonly List<ControlEntry> _prune = [];
    private readonly List<ControlEntry> _iDontWant = [];
    private readonly List<Slice> _items = [];

    public ReadOnlyMemory<byte> Bytes { get; private set; }

    public ReadOnlySpan<SubscriptionEntry> Subscriptions => CollectionsMarshal.AsSpan(_subscriptions);

    public ReadOnlySpan<Slice> Messages => CollectionsMarshal.AsSpan(_messages);

    public int MessageCount => _messages.Count;

    public ReadOnlySpan<ControlEntry> IHave => CollectionsMarshal.AsSpan(_iHave);

    public ReadOnlySpan<ControlEntry> IWant => CollectionsMarshal.AsSpan(_iWant);

    public ReadOnlySpan<ControlEntry> Graft => CollectionsMarshal.AsSpan(_graft);

    public ReadOnlySpan<ControlEntry> Prune => CollectionsMarshal.AsSpan(_prune);

    public ReadOnlySpan<ControlEntry> IDontWant => CollectionsMarshal.AsSpan(_iDontWant);

    /// <summary>Message ids and PX records of the control entries.</summary>
    public ReadOnlySpan<Slice> Items => CollectionsMarshal.AsSpan(_items);

    public bool HasControl => _iHave.Count + _iWant.Count + _graft.Count + _prune.Count + _iDontWant.Count > 0;

    public ReadOnlySpan<byte> this[Slice slice] => slice.Of(Bytes.Span);

    public ReadOnlySpan<Slice> ItemsOf(in ControlEntry entry) => Items.Slice(entry.FirstItem, entry.ItemCount);

    /// <summary>Decodes a frame; false where it is no well-formed RPC.</summary>
    public bool TryDecode(ReadOnlyMemory<byte> frame)
    {
        Clear();
        Bytes = frame;
        ReadOnlySpan<byte> span = frame.Span;
        ProtoReader reader = new(span);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field > 3)
            {
                reader.TrySkip(wire);
                continue;
            }
            if (wire != WireType.Bytes || !reader.TryReadBytes(out ReadOnlySpan<byte> value)) return false;
            Slice slice = new(span.Length - reader.Remaining - value.Length, value.Length);
            if (field == 2) _messages.Add(slice);
            else if (!(field == 1 ? ReadSubscription(slice) : ReadControl(slice))) return false;
        }
        return !reader.Failed;
    }

    private bool ReadSubscription(Slice part)
    {
        ReadOnlySpan<byte> span = this[part];
        ProtoReader reader = new(span);
        bool subscribe = false;
        Slice topic = default;
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field == 1)
            {
                if (wire != WireType.Varint || !reader.TryReadBool(out subscribe)) return false;
            }
            else if (field == 2)
            {
                if (!TryReadSlice(ref reader, wire, part, out topic)) return false;
            }
            else reader.TrySkip(wire);
        }
        if (reader.Failed) return false;
        _subscriptions.Add(new SubscriptionEntry(subscribe, topic));
        return true;
    }

    private bool ReadControl(Slice part)
    {
        ProtoReader reader = new(this[part]);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field > 5)
            {
                reader.TrySkip(wire);
                continue;
            }
            if (!TryReadSlice(ref reader, wire, part, out Slice entry)) return false;
            bool read = field switch
            {
                1 => ReadEntry(entry, _iHave, topicField: 1, itemField: 2, backoffField: 0),
                2 => ReadEntry(entry, _iWant, topicField: 0, itemField: 1, backoffField: 0),
                3 => ReadEntry(entry, _graft, topicField: 1, itemField: 0, backoffField: 0),
                4 => ReadEntry(entry, _prune, topicField: 1, itemField: 2, backoffField: 3),
                _ => ReadEntry(entry, _iDontWant, topicField: 0, itemField: 1, backoffField: 0),
            };
            if (!read) return false;
        }
        return !reader.Failed;
    }

    private bool ReadEntry(Slice part, List<ControlEntry> target, int topicField, int itemField, int backoffField)
    {
        ProtoReader reader = new(this[part]);
        Slice topic = default;
        int first = _items.Count;
        ulong backoff = 0;
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field == topicField)
            {
                if (!TryReadSlice(ref reader, wire, part, out topic)) return false;
            }
            else if (field == itemField)
            {
                if (!TryReadSlice(ref reader, wire, part, out Slice item)) return false;
                _items.Add(item);
            }
            else if (field == backoffField)
            {
                if (wire != WireType.Varint || !reader.TryReadVarint(out backoff)) return false;
            }
            else reader.TrySkip(wire);
        }
        if (reader.Failed) return false;
        target.Add(new ControlEntry(topic, first, _items.Count - first, backoff));
        return true;
    }

    private static bool TryReadSlice(ref ProtoReader reader, WireType wire, Slice part, out Slice slice)
    {
        slice = default;
        if (wire != WireType.Bytes || !reader.TryReadBytes(out ReadOnlySpan<byte> value)) return false;
        slice = new Slice(part.Start + part.Length - reader.Remaining - value.Length, value.Length);
        return true;
    }

    private void Clear()
    {
        Clear(_subscriptions);
        Clear(_messages);
        Clear(_iHave);
        Clear(_iWant);
        Clear(_graft);
        Clear(_prune);
        Clear(_iDontWant);
        Clear(_items);
    }

    // A hostile frame may have blown a list up; that room is not kept.
    private static void Clear<T>(List<T> list)
    {
        list.Clear();
        if (list.Capacity > KeptCapacity) list.Capacity = 0;
    }
}
