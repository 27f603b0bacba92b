using System.Buffers.Binary;

namespace Xe.Libp2p.Yamux;

/// <summary>The 12 bytes in front of each frame: version 0, type, flags, stream, length; big-endian.</summary>
/// <param name="Type">Frame type; may hold an undefined value.</param>
/// <param name="Flags">Flags.</param>
/// <param name="StreamId">Stream; 0 for ping and go-away.</param>
/// <param name="Length">Bytes of body (data), credit (window update), value (ping) or code (go-away, reset).</param>
internal readonly record struct YamuxHeader(FrameType Type, FrameFlags Flags, uint StreamId, uint Length)
{
    public const int Bytes = 12;

    public void Write(Span<byte> target)
    {
        target[0] = 0;
        target[1] = (byte)Type;
        BinaryPrimitives.WriteUInt16BigEndian(target[2..], (ushort)Flags);
        BinaryPrimitives.WriteUInt32BigEndian(target[4..], StreamId);
        BinaryPrimitives.WriteUInt32BigEndian(target[8..], Length);
    }

    /// <summary>Reads 12 bytes; false where the version or the type is unknown.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out YamuxHeader header)
    {
        header = new YamuxHeader(
            (FrameType)source[1],
            (FrameFlags)BinaryPrimitives.ReadUInt16BigEndian(source[2..]),
            BinaryPrimitives.ReadUInt32BigEndian(source[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(source[8..]));
        return source[0] == 0 && header.Type <= FrameType.GoAway;
    }
}
