using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xe.Core.Blocks;
using Xe.Core.Crypto;
using Xe.Core.Json;
using Xe.Core.Primitives;
using Xe.Core.Tests.Vectors;
using Xe.Core.Work;

namespace Xe.Core.Tests.Blocks;

public sealed class BlockVectorTests
{
    // Vectors are judged without proof of work.
    private static readonly NetworkRules Rules = NetworkRules.Public with { WorkDifficulty = 0 };

    public static TheoryData<string> Accepted() => [.. Names(valid: true)];

    public static TheoryData<string> Refused() => [.. Names(valid: false)];

    [Fact]
    public void Every_vector_is_a_case()
    {
        Assert.Equal(155, Names(true).Count() + Names(false).Count());
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void An_accepted_block_has_its_bytes_hash_and_signatures(string name)
    {
        JsonElement vector = Vector(name);
        WireBlock wire = Read(vector);
        string networkId = vector.Text("network_id");

        Assert.True(BlockEncoding.TryEncode(wire, networkId, false, out EncodedBlock? encoded, out Rejection? failure), failure?.Text);
        Assert.Equal(vector.Text("canonical_hex"), Convert.ToHexStringLower(encoded!.Canonical));
        Assert.Equal(vector.Text("aux_hex"), Convert.ToHexStringLower(encoded.Aux));
        Assert.Equal(vector.Text("hash"), encoded.Hash.ToString());

        Assert.Null(StatelessCheck.Run(wire, new BlockDecoder(networkId, Rules), out Block? block));
        Assert.Equal(vector.Text("hash"), block!.Hash.ToString());
        Assert.Equal(vector.Text("address"), block.Account.ToString());
        Assert.Equal(vector.Text("canonical_hex"), Convert.ToHexStringLower(BlockEncoding.Canonical(block)));
        Assert.Equal(vector.Text("aux_hex"), Convert.ToHexStringLower(BlockEncoding.Aux(block)));
        Assert.Equal(block.Hash, BlockEncoding.ComputeHash(block, Encoding.UTF8.GetBytes(networkId)));
        Assert.Equal(vector.Text("work_value"), WorkValidator.Value(block.PowNonce, block.Hash.Value.Span).ToString("x16"));
        AssertSignatures(vector, block);

        ArrayBufferWriter<byte> text = new();
        BlockJson.Write(wire, text);
        Assert.Equal(vector.Text("wire_sha256"), Convert.ToHexStringLower(SHA256.HashData(text.WrittenSpan)));
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void An_accepted_block_survives_storage_and_its_own_JSON(string name)
    {
        JsonElement vector = Vector(name);
        BlockDecoder decoder = new(vector.Text("network_id"), Rules);
        Assert.True(decoder.TryDecode(Read(vector), out Block? block, out _));

        Assert.True(BlockCodec.TryDecode(BlockCodec.Encode(block), out Block? stored, out string? error), error);
        Assert.Equal(BlockJson.ToText(block.ToWire()), BlockJson.ToText(stored!.ToWire()));
        Assert.Equal(block.HasForeignLink, stored.HasForeignLink);

        ArrayBufferWriter<byte> direct = new();
        BlockJson.Write(block, direct);
        Assert.Equal(BlockJson.ToText(block.ToWire()), Encoding.UTF8.GetString(direct.WrittenSpan));
        Assert.True(BlockJson.TryRead(direct.WrittenSpan, BlockJsonOptions.Document, out WireBlock? again, out error), error);
        Assert.True(decoder.TryDecode(again, out Block? twice, out Rejection? rejection), rejection?.Text);
        Assert.Equal(block.Hash, twice.Hash);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_refused_block_is_refused_at_its_stage_with_its_text(string name)
    {
        JsonElement vector = Vector(name);
        string stage = vector.Text("stage");
        byte[] json = Encoding.UTF8.GetBytes(vector.GetProperty("block").GetRawText());
        bool isBlock = BlockJson.TryRead(json, BlockJsonOptions.Body, out WireBlock? wire, out _);
        Assert.Equal(stage != "json", isBlock);
        if (!isBlock)
            return;
        if (vector.TryGetProperty("computed_hash", out JsonElement computed))
        {
            Assert.True(BlockEncoding.TryEncode(wire!, vector.Text("network_id"), false, out EncodedBlock? encoded, out _));
            Assert.Equal(computed.GetString(), encoded!.Hash.ToString());
        }
        string expected = vector.Text("error");
        Rejection? refused = StatelessCheck.Run(wire!, new BlockDecoder(vector.Text("network_id"), Rules), out Block? block);
        if (refused is null)
        {
            refused = stage switch
            {
                "signature" => StatelessCheck.CheckSignature(PublicKey.Parse(vector.Text("signer_public_key")), block!.Hash, block.Signature)?.Prefixed("signature: "),
                "multisig" => StatelessMultisig.Check(block!, vector)?.Prefixed("multisig: "),
                "ledger" when !block!.Asset.IsSupported => new Rejection("asset", $"unsupported asset: {GoQuote.Quote(block.Asset.ToString())}"),
                _ => null,
            };
        }
        Assert.NotNull(refused);
        XeVectors.AssertMatches(expected, refused.Text);
    }

    private static void AssertSignatures(JsonElement vector, Block block)
    {
        if (vector.TryGetProperty("signer_keyset", out JsonElement keyset) || block.Signatures.Count > 0)
            Assert.Null(StatelessMultisig.Check(block, vector));
        int position = 0;
        foreach (JsonElement signer in vector.GetProperty("signers").EnumerateArray())
        {
            byte[] key = signer.Bytes("public_key");
            byte[] signature = signer.Bytes("signature");
            if (block.Signatures.Count == 0)
            {
                Assert.Equal(signature, block.Signature.Bytes.ToArray());
                Assert.True(Ed25519.Verify(key, block.Hash.Value.Span, signature));
            }
            else
            {
                Assert.Equal(signer.Text("public_key"), block.Signatures[position].PublicKey);
                Assert.Equal(signature, block.Signatures[position++].Signature.Bytes.ToArray());
            }
            if (signer.TryGetProperty("seed_hex", out JsonElement seed))
            {
                byte[] derived = new byte[32];
                Ed25519.PublicKeyFromSeed(Convert.FromHexString(seed.GetString()!), derived);
                Assert.Equal(key, derived);
            }
        }
    }

    private static WireBlock Read(JsonElement vector)
    {
        byte[] json = Encoding.UTF8.GetBytes(vector.GetProperty("block").GetRawText());
        Assert.True(BlockJson.TryRead(json, new BlockJsonOptions(TrailingData.Refuse, true, json.Length), out WireBlock? wire, out string? error), error);
        return wire;
    }

    private static IEnumerable<string> Names(bool valid) =>
        XeVectors.Cases("blocks").Where(vector => vector.Valid() == valid).Select(vector => vector.Text("name"));

    private static JsonElement Vector(string name) => XeVectors.Cases("blocks").Single(vector => vector.Text("name") == name);
}
