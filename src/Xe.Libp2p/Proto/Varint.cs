namespace Xe.Libp2p.Proto;

/// <summary>Unsigned base-128 integers, least significant group first.</summary>
public static class Varint
{
    /// <summary>Longest encoding of 64 bits, in bytes.</summary>
    public const int MaxLength = 10;

    /// <summary>Reads one value from the front of a span.</summary>
    public static VarintStatus TryRead(ReadOnlySpan<byte> source, out ulong value, out int length)
    {
        value = 0;
        length = 0;
        for (int i = 0; i < source.Length && i < MaxLength; i++)
        {
            byte b = source[i];
            if (i == MaxLength - 1 && b > 1) return VarintStatus.Invalid;
            value |= (ulong)(b & 0x7f) << (7 * i);
            if (b < 0x80)
            {
                length = i + 1;
                return VarintStatus.Done;
            }
        }
        return source.Length >= MaxLength ? VarintStatus.Invalid : VarintStatus.NeedMore;
    }

    /// <summary>Bytes the value takes.</summary>
    public static int Length(ulong value)
    {
        int bits = 64 - System.Numerics.BitOperations.LeadingZeroCount(value | 1);
        return (bits + 6) / 7;
    }

    /// <summary>Writes the value; returns its length. The span must hold <see cref="Length"/> bytes.</summary>
    public static int Write(Span<byte> target, ulong value)
    {
        int i = 0;
        while (value >= 0x80)
        {
            target[i++] = (byte)(value | 0x80);
            value >>= 7;
        }
        target[i++] = (byte)value;
        return i;
    }
}
