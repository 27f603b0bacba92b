using System.Buffers;
using System.Globalization;

namespace Xe.Core.Json;

/// <summary>Finds the end of one JSON value and checks its syntax, without recursion, allocation or exceptions: RFC 8259,
/// nothing more, at most <see cref="MaxDepth"/> levels deep (spec 01 §3.1).</summary>
public static class GoJsonScanner
{
    /// <summary>Deepest nesting taken, as in the reference.</summary>
    public const int MaxDepth = 10_000;

    private static readonly SearchValues<byte> StringSpecials = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, (byte)'"', (byte)'\\']);

    /// <summary>Scans the first value of <paramref name="text"/>. On success <paramref name="start"/> and
    /// <paramref name="end"/> bound it without surrounding white space; otherwise <paramref name="error"/> says why not.</summary>
    public static bool TryScan(ReadOnlySpan<byte> text, out int start, out int end, out string? error)
    {
        start = SkipWhiteSpace(text, 0);
        end = start;
        // One bit a level: set for an object. The depth bound keeps it on the stack.
        Span<ulong> kinds = stackalloc ulong[MaxDepth / 64 + 1];
        int depth = 0;
        int at = start;
        while (true)
        {
            // A value is due at this place.
            at = SkipWhiteSpace(text, at);
            if (at >= text.Length)
                return Fail(text, at, "", out error);
            byte first = text[at];
            if (first is (byte)'{' or (byte)'[')
            {
                bool isObject = first == '{';
                at = SkipWhiteSpace(text, at + 1);
                if (++depth > MaxDepth)
                {
                    error = "exceeded max depth";
                    return false;
                }
                Mark(kinds, depth, isObject);
                if (at < text.Length && text[at] == (isObject ? (byte)'}' : (byte)']'))
                {
                    at++;
                    depth--;
                }
                else
                {
                    if (isObject && !ScanName(text, ref at, out error))
                        return false;
                    continue;
                }
            }
            else if (!ScanScalar(text, ref at, out error))
            {
                return false;
            }
            // A value has ended: close what ends with it, or go on to the next one.
            while (depth > 0)
            {
                at = SkipWhiteSpace(text, at);
                bool inObject = IsObject(kinds, depth);
                if (at >= text.Length)
                    return Fail(text, at, "", out error);
                if (text[at] == ',')
                {
                    at = SkipWhiteSpace(text, at + 1);
                    if (inObject && !ScanName(text, ref at, out error))
                        return false;
                    break;
                }
                if (text[at] != (inObject ? (byte)'}' : (byte)']'))
                    return Fail(text, at, inObject ? "after object key:value pair" : "after array element", out error);
                at++;
                depth--;
            }
            if (depth == 0)
            {
                end = at;
                error = null;
                return true;
            }
        }
    }

    /// <summary>True where nothing but white space follows <paramref name="from"/>.</summary>
    public static bool IsOnlyWhiteSpace(ReadOnlySpan<byte> text, int from, out string? error)
    {
        int at = SkipWhiteSpace(text, from);
        if (at >= text.Length)
        {
            error = null;
            return true;
        }
        return Fail(text, at, "after top-level value", out error);
    }

    /// <summary>True where the whole text is one JSON value with nothing but white space around it.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text) =>
        TryScan(text, out _, out int end, out _) && IsOnlyWhiteSpace(text, end, out _);

    internal static int SkipWhiteSpace(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
            at++;
        return at;
    }

    /// <summary>Index just behind the closing quote of the string that starts at <paramref name="at"/>, in checked text.</summary>
    internal static int SkipString(ReadOnlySpan<byte> text, int at)
    {
        at++;
        while (true)
        {
            at += text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (text[at] == '"')
                return at + 1;
            at += 2;
        }
    }

    private static bool ScanName(ReadOnlySpan<byte> text, ref int at, out string? error)
    {
        if (at >= text.Length || text[at] != '"')
            return Fail(text, at, "looking for beginning of object key string", out error);
        if (!ScanString(text, ref at, out error))
            return false;
        at = SkipWhiteSpace(text, at);
        if (at >= text.Length || text[at] != ':')
            return Fail(text, at, "after object key", out error);
        at++;
        return true;
    }

    private static bool ScanScalar(ReadOnlySpan<byte> text, ref int at, out string? error) => text[at] switch
    {
        (byte)'"' => ScanString(text, ref at, out error),
        (byte)'t' => ScanLiteral(text, ref at, "true"u8, out error),
        (byte)'f' => ScanLiteral(text, ref at, "false"u8, out error),
        (byte)'n' => ScanLiteral(text, ref at, "null"u8, out error),
        (byte)'-' or (>= (byte)'0' and <= (byte)'9') => ScanNumber(text, ref at, out error),
        _ => Fail(text, at, "looking for beginning of value", out error),
    };

    private static bool ScanString(ReadOnlySpan<byte> text, ref int at, out string? error)
    {
        at++;
        while (true)
        {
            int next = text[at..].IndexOfAny(StringSpecials);
            if (next < 0)
                return Fail(text, at = text.Length, "", out error);
            at += next;
            if (text[at] == '"')
            {
                at++;
                error = null;
                return true;
            }
            if (text[at] != '\\')
                return Fail(text, at, "in string literal", out error);
            if (++at >= text.Length)
                return Fail(text, at, "", out error);
            byte escape = text[at];
            if (escape == 'u')
            {
                for (int i = 0; i < 4; i++)
                {
                    if (++at >= text.Length || !char.IsAsciiHexDigit((char)text[at]))
                        return Fail(text, at, "in \\u hexadecimal character escape", out error);
                }
            }
            else if (escape is not ((byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t'))
            {
                return Fail(text, at, "in string escape code", out error);
            }
            at++;
        }
    }

    private static bool ScanLiteral(ReadOnlySpan<byte> text, ref int at, ReadOnlySpan<byte> literal, out string? error)
    {
        for (int i = 0; i < literal.Length; i++, at++)
        {
            if (at >= text.Length || text[at] != literal[i])
                return Fail(text, at, "in literal", out error);
        }
        error = null;
        return true;
    }

    private static bool ScanNumber(ReadOnlySpan<byte> text, ref int at, out string? error)
    {
        if (text[at] == '-')
            at++;
        if (at < text.Length && text[at] == '0')
            at++;
        else if (!ScanDigits(text, ref at))
            return Fail(text, at, "in numeric literal", out error);
        if (at < text.Length && text[at] == '.')
        {
            at++;
            if (!ScanDigits(text, ref at))
                return Fail(text, at, "after decimal point in numeric literal", out error);
        }
        if (at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            at++;
            if (at < text.Length && text[at] is (byte)'+' or (byte)'-')
                at++;
            if (!ScanDigits(text, ref at))
                return Fail(text, at, "in exponent of numeric literal", out error);
        }
        error = null;
        return true;
    }

    private static bool ScanDigits(ReadOnlySpan<byte> text, ref int at)
    {
        int from = at;
        while (at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9')
            at++;
        return at > from;
    }

    private static bool Fail(ReadOnlySpan<byte> text, int at, string where, out string? error)
    {
        error = at >= text.Length
            ? "unexpected end of JSON input"
            : string.Create(CultureInfo.InvariantCulture, $"invalid character {Character(text[at])} {where}");
        return false;
    }

    private static string Character(byte value) => value switch
    {
        (byte)'\'' => "'\\''",
        (byte)'"' => "'\"'",
        >= 0x20 and < 0x7F => $"'{(char)value}'",
        _ => string.Create(CultureInfo.InvariantCulture, $"'\\x{value:x2}'"),
    };

    private static void Mark(Span<ulong> kinds, int depth, bool isObject)
    {
        ulong bit = 1UL << (depth & 63);
        if (isObject)
            kinds[depth >> 6] |= bit;
        else
            kinds[depth >> 6] &= ~bit;
    }

    private static bool IsObject(Span<ulong> kinds, int depth) => (kinds[depth >> 6] >> (depth & 63) & 1) != 0;
}
