using System.Globalization;
using System.Text;

namespace Xe.Core.Blocks;

/// <summary>The free text of send and burn blocks (spec 01 §10).</summary>
public static class Memo
{
    /// <summary>Longest memo, bytes of UTF-8.</summary>
    public const int MaxBytes = 64;

    /// <summary>Null where the text may be a memo; empty always may. Refused in this order: "memo too long: …", "memo is not
    /// valid UTF-8" (an unpaired surrogate), "memo contains disallowed control byte …" (all below 0x20 but TAB and LF, and
    /// 0x7F).</summary>
    public static Rejection? Check(string memo)
    {
        ArgumentNullException.ThrowIfNull(memo);
        if (memo.Length == 0)
            return null;
        int length = Encoding.UTF8.GetByteCount(memo);
        if (length > MaxBytes)
            return TooLong(length);
        if (HasUnpairedSurrogate(memo))
            return NotUtf8();
        Span<byte> bytes = stackalloc byte[MaxBytes];
        return ControlByte(bytes[..Encoding.UTF8.GetBytes(memo, bytes)]);
    }

    /// <summary>The same rules for bytes, as the binary form carries them.</summary>
    public static Rejection? Check(ReadOnlySpan<byte> memo)
    {
        if (memo.Length > MaxBytes)
            return TooLong(memo.Length);
        return System.Text.Unicode.Utf8.IsValid(memo) ? ControlByte(memo) : NotUtf8();
    }

    private static Rejection? ControlByte(ReadOnlySpan<byte> memo)
    {
        for (int i = 0; i < memo.Length; i++)
        {
            byte c = memo[i];
            if (c is (< 0x20 and not ((byte)'\t' or (byte)'\n')) or 0x7F)
            {
                return new Rejection("memo_control_byte", string.Create(
                    CultureInfo.InvariantCulture, $"memo contains disallowed control byte 0x{c:x2} at offset {i}"));
            }
        }
        return null;
    }

    private static bool HasUnpairedSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                i++;
            else
                return true;
        }
        return false;
    }

    private static Rejection TooLong(int length) =>
        new("memo_too_long", string.Create(CultureInfo.InvariantCulture, $"memo too long: {length} bytes (max {MaxBytes})"));

    private static Rejection NotUtf8() => new("memo_not_utf8", "memo is not valid UTF-8");
}
