using System.Buffers.Binary;
using System.Numerics;
using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Node.Storage;

/// <summary>Short integer keys of the lookup tables. They are hints: the row they lead to is always compared in full.</summary>
internal static class StoreKeys
{
    public static long Of(Hash256 hash) => BinaryPrimitives.ReadInt64BigEndian(hash.Value.Span);

    public static long Of(Position position) => Of(position.Previous)
        ^ (long)BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64BigEndian(position.Account.Value.Span), 32);

    /// <summary>CRC-32C of a body: tells a damaged body from a good one, which the hash alone cannot, since it does not
    /// cover signature and work.</summary>
    public static long Crc(ReadOnlySpan<byte> body)
    {
        uint crc = uint.MaxValue;
        for (; body.Length >= sizeof(ulong); body = body[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(body));
        foreach (byte value in body)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }
}
