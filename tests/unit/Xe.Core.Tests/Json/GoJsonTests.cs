using System.Buffers;
using System.Text;
using Xe.Core.Json;

namespace Xe.Core.Tests.Json;

public sealed class GoJsonTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData(" [ ] ")]
    [InlineData("[1,2.5e-3,-0,true,false,null,\"a\\u00e9\\\"\"]")]
    [InlineData("{\"a\":{\"b\":[{}]},\"c\":[[],[[]]]}")]
    [InlineData("\"\"")]
    public void Valid_texts_scan(string text)
    {
        Assert.True(GoJsonScanner.IsValid(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("", "unexpected end of JSON input")]
    [InlineData("{", "unexpected end of JSON input")]
    [InlineData("{\"a\":1,}", "invalid character '}' looking for beginning of object key string")]
    [InlineData("[1,]", "invalid character ']' looking for beginning of value")]
    [InlineData("[1 2]", "invalid character '2' after array element")]
    [InlineData("{\"a\" 1}", "invalid character '1' after object key")]
    [InlineData("{\"a\":1 \"b\":2}", "invalid character '\"' after object key:value pair")]
    [InlineData("01", "invalid character '1' after top-level value")]
    [InlineData("1.", "unexpected end of JSON input")]
    [InlineData("-a", "invalid character 'a' in numeric literal")]
    [InlineData("1ex", "invalid character 'x' in exponent of numeric literal")]
    [InlineData("nul", "unexpected end of JSON input")]
    [InlineData("NaN", "invalid character 'N' looking for beginning of value")]
    [InlineData("\"\\x\"", "invalid character 'x' in string escape code")]
    [InlineData("\"\\u12g4\"", "invalid character 'g' in \\u hexadecimal character escape")]
    [InlineData("\"a\nb\"", "invalid character '\\x0a' in string literal")]
    [InlineData("{} x", "invalid character 'x' after top-level value")]
    [InlineData("\uFEFF{}", "invalid character '\\xef' looking for beginning of value")]
    [InlineData("]", "invalid character ']' looking for beginning of value")]
    public void Invalid_texts_are_refused_with_the_reason(string text, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        bool ok = GoJsonScanner.TryScan(bytes, out _, out int end, out string? error) && GoJsonScanner.IsOnlyWhiteSpace(bytes, end, out error);
        Assert.False(ok);
        Assert.Equal(expected, error);
    }

    [Fact]
    public void Nesting_is_taken_up_to_the_bound_and_refused_beyond()
    {
        byte[] deepest = Encoding.ASCII.GetBytes(new string('[', GoJsonScanner.MaxDepth) + new string(']', GoJsonScanner.MaxDepth));
        Assert.True(GoJsonScanner.IsValid(deepest));
        byte[] deeper = Encoding.ASCII.GetBytes(new string('[', GoJsonScanner.MaxDepth + 1) + new string(']', GoJsonScanner.MaxDepth + 1));
        Assert.False(GoJsonScanner.IsValid(deeper));
    }

    [Theory]
    [InlineData("\"a\\ud83e\\udd8ab\"", "a\U0001F98Ab")]
    [InlineData("\"\\ud83e\"", "\uFFFD")]
    [InlineData("\"\\udd8a\\ud83e\"", "\uFFFD\uFFFD")]
    [InlineData("\"\\ud83e\\ud83e\\udd8a\"", "\uFFFD\U0001F98A")]
    [InlineData("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\"", "\"\\/\b\f\n\r\tA")]
    public void Escapes_decode_as_in_the_reference(string json, string expected)
    {
        Assert.Equal(expected, ReadString(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void Every_invalid_byte_becomes_one_replacement_character()
    {
        // A cut three-byte sequence is two bytes and so two replacement characters, where WHATWG decoders give one.
        Assert.Equal("a\uFFFD\uFFFDb", ReadString([(byte)'"', (byte)'a', 0xE2, 0x82, (byte)'b', (byte)'"']));
        Assert.Equal("\uFFFD\uFFFD\uFFFD", ReadString([(byte)'"', 0xED, 0xA0, 0x80, (byte)'"']));
    }

    [Fact]
    public void Names_fold_and_the_last_duplicate_wins()
    {
        byte[] json = Encoding.UTF8.GetBytes("{\"A\":1,\"\u212Aey\":2,\"\u017F\":3,\"\\u0061\":4,\"other\":[{}]}");
        Assert.True(GoJsonReader.TryCreate(json, TrailingData.Refuse, false, out GoJsonReader reader, out _));
        ulong a = 0, key = 0, s = 0;
        Assert.True(reader.BeginObject());
        while (reader.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("a"u8))
                reader.ReadUInt64(ref a);
            else if (name.SequenceEqual("key"u8))
                reader.ReadUInt64(ref key);
            else if (name.SequenceEqual("s"u8))
                reader.ReadUInt64(ref s);
            else
                reader.SkipUnknown();
        }
        Assert.Null(reader.Error);
        Assert.Equal((4UL, 2UL, 3UL), (a, key, s));
    }

    [Fact]
    public void Unknown_members_are_a_fault_only_where_asked_for()
    {
        byte[] json = "{\"x\":[1,{\"y\":\"}\"}],\"z\":null}"u8.ToArray();
        Assert.Null(SkipAll(json, refuse: false));
        Assert.Equal("json: unknown field \"x\"", SkipAll(json, refuse: true));
    }

    [Theory]
    [InlineData("18446744073709551615", true)]
    [InlineData("18446744073709551616", false)]
    [InlineData("-0", false)]
    [InlineData("1.0", false)]
    [InlineData("1e3", false)]
    [InlineData("\"1\"", false)]
    [InlineData("true", false)]
    [InlineData("{}", false)]
    [InlineData("null", true)]
    public void Unsigned_numbers_are_exact_plain_integers(string json, bool valid)
    {
        Assert.True(GoJsonReader.TryCreate(Encoding.UTF8.GetBytes(json), TrailingData.Refuse, false, out GoJsonReader reader, out _));
        ulong value = 7;
        reader.ReadUInt64(ref value);
        Assert.Equal(valid, !reader.Failed);
        if (json == "null")
            Assert.Equal(7UL, value);
    }

    [Theory]
    [InlineData("-9223372036854775808", long.MinValue, true)]
    [InlineData("9223372036854775807", long.MaxValue, true)]
    [InlineData("9223372036854775808", 0, false)]
    [InlineData("-0", 0, true)]
    public void Signed_numbers_keep_their_range(string json, long expected, bool valid)
    {
        Assert.True(GoJsonReader.TryCreate(Encoding.UTF8.GetBytes(json), TrailingData.Refuse, false, out GoJsonReader reader, out _));
        long value = 0;
        reader.ReadInt64(ref value);
        Assert.Equal(valid, !reader.Failed);
        Assert.Equal(expected, value);
    }

    [Fact]
    public void Raw_values_keep_their_bytes()
    {
        byte[] json = "{ \"v\" : { \"a\" : [ 1,\n\t2 ] } , \"w\":\"x\" }"u8.ToArray();
        Assert.True(GoJsonReader.TryCreate(json, TrailingData.Refuse, false, out GoJsonReader reader, out _));
        Assert.True(reader.BeginObject());
        Assert.True(reader.NextMember(out _));
        Assert.Equal("{ \"a\" : [ 1,\n\t2 ] }", Encoding.UTF8.GetString(reader.ReadRaw()));
        Assert.True(reader.NextMember(out _));
        Assert.Equal("\"x\"", Encoding.UTF8.GetString(reader.ReadRaw()));
        Assert.False(reader.NextMember(out _));
    }

    [Fact]
    public void Strings_are_escaped_as_the_reference_escapes_them()
    {
        ArrayBufferWriter<byte> output = new();
        GoJsonWriter writer = new(output);
        writer.BeginObject();
        writer.String("s"u8, "a\"\\/<>&\b\t\n\f\r\u0001\u001f\u007f\u2028\u2029é\U0001F98A\ud800z");
        writer.UInt64("u"u8, ulong.MaxValue);
        writer.Int64("i"u8, long.MinValue);
        writer.Name("l"u8);
        writer.BeginArray();
        writer.Raw("true"u8);
        writer.EndArray();
        writer.EndObject();
        Assert.Equal(
            "{\"s\":\"a\\\"\\\\/\\u003c\\u003e\\u0026\\b\\t\\n\\f\\r\\u0001\\u001f\u007f\\u2028\\u2029é\U0001F98A\\ufffdz\","
            + "\"u\":18446744073709551615,\"i\":-9223372036854775808,\"l\":[true]}",
            Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void The_compact_form_drops_white_space_and_escapes_only_inside_strings()
    {
        ArrayBufferWriter<byte> output = new();
        GoJsonCompact.Write(Encoding.UTF8.GetBytes("{ \"a <&\u2028\" : [ 1 ,\t\"\\\"  >\" ] }"), output);
        Assert.Equal("{\"a \\u003c\\u0026\\u2028\":[1,\"\\\"  \\u003e\"]}", Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.True(GoJsonCompact.IsCompact(output.WrittenSpan));
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "1ns")]
    [InlineData(1_500, "1.5µs")]
    [InlineData(150_000_000, "150ms")]
    [InlineData(2_500_000_000, "2.5s")]
    [InlineData(3_600_000_000_000, "1h0m0s")]
    [InlineData(-61_000_000_001, "-1m1.000000001s")]
    [InlineData(long.MinValue, "-2562047h47m16.854775808s")]
    public void Durations_print_as_in_Go(long nanoseconds, string expected)
    {
        Assert.Equal(expected, GoText.Duration(nanoseconds));
    }

    [Fact]
    public void Quoted_texts_print_as_in_Go()
    {
        Assert.Equal("\"a\\\"\\\\\\n\\x00\\u200e\u00e9\"", GoQuote.Quote("a\"\\\n\0\u200e\u00e9"));
        Assert.Equal("encoding/hex: invalid byte: U+007A 'z'", GoText.HexError("abz"));
        Assert.Equal("encoding/hex: odd length hex string", GoText.HexError("abc"));
        Assert.Null(GoText.HexError("aB"));
    }

    private static string ReadString(byte[] json)
    {
        Assert.True(GoJsonReader.TryCreate(json, TrailingData.Refuse, false, out GoJsonReader reader, out string? error), error);
        string value = "";
        reader.ReadString(ref value);
        Assert.Null(reader.Error);
        return value;
    }

    private static string? SkipAll(byte[] json, bool refuse)
    {
        Assert.True(GoJsonReader.TryCreate(json, TrailingData.Refuse, refuse, out GoJsonReader reader, out _));
        Assert.True(reader.BeginObject());
        while (reader.NextMember(out _))
            reader.SkipUnknown();
        return reader.Error;
    }
}
