using System.Buffers.Binary;
using System.Text;
using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>Reads the storage form. A read beyond the end sets <see cref="Failed"/> and gives zeros; nothing is allocated for
/// a length that the bytes do not hold.</summary>
internal ref struct StorageReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    internal bool Failed { get; private set; }

    internal readonly int Remaining => _rest.Length;

    internal ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _rest.Length)
        {
            Failed = true;
            _rest = default;
            return default;
        }
        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    internal byte Byte() => Take(1) is [byte value] ? value : (byte)0;

    internal uint UInt32() => Take(sizeof(uint)) is { Length: sizeof(uint) } bytes ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;

    internal ulong UInt64() => Take(sizeof(ulong)) is { Length: sizeof(ulong) } bytes ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : 0;

    internal Bytes32 Bytes32() =>
        Take(Primitives.Bytes32.Size) is { Length: Primitives.Bytes32.Size } bytes ? new Bytes32(bytes) : default;

    internal int Length()
    {
        uint value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            byte group = Byte();
            value |= (uint)(group & 0x7F) << shift;
            if (group < 0x80)
                return value <= int.MaxValue ? (int)value : Overlong();
        }
        return Overlong();
    }

    internal string Text()
    {
        int header = Length();
        ReadOnlySpan<byte> bytes = Take(header / 2);
        return header % 2 == 1 ? Convert.ToHexStringLower(bytes) : Encoding.UTF8.GetString(bytes);
    }

    internal SignatureText Signature()
    {
        int header = Length();
        ReadOnlySpan<byte> bytes = Take(header / 2);
        return header % 2 == 1 ? SignatureText.FromBytes(bytes.ToArray()) : SignatureText.FromText(Encoding.UTF8.GetString(bytes));
    }

    private int Overlong()
    {
        Failed = true;
        return 0;
    }
}
