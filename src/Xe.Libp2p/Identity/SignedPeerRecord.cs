using System.Diagnostics.CodeAnalysis;
using Xe.Libp2p.Proto;

namespace Xe.Libp2p;

/// <summary>A peer's addresses as the peer itself signed them: an envelope with domain <c>libp2p-peer-record</c> and
/// payload type <c>03 01</c>.</summary>
public sealed class SignedPeerRecord
{
    /// <summary>Longest envelope accepted, in bytes.</summary>
    public const int MaxLength = 8192;

    /// <summary>Addresses taken from one record; more make it invalid.</summary>
    public const int MaxAddresses = 64;

    private SignedPeerRecord(PeerId peer, ulong sequence, IReadOnlyList<Multiaddr> addresses)
    {
        Peer = peer;
        Sequence = sequence;
        Addresses = addresses;
    }

    /// <summary>The peer that signed.</summary>
    public PeerId Peer { get; }

    /// <summary>Grows with each record of the peer.</summary>
    public ulong Sequence { get; }

    /// <summary>The addresses, without a peer id at their end. Unknown kinds are kept.</summary>
    public IReadOnlyList<Multiaddr> Addresses { get; }

    private static ReadOnlySpan<byte> Domain => "libp2p-peer-record"u8;

    private static ReadOnlySpan<byte> PayloadType => [0x03, 0x01];

    /// <summary>Signs a record of this host's addresses; the result is the encoded envelope.</summary>
    public static byte[] Sign(IdentityKey identity, ulong sequence, IEnumerable<Multiaddr> addresses)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(addresses);
        using ProtoWriter payload = new();
        payload.WriteBytes(1, identity.PeerId.Span);
        payload.WriteVarint(2, sequence);
        foreach (Multiaddr address in addresses)
        {
            int entry = payload.BeginMessage(3);
            payload.WriteBytes(1, address.Span);
            payload.EndMessage(entry);
        }
        using ProtoWriter envelope = new();
        envelope.WriteBytes(1, identity.PublicKey.Encoded);
        envelope.WriteBytes(2, PayloadType);
        envelope.WriteBytes(3, payload.WrittenSpan);
        envelope.WriteBytes(5, identity.Sign(SignedBytes(PayloadType, payload.WrittenSpan)));
        return envelope.WrittenSpan.ToArray();
    }

    /// <summary>Reads an envelope; false where it is malformed, of another kind, wrongly signed, or not about its signer.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> envelope, [NotNullWhen(true)] out SignedPeerRecord? record)
    {
        record = null;
        if (envelope.Length > MaxLength) return false;
        ReadOnlySpan<byte> key = default, type = default, payload = default, signature = default;
        ProtoReader reader = new(envelope);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (wire != WireType.Bytes) reader.TrySkip(wire);
            else if (field == 1) reader.TryReadBytes(out key);
            else if (field == 2) reader.TryReadBytes(out type);
            else if (field == 3) reader.TryReadBytes(out payload);
            else if (field == 5) reader.TryReadBytes(out signature);
            else reader.TrySkip(wire);
        }
        return !reader.Failed && type.SequenceEqual(PayloadType) && PublicKey.TryDecode(key, out PublicKey? signer)
            && signer.Verify(SignedBytes(type, payload), signature) && TryReadPayload(payload, out record) && record.Peer == signer.ToPeerId();
    }

    private static bool TryReadPayload(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out SignedPeerRecord? record)
    {
        record = null;
        PeerId? peer = null;
        ulong sequence = 0;
        List<Multiaddr> addresses = [];
        ProtoReader reader = new(payload);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field == 1 && wire == WireType.Bytes)
            {
                if (!reader.TryReadBytes(out ReadOnlySpan<byte> id) || !PeerId.TryFromBytes(id, out peer)) return false;
            }
            else if (field == 2 && wire == WireType.Varint) reader.TryReadVarint(out sequence);
            else if (field == 3 && wire == WireType.Bytes)
            {
                if (!reader.TryReadBytes(out ReadOnlySpan<byte> entry) || addresses.Count == MaxAddresses || !TryReadAddress(entry, addresses)) return false;
            }
            else reader.TrySkip(wire);
        }
        if (reader.Failed || peer is null) return false;
        record = new SignedPeerRecord(peer, sequence, addresses);
        return true;
    }

    private static bool TryReadAddress(ReadOnlySpan<byte> entry, List<Multiaddr> addresses)
    {
        ProtoReader reader = new(entry);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field == 1 && wire == WireType.Bytes && reader.TryReadBytes(out ReadOnlySpan<byte> bytes))
            {
                if (Multiaddr.TryFromBytes(bytes, out Multiaddr? address)) addresses.Add(address.WithoutPeer());
            }
            else reader.TrySkip(wire);
        }
        return !reader.Failed;
    }

    private static byte[] SignedBytes(ReadOnlySpan<byte> type, ReadOnlySpan<byte> payload)
    {
        using ProtoWriter writer = new(Domain.Length + type.Length + payload.Length + 16);
        writer.WriteRawVarint((ulong)Domain.Length);
        writer.WriteRaw(Domain);
        writer.WriteRawVarint((ulong)type.Length);
        writer.WriteRaw(type);
        writer.WriteRawVarint((ulong)payload.Length);
        writer.WriteRaw(payload);
        return writer.WrittenSpan.ToArray();
    }
}
