using System.Globalization;
using System.Text;
using System.Text.Json;
using Xe.Core.Blocks;
using Xe.Core.Json;
using Xe.Core.Keys;
using Xe.Core.Leases;
using Xe.Core.Primitives;
using Xe.Core.Work;

namespace Xe.Core.Tests.Vectors;

/// <summary>The vectors of the published SDK, used in place: beside the repository (shared/data/vectors) or where
/// XE_SDK_VECTORS names the file. A clone without them has every rule in the project's own vectors.</summary>
public sealed class SdkVectorTests
{
    [SdkFact]
    public void Every_section_of_the_file_is_tested()
    {
        Assert.Equal(["attestation_vectors", "generated_from", "pow_difficulty", "pow_vectors", "vectors"],
            Read().EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    [SdkFact]
    public void Blocks_have_their_bytes_hash_and_signature()
    {
        Assert.All(Read().GetProperty("vectors").EnumerateArray(), vector =>
        {
            byte[] json = Encoding.UTF8.GetBytes(vector.GetProperty("block").GetRawText());
            Assert.True(BlockJson.TryRead(json, new BlockJsonOptions(TrailingData.Refuse, true, json.Length), out WireBlock? wire, out string? error), error);
            Assert.True(BlockEncoding.TryEncode(wire, vector.Text("network_id"), false, out EncodedBlock? encoded, out Rejection? refused), refused?.Text);
            Assert.Equal(vector.Text("canonical_hex"), Convert.ToHexStringLower(encoded.Canonical));
            Assert.Equal(vector.Text("aux_hex"), Convert.ToHexStringLower(encoded.Aux));
            Assert.Equal(vector.Text("hash"), encoded.Hash.ToString());
            using AccountKey key = AccountKey.FromSeed(vector.Bytes("seed_hex"));
            Assert.Equal((vector.Text("pub_key_hex"), vector.Text("address")), (key.PublicKey.ToString(), key.Address.ToString()));
            if (vector.Text("signature").Length > 0)
                Assert.Equal(vector.Text("signature"), Convert.ToHexStringLower(key.Sign(encoded.Hash.Value.Span)));
        });
    }

    [SdkFact]
    public void Attestations_and_work_are_the_published_ones()
    {
        JsonElement root = Read();
        Assert.All(root.GetProperty("attestation_vectors").EnumerateArray(), vector =>
        {
            var lease = new Bytes32(vector.Bytes("lease_hash"));
            long time = long.Parse(vector.Text("timestamp"), CultureInfo.InvariantCulture);
            Assert.Equal(vector.Text("payload_hex"), AttestationPayload.Compute(lease, time).ToString());
            Assert.True(AttestationList.IsSigned(new TimekeeperAttestation(vector.Text("public_key"), time, vector.Text("signature")), lease));
        });
        Assert.All(root.GetProperty("pow_vectors").EnumerateArray(), vector =>
            Assert.Equal(vector.Text("pow_hash"), WorkValidator.Value(ulong.Parse(vector.Text("nonce"), CultureInfo.InvariantCulture), vector.Bytes("hash_hex")).ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(NetworkRules.Public.WorkDifficulty, Convert.ToUInt64(root.Text("pow_difficulty"), 16));
    }

    private static JsonElement Read() => JsonDocument.Parse(File.ReadAllBytes(SdkFactAttribute.VectorFile!)).RootElement;
}
