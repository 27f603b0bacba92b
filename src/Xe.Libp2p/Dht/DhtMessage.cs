using System.Diagnostics.CodeAnalysis;
using Xe.Libp2p.Proto;

namespace Xe.Libp2p.Dht;

/// <summary>One DHT message (spec 07 §9.1). Records are not read: XE stores no values.</summary>
internal sealed class DhtMessage
{
    /// <summary>Longest key taken, in bytes.</summary>
    public const int MaxKeyBytes = 256;

    /// <summary>Peers read from each of the two lists; what follows is passed over.</summary>
    public const int MaxPeers = 64;

    /// <summary>Addresses read for one peer; what follows is passed over.</summary>
    public const int MaxAddressesPerPeer = 16;

    private const int TypeField = 1, KeyField = 2, CloserField = 8, ProviderField = 9;
    private const int PeerIdField = 1, AddressField = 2, ConnectionField = 3;
    private const ulong Connected = 1;

    public required DhtMessageType Type { get; init; }

    public byte[] Key { get; init; } = [];

    public IReadOnlyList<DhtPeer> Closer { get; init; } = [];

    public IReadOnlyList<DhtPeer> Providers { get; init; } = [];

    /// <summary>Reads a message; false where it is malformed, of an unknown type, or its key is too long.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out DhtMessage? message)
    {
        message = null;
        ulong type = 0;
        ReadOnlySpan<byte> key = default;
        List<DhtPeer> closer = [], providers = [];
        ProtoReader reader = new(bytes);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field == TypeField && wire == WireType.Varint) reader.TryReadVarint(out type);
            else if (field == KeyField && wire == WireType.Bytes) reader.TryReadBytes(out key);
            else if (field is CloserField or ProviderField && wire == WireType.Bytes)
            {
                if (!reader.TryReadBytes(out ReadOnlySpan<byte> peer) || !ReadPeer(peer, field == CloserField ? closer : providers)) return false;
            }
            else reader.TrySkip(wire);
        }
        if (reader.Failed || type > (ulong)DhtMessageType.Ping || key.Length > MaxKeyBytes) return false;
        message = new DhtMessage { Type = (DhtMessageType)type, Key = key.ToArray(), Closer = closer, Providers = providers };
        return true;
    }

    /// <summary>The protobuf form; peers for which <paramref name="isConnected"/> holds are marked so.</summary>
    public byte[] Encode(Func<PeerId, bool>? isConnected = null)
    {
        using ProtoWriter writer = new();
        writer.WriteVarint(TypeField, (ulong)Type);
        if (Key.Length > 0) writer.WriteBytes(KeyField, Key);
        foreach (DhtPeer peer in Closer) Write(writer, CloserField, peer, isConnected);
        foreach (DhtPeer peer in Providers) Write(writer, ProviderField, peer, isConnected);
        writer.WriteVarint(10, 0);
        return writer.WrittenSpan.ToArray();
    }

    private static void Write(ProtoWriter writer, int field, DhtPeer peer, Func<PeerId, bool>? isConnected)
    {
        int start = writer.BeginMessage(field);
        writer.WriteBytes(PeerIdField, peer.Id.Span);
        for (int i = 0; i < peer.Addresses.Count && i < MaxAddressesPerPeer; i++) writer.WriteBytes(AddressField, peer.Addresses[i].Span);
        if (isConnected?.Invoke(peer.Id) == true) writer.WriteVarint(ConnectionField, Connected);
        writer.EndMessage(start);
    }

    // Peers that make no sense are left out, not held against the rest; false only for broken protobuf.
    private static bool ReadPeer(ReadOnlySpan<byte> bytes, List<DhtPeer> target)
    {
        PeerId? id = null;
        List<Multiaddr> addresses = [];
        ProtoReader reader = new(bytes);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field == PeerIdField && wire == WireType.Bytes)
            {
                if (reader.TryReadBytes(out ReadOnlySpan<byte> raw)) PeerId.TryFromBytes(raw, out id);
            }
            else if (field == AddressField && wire == WireType.Bytes)
            {
                if (reader.TryReadBytes(out ReadOnlySpan<byte> raw) && addresses.Count < MaxAddressesPerPeer && Multiaddr.TryFromBytes(raw, out Multiaddr? address))
                    addresses.Add(address);
            }
            else reader.TrySkip(wire);
        }
        if (reader.Failed) return false;
        if (id is not null && target.Count < MaxPeers)
            target.Add(new DhtPeer(id, [.. addresses.Where(address => address.Peer is not { } named || named == id).Select(address => address.WithoutPeer())]));
        return true;
    }
}
