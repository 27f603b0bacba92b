using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Xe.Core.Json;

/// <summary>Writes JSON as the reference does (spec 01 §3.2): members in the caller's order, no white space, plain integers,
/// and <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c>, U+2028, U+2029 escaped inside strings. Allocates nothing of its own; the caller
/// keeps the structure right.</summary>
public ref struct GoJsonWriter
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(PlainCharacters());

    private readonly IBufferWriter<byte> _output;
    private bool _needsComma;

    /// <summary>Writes to <paramref name="output"/>.</summary>
    public GoJsonWriter(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
    }

    /// <summary><c>{</c>, after a comma where one is due.</summary>
    public void BeginObject() => Open((byte)'{');

    /// <summary><c>}</c></summary>
    public void EndObject() => Close((byte)'}');

    /// <summary><c>[</c>, after a comma where one is due.</summary>
    public void BeginArray() => Open((byte)'[');

    /// <summary><c>]</c></summary>
    public void EndArray() => Close((byte)']');

    /// <summary>A member name that needs no escapes; its value follows.</summary>
    public void Name(scoped ReadOnlySpan<byte> name)
    {
        Span<byte> span = _output.GetSpan(name.Length + 4);
        int at = Comma(span);
        span[at++] = (byte)'"';
        name.CopyTo(span[at..]);
        at += name.Length;
        span[at++] = (byte)'"';
        span[at++] = (byte)':';
        _output.Advance(at);
        _needsComma = false;
    }

    /// <summary>A string member.</summary>
    public void String(scoped ReadOnlySpan<byte> name, string value)
    {
        Name(name);
        String(value);
    }

    /// <summary>An unsigned member.</summary>
    public void UInt64(scoped ReadOnlySpan<byte> name, ulong value)
    {
        Name(name);
        UInt64(value);
    }

    /// <summary>A signed member.</summary>
    public void Int64(scoped ReadOnlySpan<byte> name, long value)
    {
        Name(name);
        Int64(value);
    }

    /// <summary>A boolean member.</summary>
    public void Boolean(scoped ReadOnlySpan<byte> name, bool value)
    {
        Name(name);
        Raw(value ? "true"u8 : "false"u8);
    }

    /// <summary>A string member, left out where it is empty.</summary>
    public void StringOmitEmpty(scoped ReadOnlySpan<byte> name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length > 0)
            String(name, value);
    }

    /// <summary>An unsigned member, left out where it is 0.</summary>
    public void UInt64OmitZero(scoped ReadOnlySpan<byte> name, ulong value)
    {
        if (value != 0)
            UInt64(name, value);
    }

    /// <summary>A signed member, left out where it is 0.</summary>
    public void Int64OmitZero(scoped ReadOnlySpan<byte> name, long value)
    {
        if (value != 0)
            Int64(name, value);
    }

    /// <summary>An unsigned number.</summary>
    public void UInt64(ulong value)
    {
        Span<byte> span = _output.GetSpan(24);
        int at = Comma(span);
        Utf8Formatter.TryFormat(value, span[at..], out int written);
        _output.Advance(at + written);
        _needsComma = true;
    }

    /// <summary>A signed number.</summary>
    public void Int64(long value)
    {
        Span<byte> span = _output.GetSpan(24);
        int at = Comma(span);
        Utf8Formatter.TryFormat(value, span[at..], out int written);
        _output.Advance(at + written);
        _needsComma = true;
    }

    /// <summary>A member of lower-case hex.</summary>
    public void Hex(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> bytes)
    {
        Name(name);
        Hex(bytes);
    }

    /// <summary>Lower-case hex as a string.</summary>
    public void Hex(scoped ReadOnlySpan<byte> bytes)
    {
        Span<byte> span = _output.GetSpan(bytes.Length * 2 + 3);
        int at = Comma(span);
        span[at++] = (byte)'"';
        Convert.TryToHexStringLower(bytes, span[at..], out int written);
        at += written;
        span[at++] = (byte)'"';
        _output.Advance(at);
        _needsComma = true;
    }

    /// <summary>Bytes that are JSON already (literals, raw values).</summary>
    public void Raw(scoped ReadOnlySpan<byte> json)
    {
        Span<byte> span = _output.GetSpan(json.Length + 1);
        int at = Comma(span);
        json.CopyTo(span[at..]);
        _output.Advance(at + json.Length);
        _needsComma = true;
    }

    /// <summary>A string. An unpaired surrogate is written as <c>\ufffd</c>.</summary>
    public void String(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Span<byte> span = _output.GetSpan(2);
        int at = Comma(span);
        span[at++] = (byte)'"';
        _output.Advance(at);
        ReadOnlySpan<char> rest = value;
        while (true)
        {
            int plain = rest.IndexOfAnyExcept(Plain);
            if (plain < 0)
                plain = rest.Length;
            if (plain > 0)
            {
                _output.Advance(Encoding.ASCII.GetBytes(rest[..plain], _output.GetSpan(plain)));
                rest = rest[plain..];
            }
            if (rest.IsEmpty)
                break;
            rest = rest[Special(rest)..];
        }
        _output.GetSpan(1)[0] = (byte)'"';
        _output.Advance(1);
        _needsComma = true;
    }

    private readonly int Special(ReadOnlySpan<char> rest)
    {
        Span<byte> span = _output.GetSpan(6);
        int used = 1;
        int written;
        if (Rune.DecodeFromUtf16(rest, out Rune rune, out int units) != OperationStatus.Done)
        {
            "\\ufffd"u8.CopyTo(span);
            written = 6;
        }
        else if (rune.Value >= 0x80 && rune.Value is not (0x2028 or 0x2029))
        {
            written = rune.EncodeToUtf8(span);
            used = units;
        }
        else
        {
            written = Escape(rune.Value, span);
        }
        _output.Advance(written);
        return used;
    }

    internal static int Escape(int character, Span<byte> span)
    {
        span[0] = (byte)'\\';
        byte letter = character switch
        {
            '"' => (byte)'"',
            '\\' => (byte)'\\',
            '\b' => (byte)'b',
            '\t' => (byte)'t',
            '\n' => (byte)'n',
            '\f' => (byte)'f',
            '\r' => (byte)'r',
            _ => 0,
        };
        if (letter != 0)
        {
            span[1] = letter;
            return 2;
        }
        span[1] = (byte)'u';
        Utf8Formatter.TryFormat((uint)character, span[2..], out _, new StandardFormat('x', 4));
        return 6;
    }

    private void Open(byte bracket)
    {
        Span<byte> span = _output.GetSpan(2);
        int at = Comma(span);
        span[at++] = bracket;
        _output.Advance(at);
        _needsComma = false;
    }

    private void Close(byte bracket)
    {
        _output.GetSpan(1)[0] = bracket;
        _output.Advance(1);
        _needsComma = true;
    }

    private readonly int Comma(Span<byte> span)
    {
        if (!_needsComma)
            return 0;
        span[0] = (byte)',';
        return 1;
    }

    private static string PlainCharacters()
    {
        StringBuilder plain = new();
        for (char c = ' '; c < 0x80; c++)
        {
            if (c is not ('"' or '\\' or '<' or '>' or '&'))
                plain.Append(c);
        }
        return plain.ToString();
    }
}
