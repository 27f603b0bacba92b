using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Xe.Core.Json;

/// <summary>Strings between JSON quotes as Go decodes them: every invalid UTF-8 byte and every unpaired surrogate escape
/// becomes one U+FFFD (spec 01 §3.1 rule 6).</summary>
public static class GoJsonString
{
    /// <summary>Decodes what stands between the quotes of a checked JSON string.</summary>
    public static string Decode(ReadOnlySpan<byte> raw)
    {
        if (raw.IsEmpty)
            return "";
        if (!raw.Contains((byte)'\\') && Utf8.IsValid(raw))
            return Encoding.UTF8.GetString(raw);
        return DecodeSlow(raw);
    }

    private static string DecodeSlow(ReadOnlySpan<byte> raw)
    {
        // A byte never becomes more than one UTF-16 unit.
        char[] rented = ArrayPool<char>.Shared.Rent(raw.Length);
        int length = 0;
        while (!raw.IsEmpty)
        {
            if (raw[0] == '\\')
            {
                raw = raw[Unescape(raw, rented, ref length)..];
                continue;
            }
            if (Rune.DecodeFromUtf8(raw, out Rune rune, out int used) == OperationStatus.Done)
            {
                length += rune.EncodeToUtf16(rented.AsSpan(length));
                raw = raw[used..];
            }
            else
            {
                rented[length++] = '\uFFFD';
                raw = raw[1..];
            }
        }
        string text = new(rented, 0, length);
        ArrayPool<char>.Shared.Return(rented);
        return text;
    }

    private static int Unescape(ReadOnlySpan<byte> raw, Span<char> destination, ref int length)
    {
        if (raw[1] != 'u')
        {
            destination[length++] = raw[1] switch
            {
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                byte other => (char)other,
            };
            return 2;
        }
        char unit = Unit(raw[2..6]);
        if (!char.IsSurrogate(unit))
        {
            destination[length++] = unit;
            return 6;
        }
        if (char.IsHighSurrogate(unit) && raw.Length >= 12 && raw[6] == '\\' && raw[7] == 'u' && Unit(raw[8..12]) is char low && char.IsLowSurrogate(low))
        {
            destination[length++] = unit;
            destination[length++] = low;
            return 12;
        }
        destination[length++] = '\uFFFD';
        return 6;
    }

    private static char Unit(ReadOnlySpan<byte> digits)
    {
        int value = 0;
        foreach (byte digit in digits)
            value = value << 4 | (digit <= 0x39 ? digit - 0x30 : (digit & 0xDF) - 0x37);
        return (char)value;
    }
}
