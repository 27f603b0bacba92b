using System.Text;
using System.Text.Json;
using Xe.Core.Blocks;
using Xe.Core.Tests.Vectors;

namespace Xe.Core.Tests.Blocks;

public sealed class AuxiliaryInputTests
{
    public static TheoryData<string> Names() => [.. XeVectors.Cases("auxiliary_input").Select(vector => vector.Text("name"))];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_auxiliary_input_of_a_type_is_the_published_one(string name)
    {
        JsonElement vector = XeVectors.Cases("auxiliary_input").Single(entry => entry.Text("name") == name);
        byte[] preimage = vector.Bytes("preimage_hex");
        byte[] aux = vector.Bytes("aux_hex");
        string networkId = vector.Text("network_id");
        byte[] canonical = preimage[Encoding.UTF8.GetByteCount(networkId)..^aux.Length];
        Assert.Null(BinaryBlock.Decode(canonical, false, out WireBlock? wire));
        Assert.Equal(vector.Text("type"), wire!.Type);
        wire.PubKey = vector.Text("pub_key");
        wire.CertificateHash = vector.Text("certificate_hash");
        wire.Attestations = [.. vector.GetProperty("attestations").EnumerateArray().Select(entry =>
            new TimekeeperAttestation(entry.Text("public_key"), entry.GetProperty("timestamp").GetInt64(), entry.Text("signature")))];
        Assert.True(BlockEncoding.TryEncode(wire, networkId, false, out EncodedBlock? encoded, out Rejection? rejection), rejection?.Text);
        Assert.Equal(canonical, encoded!.Canonical);
        Assert.Equal(vector.Text("aux_hex"), Convert.ToHexStringLower(encoded.Aux));
        Assert.Equal(vector.Text("hash"), encoded.Hash.ToString());
    }
}
