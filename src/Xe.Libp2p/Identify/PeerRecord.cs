using System.Diagnostics.CodeAnalysis;
using Xe.Libp2p.Proto;

namespace Xe.Libp2p.Identify;

/// <summary>A signed peer record: an envelope (public key 1, payload type 2, payload 3, signature 5) around
/// <c>{peerId=1, seq=2, addresses=3 {multiaddr=1}}</c>, signed over domain, type and payload, each with its length.</summary>
internal sealed class PeerRecord
{
    private const int MaxAddresses = 256;

    private PeerRecord(PeerId peer, ulong sequence, IReadOnlyList<Multiaddr> addresses)
    {
        Peer = peer;
        Sequence = sequence;
        Addresses = addresses;
    }

    public PeerId Peer { get; }

    /// <summary>Rises with each record a peer makes.</summary>
    public ulong Sequence { get; }

    public IReadOnlyList<Multiaddr> Addresses { get; }

    private static ReadOnlySpan<byte> Domain => "libp2p-peer-record"u8;

    private static ReadOnlySpan<byte> PayloadType => [0x03, 0x01];

    /// <summary>Makes and signs a record.</summary>
    public static byte[] Seal(IdentityKey identity, ulong sequence, IReadOnlyList<Multiaddr> addresses)
    {
        using ProtoWriter payload = new();
        payload.WriteBytes(1, identity.PeerId.Span);
        payload.WriteVarint(2, sequence);
        foreach (Multiaddr address in addresses)
        {
            int start = payload.BeginMessage(3);
            payload.WriteBytes(1, address.Span);
            payload.EndMessage(start);
        }
        using ProtoWriter envelope = new();
        envelope.WriteBytes(1, identity.PublicKey.Encoded);
        envelope.WriteBytes(2, PayloadType);
        envelope.WriteBytes(3, payload.WrittenSpan);
        envelope.WriteBytes(5, identity.Sign(SignedBytes(PayloadType, payload.WrittenSpan)));
        return envelope.WrittenSpan.ToArray();
    }

    /// <summary>Opens a record; false where it is malformed, its signature is wrong, or it speaks of another peer than its key's.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> sealedRecord, [NotNullWhen(true)] out PeerRecord? record)
    {
        record = null;
        PublicKey? key = null;
        ReadOnlySpan<byte> type = default, payload = default, signature = default;
        ProtoReader reader = new(sealedRecord);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (wire != WireType.Bytes)
            {
                reader.TrySkip(wire);
                continue;
            }
            if (!reader.TryReadBytes(out ReadOnlySpan<byte> value)) return false;
            if (field == 1 && !PublicKey.TryDecode(value, out key)) return false;
            if (field == 2) type = value;
            if (field == 3) payload = value;
            if (field == 5) signature = value;
        }
        if (reader.Failed || key is null || !type.SequenceEqual(PayloadType)) return false;
        if (!key.Verify(SignedBytes(type, payload), signature)) return false;
        return TryReadPayload(payload, out record) && record.Peer == key.ToPeerId();
    }

    private static bool TryReadPayload(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out PeerRecord? record)
    {
        record = null;
        PeerId? peer = null;
        ulong sequence = 0;
        List<Multiaddr> addresses = [];
        ProtoReader reader = new(payload);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field == 2 && wire == WireType.Varint)
            {
                reader.TryReadVarint(out sequence);
            }
            else if (field is 1 or 3 && wire == WireType.Bytes)
            {
                if (!reader.TryReadBytes(out ReadOnlySpan<byte> value)) return false;
                if (field == 1 && !PeerId.TryFromBytes(value, out peer)) return false;
                if (field == 3 && addresses.Count < MaxAddresses && TryReadAddress(value, out Multiaddr? address)) addresses.Add(address);
            }
            else
            {
                reader.TrySkip(wire);
            }
        }
        if (reader.Failed || peer is null) return false;
        record = new PeerRecord(peer, sequence, addresses);
        return true;
    }

    private static bool TryReadAddress(ReadOnlySpan<byte> info, [NotNullWhen(true)] out Multiaddr? address)
    {
        address = null;
        ProtoReader reader = new(info);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field == 1 && wire == WireType.Bytes && reader.TryReadBytes(out ReadOnlySpan<byte> value)) Multiaddr.TryFromBytes(value, out address);
            else if (field != 1 || wire != WireType.Bytes) reader.TrySkip(wire);
        }
        return !reader.Failed && address is not null;
    }

    private static byte[] SignedBytes(ReadOnlySpan<byte> type, ReadOnlySpan<byte> payload)
    {
        using ProtoWriter writer = new(Domain.Length + type.Length + payload.Length + (3 * Varint.MaxLength));
        writer.WriteRawVarint((ulong)Domain.Length);
        writer.WriteRaw(Domain);
        writer.WriteRawVarint((ulong)type.Length);
        writer.WriteRaw(type);
        writer.WriteRawVarint((ulong)payload.Length);
        writer.WriteRaw(payload);
        return writer.WrittenSpan.ToArray();
    }
}
