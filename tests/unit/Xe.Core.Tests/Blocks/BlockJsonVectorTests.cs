using System.Text;
using System.Text.Json;
using Xe.Core.Blocks;
using Xe.Core.Json;
using Xe.Core.Tests.Vectors;

namespace Xe.Core.Tests.Blocks;

public sealed class BlockJsonVectorTests
{
    public static TheoryData<string> Names() => [.. XeVectors.Cases("block_json").Select(vector => vector.Text("name"))];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_text_is_understood_or_refused_as_the_reference_does(string name)
    {
        JsonElement vector = XeVectors.Cases("block_json").Single(entry => entry.Text("name") == name);
        byte[] text = vector.TryGetProperty("text_hex", out _) ? vector.Bytes("text_hex") : Encoding.UTF8.GetBytes(vector.Text("text"));
        bool understood = BlockJson.TryRead(text, BlockJsonOptions.Document, out WireBlock? wire, out string? error);
        Assert.Equal(vector.Valid(), understood);
        if (!understood)
        {
            Assert.NotNull(error);
            return;
        }
        Assert.True(BlockEncoding.TryEncode(wire!, vector.Text("network_id"), false, out EncodedBlock? encoded, out Rejection? rejection), rejection?.Text);
        Assert.Equal(vector.Text("canonical_hex"), Convert.ToHexStringLower(encoded!.Canonical));
        Assert.Equal(vector.Text("aux_hex"), Convert.ToHexStringLower(encoded.Aux));
        Assert.Equal(vector.Text("hash"), encoded.Hash.ToString());
        bool strict = BlockJson.TryRead(text, new BlockJsonOptions(TrailingData.Refuse, true, text.Length), out _, out _);
        Assert.Equal(!name.Contains("unknown", StringComparison.Ordinal), strict);
    }

    [Fact]
    public void Trailing_data_is_refused_in_documents_and_ignored_in_bodies()
    {
        byte[] text = "{\"type\":\"send\"} x"u8.ToArray();
        Assert.False(BlockJson.TryRead(text, BlockJsonOptions.Document, out _, out _));
        Assert.True(BlockJson.TryRead(text, BlockJsonOptions.Body, out _, out _));
    }

    [Fact]
    public void A_text_above_the_limit_is_refused_unread()
    {
        Assert.False(BlockJson.TryRead("{}   "u8, new BlockJsonOptions(TrailingData.Ignore, false, 4), out _, out string? error));
        Assert.Equal("JSON text too long: 5 bytes (max 4)", error);
    }

    [Fact]
    public void Null_is_a_block_of_zero_values_and_null_takes_a_keyset_away()
    {
        Assert.True(BlockJson.TryRead("null"u8, BlockJsonOptions.Document, out WireBlock? zero, out _));
        Assert.Equal("", zero.Type);
        Assert.True(BlockJson.TryRead("{\"keyset\":{\"threshold\":2},\"keyset\":null,\"balance\":5,\"balance\":null,\"signatures\":[null]}"u8, BlockJsonOptions.Document, out WireBlock? wire, out _));
        Assert.Null(wire.Keyset);
        Assert.Equal(5UL, wire.Balance);
        Assert.Equal(new WireSignature("", ""), Assert.Single(wire.Signatures));
    }
}
