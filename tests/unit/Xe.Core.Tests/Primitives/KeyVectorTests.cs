using System.Text.Json;
using Xe.Core.Blocks;
using Xe.Core.Crypto;
using Xe.Core.Primitives;
using Xe.Core.Tests.Vectors;

namespace Xe.Core.Tests.Primitives;

public sealed class KeyVectorTests
{
    [Fact]
    public void Seeds_give_the_published_keys_and_addresses()
    {
        int cases = 0;
        foreach (JsonElement vector in XeVectors.Cases("keys"))
        {
            if (vector.TryGetProperty("seed_hex", out _))
            {
                byte[] key = new byte[32];
                Ed25519.PublicKeyFromSeed(vector.Bytes("seed_hex"), key);
                Assert.Equal(vector.Text("public_key"), Convert.ToHexStringLower(key));
            }
            Assert.Equal(vector.Text("address"), Address.FromPublicKey(PublicKey.Parse(vector.Text("public_key"))).ToString());
            cases++;
        }
        Assert.Equal(XeVectors.Section("keys").GetArrayLength(), cases);
        Assert.NotEqual(0, cases);
    }

    [Fact]
    public void Texts_that_are_no_key_are_refused_with_the_published_reason()
    {
        int cases = 0;
        foreach (JsonElement vector in XeVectors.Cases("invalid_public_keys"))
        {
            Assert.False(PublicKey.TryParse(vector.Text("public_key"), out _));
            XeVectors.AssertMatches(vector.Text("error"), KeyDeclaration.DeriveFault(vector.Text("public_key")));
            cases++;
        }
        Assert.NotEqual(0, cases);
    }

    [Fact]
    public void Keysets_give_the_published_addresses_or_reasons()
    {
        int cases = 0;
        foreach (JsonElement vector in XeVectors.Cases("keysets"))
        {
            JsonElement given = vector.GetProperty("keyset");
            WireKeyset? wire = given.ValueKind == JsonValueKind.Null ? null : new WireKeyset
            {
                Keys = [.. given.GetProperty("keys").EnumerateArray().Select(key => key.GetString()!)],
                Threshold = given.GetProperty("threshold").GetInt64(),
            };
            bool taken = Keyset.TryCreate(wire, out Keyset? keyset, out Rejection? rejection);
            Assert.Equal(vector.Valid(), taken);
            if (taken)
            {
                Assert.Null(keyset!.Validate());
                Assert.Equal(vector.Text("preimage_hex"), Convert.ToHexStringLower(keyset.ToBytes()));
                Assert.Equal(vector.Text("address"), keyset.DeriveAddress().ToString());
            }
            else
            {
                XeVectors.AssertMatches(vector.Text("error"), rejection!.Text);
            }
            cases++;
        }
        Assert.Equal(22, cases);
    }
}
