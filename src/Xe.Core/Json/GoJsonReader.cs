using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Xe.Core.Json;

/// <summary>
/// Reads JSON with the decisions of Go's <c>encoding/json</c> version 1 (spec 01 §3.1): member names match without regard
/// to case (Unicode simple folding), <c>null</c> leaves a scalar as it is, integers are exact 64-bit plain integers, invalid
/// UTF-8 and unpaired surrogates become U+FFFD. The syntax of the whole value is checked before the first member is read;
/// a value of the wrong type is remembered in <see cref="Error"/> and skipped, so callers check once at the end. Never throws
/// on any input.
/// </summary>
/// <remarks>
/// Use: <c>TryCreate</c>, <c>BeginObject</c>, then <c>while (reader.NextMember(out var name))</c> with exactly one of the
/// <c>Read…</c>, <c>Begin…</c>, <c>Skip</c> calls per member. Names arrive folded to lower-case ASCII.
/// </remarks>
public ref struct GoJsonReader
{
    /// <summary>Longest member name a record of this protocol has; a longer one matches nothing.</summary>
    public const int MaxNameBytes = 64;

    private readonly ReadOnlySpan<byte> _text;
    private readonly bool _refuseUnknown;
    private NameBuffer _name;
    private int _at;
    private bool _first;
    private int _memberFrom;
    private int _memberTo;

    private GoJsonReader(ReadOnlySpan<byte> text, bool refuseUnknown)
    {
        _text = text;
        _refuseUnknown = refuseUnknown;
    }

    /// <summary>The first type, range or unknown-member fault, or null.</summary>
    public string? Error { get; private set; }

    /// <summary>True when a fault was met; what was read must not be used.</summary>
    public readonly bool Failed => Error is not null;

    /// <summary>Kind of the value that comes next.</summary>
    public readonly GoJsonToken Next => _text[_at] switch
    {
        (byte)'{' => GoJsonToken.Object,
        (byte)'[' => GoJsonToken.Array,
        (byte)'"' => GoJsonToken.String,
        (byte)'t' or (byte)'f' => GoJsonToken.Boolean,
        (byte)'n' => GoJsonToken.Null,
        _ => GoJsonToken.Number,
    };

    /// <summary>Checks the syntax of the first value and stands before it.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="trailing">Whether more than white space may follow the value.</param>
    /// <param name="refuseUnknownMembers">True where a member that nothing takes is a fault (gossip readers).</param>
    /// <param name="reader">The reader.</param>
    /// <param name="error">Why the text is not JSON.</param>
    public static bool TryCreate(
        ReadOnlySpan<byte> utf8, TrailingData trailing, bool refuseUnknownMembers, out GoJsonReader reader, out string? error)
    {
        reader = default;
        if (!GoJsonScanner.TryScan(utf8, out int start, out int end, out error))
            return false;
        if (trailing == TrailingData.Refuse && !GoJsonScanner.IsOnlyWhiteSpace(utf8, end, out error))
            return false;
        reader = new GoJsonReader(utf8[start..end], refuseUnknownMembers);
        return true;
    }

    /// <summary>Enters an object. False for <c>null</c> (skipped) and for another kind (a fault, skipped).</summary>
    public bool BeginObject() => Begin((byte)'{', "object");

    /// <summary>Enters an array. False for <c>null</c> (skipped) and for another kind (a fault, skipped).</summary>
    public bool BeginArray() => Begin((byte)'[', "array");

    /// <summary>Goes on to the next member of the object entered last; false behind its last one.</summary>
    /// <param name="name">The name folded to lower-case ASCII; empty where it cannot match any field.</param>
    [UnscopedRef]
    public bool NextMember(out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!Advance((byte)'}'))
            return false;
        int end = GoJsonScanner.SkipString(_text, _at);
        (_memberFrom, _memberTo) = (_at + 1, end - 1);
        name = Fold(_text[_memberFrom.._memberTo]);
        _at = GoJsonScanner.SkipWhiteSpace(_text, end) + 1;
        _at = GoJsonScanner.SkipWhiteSpace(_text, _at);
        return true;
    }

    /// <summary>The name of the current member, unescaped but not folded: for objects that are maps. Read it before the value.</summary>
    public readonly string MemberName => GoJsonString.Decode(_text[_memberFrom.._memberTo]);

    /// <summary>Goes on to the next element of the array entered last; false behind its last one.</summary>
    public bool NextElement() => Advance((byte)']');

    /// <summary>A string; <c>null</c> leaves <paramref name="value"/>.</summary>
    public void ReadString(ref string value)
    {
        if (!Expect(GoJsonToken.String, "string"))
            return;
        int end = GoJsonScanner.SkipString(_text, _at);
        value = GoJsonString.Decode(_text[(_at + 1)..(end - 1)]);
        _at = end;
    }

    /// <summary>A plain integer of the full unsigned 64-bit range; <c>null</c> leaves <paramref name="value"/>.</summary>
    public void ReadUInt64(ref ulong value)
    {
        if (!Expect(GoJsonToken.Number, "uint64"))
            return;
        ReadOnlySpan<byte> number = TakeNumber();
        if (Utf8Parser.TryParse(number, out ulong parsed, out int used) && used == number.Length && number[0] != '-')
            value = parsed;
        else
            WrongNumber(number, "uint64");
    }

    /// <summary>A plain integer of the full signed 64-bit range; <c>null</c> leaves <paramref name="value"/>.</summary>
    public void ReadInt64(ref long value)
    {
        if (!Expect(GoJsonToken.Number, "int64"))
            return;
        ReadOnlySpan<byte> number = TakeNumber();
        if (Utf8Parser.TryParse(number, out long parsed, out int used) && used == number.Length)
            value = parsed;
        else
            WrongNumber(number, "int64");
    }

    /// <summary>A boolean; <c>null</c> leaves <paramref name="value"/>.</summary>
    public void ReadBoolean(ref bool value)
    {
        if (!Expect(GoJsonToken.Boolean, "bool"))
            return;
        value = _text[_at] == 't';
        _at += value ? 4 : 5;
    }

    /// <summary>An array of strings, which replaces <paramref name="value"/>; <c>null</c> empties it, a null element is "".</summary>
    public void ReadStrings(ref List<string> value)
    {
        value = [];
        if (!BeginArray())
            return;
        while (NextElement())
        {
            string element = "";
            ReadString(ref element);
            value.Add(element);
        }
    }

    /// <summary>The bytes of the value exactly as they stand, from its first to its last, white space and escapes inside it
    /// included (spec 02 §4.2).</summary>
    public ReadOnlySpan<byte> ReadRaw()
    {
        int from = _at;
        SkipValue();
        return _text[from.._at];
    }

    /// <summary>A member no field takes: a fault where unknown members are refused, else passed over.</summary>
    public void SkipUnknown()
    {
        if (_refuseUnknown)
            Error ??= "json: unknown field " + GoQuote.Quote(Member);
        SkipValue();
    }

    /// <summary>Passes over a value.</summary>
    public void Skip() => SkipValue();

    /// <summary>Records a fault that the caller found; the first one stays.</summary>
    public void Fail(string error) => Error ??= error;

    // At most the start of a hostile name, as it stands, for messages.
    private readonly string Member => Encoding.UTF8.GetString(_text[_memberFrom..Math.Min(_memberTo, _memberFrom + MaxNameBytes)]);

    private bool Begin(byte bracket, string kind)
    {
        if (_text[_at] != bracket)
        {
            if (Next != GoJsonToken.Null)
                WrongType(kind);
            SkipValue();
            return false;
        }
        _at = GoJsonScanner.SkipWhiteSpace(_text, _at + 1);
        _first = true;
        return true;
    }

    private bool Advance(byte close)
    {
        _at = GoJsonScanner.SkipWhiteSpace(_text, _at);
        if (_text[_at] == close)
        {
            _at++;
            _first = false;
            return false;
        }
        if (!_first)
            _at = GoJsonScanner.SkipWhiteSpace(_text, _at + 1);
        _first = false;
        return true;
    }

    private bool Expect(GoJsonToken kind, string type)
    {
        GoJsonToken next = Next;
        if (next == kind)
            return true;
        if (next != GoJsonToken.Null)
            WrongType(type);
        SkipValue();
        return false;
    }

    private void WrongType(string type)
    {
        string found = Next switch
        {
            GoJsonToken.Object => "object",
            GoJsonToken.Array => "array",
            GoJsonToken.String => "string",
            GoJsonToken.Boolean => "bool",
            _ => "number",
        };
        Error ??= $"json: cannot unmarshal {found} into field {Member} of type {type}";
    }

    private void WrongNumber(ReadOnlySpan<byte> number, string type)
    {
        string shown = Encoding.ASCII.GetString(number[..Math.Min(number.Length, 40)]);
        Error ??= string.Create(CultureInfo.InvariantCulture, $"json: cannot unmarshal number {shown} into field {Member} of type {type}");
    }

    private ReadOnlySpan<byte> TakeNumber()
    {
        int from = _at;
        while (_at < _text.Length && _text[_at] is (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'+' or (byte)'.' or (byte)'e' or (byte)'E')
            _at++;
        return _text[from.._at];
    }

    private void SkipValue()
    {
        int depth = 0;
        do
        {
            switch (_text[_at])
            {
                case (byte)'"':
                    _at = GoJsonScanner.SkipString(_text, _at);
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    _at++;
                    break;
                case (byte)'}' or (byte)']':
                    depth--;
                    _at++;
                    break;
                case (byte)'t' or (byte)'n':
                    _at += 4;
                    break;
                case (byte)'f':
                    _at += 5;
                    break;
                case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                    TakeNumber();
                    break;
                default:
                    _at++;
                    break;
            }
        }
        while (depth > 0);
    }

    // Simple folding maps two characters outside ASCII onto ASCII letters: the long s and the Kelvin sign.
    [UnscopedRef]
    private ReadOnlySpan<byte> Fold(ReadOnlySpan<byte> raw)
    {
        Span<byte> folded = _name;
        if (raw.Contains((byte)'\\'))
            raw = Encoding.UTF8.GetBytes(GoJsonString.Decode(raw));
        int length = 0;
        for (int i = 0; i < raw.Length; i++)
        {
            if (length == folded.Length)
                return default;
            byte c = raw[i];
            if (c is >= (byte)'A' and <= (byte)'Z')
            {
                c |= 0x20;
            }
            else if (c >= 0x80)
            {
                if (raw[i..].StartsWith("\u017F"u8))
                    (c, i) = ((byte)'s', i + 1);
                else if (raw[i..].StartsWith("\u212A"u8))
                    (c, i) = ((byte)'k', i + 2);
                else
                    return default;
            }
            folded[length++] = c;
        }
        return folded[..length];
    }

    [InlineArray(MaxNameBytes)]
    private struct NameBuffer
    {
        private byte _element;
    }
}
