using System.Globalization;
using System.Text;

namespace Xe.Core.Json;

/// <summary>Texts as Go's standard library prints them, for messages whose wording clients match (spec 03, conventions).</summary>
public static class GoText
{
    /// <summary>Why a text is not hex, as Go's hex package says it; null where it is (spec 01 §2).</summary>
    public static string? HexError(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (char.IsAsciiHexDigit(c))
                continue;
            // Go names the byte, so outside ASCII the first one of the UTF-8 form.
            int firstByte = c switch
            {
                < (char)0x80 => c,
                < (char)0x800 => 0xC0 | (c >> 6),
                _ when char.IsHighSurrogate(c) => 0xF0,
                _ => 0xE0 | (c >> 12),
            };
            string sign = IsPrint(new Rune((char)firstByte)) ? $" '{(char)firstByte}'" : "";
            return string.Create(CultureInfo.InvariantCulture, $"encoding/hex: invalid byte: U+{firstByte:X4}{sign}");
        }
        return text.Length % 2 == 0 ? null : "encoding/hex: odd length hex string";
    }

    /// <summary>A duration in nanoseconds as Go prints it, for example <c>1h0m0s</c>, <c>2.5s</c>, <c>150ms</c> (spec 01 §22.4).</summary>
    public static string Duration(long nanoseconds)
    {
        if (nanoseconds == 0)
            return "0s";
        ulong magnitude = nanoseconds < 0 ? (ulong)(-(nanoseconds + 1)) + 1 : (ulong)nanoseconds;
        string text = magnitude switch
        {
            < 1_000 => $"{magnitude}ns",
            < 1_000_000 => Fraction(magnitude, 1_000) + "µs",
            < 1_000_000_000 => Fraction(magnitude, 1_000_000) + "ms",
            _ => Seconds(magnitude),
        };
        return nanoseconds < 0 ? "-" + text : text;
    }

    private static string Seconds(ulong nanoseconds)
    {
        const ulong Minute = 60_000_000_000;
        string seconds = Fraction(nanoseconds % Minute, 1_000_000_000) + "s";
        ulong minutes = nanoseconds / Minute;
        if (minutes == 0)
            return seconds;
        return minutes < 60 ? $"{minutes}m{seconds}" : $"{minutes / 60}h{minutes % 60}m{seconds}";
    }

    private static string Fraction(ulong value, ulong unit)
    {
        ulong whole = value / unit;
        ulong part = value % unit;
        if (part == 0)
            return whole.ToString(CultureInfo.InvariantCulture);
        int digits = unit switch { 1_000 => 3, 1_000_000 => 6, _ => 9 };
        string fraction = part.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0').TrimEnd('0');
        return $"{whole}.{fraction}";
    }

    // Letters, marks, numbers, punctuation, symbols and the ASCII space.
    private static bool IsPrint(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);
}
