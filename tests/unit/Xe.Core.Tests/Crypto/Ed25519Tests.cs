using System.Numerics;
using System.Text;
using Xe.Core.Crypto;

namespace Xe.Core.Tests.Crypto;

public sealed class Ed25519Tests
{
    [Fact]
    public void All_speccheck_cases_are_decided_as_spec_01_says()
    {
        Assert.Equal(12, SpecCheck.Cases.Count);
        foreach (var (key, message, signature, accept) in SpecCheck.Cases)
        {
            Assert.Equal(accept, Ed25519.Verify(key, message, signature));
            Assert.Equal(accept, GoRules.Verify(key, message, signature));
        }
    }

    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    public void The_vectors_of_rfc_8032_hold(string seed, string publicKey, string message, string signature)
    {
        var key = new byte[32];
        Ed25519.PublicKeyFromSeed(Convert.FromHexString(seed), key);
        Assert.Equal(publicKey, Convert.ToHexStringLower(key));

        var made = new byte[64];
        Ed25519.Sign(Convert.FromHexString(seed), Convert.FromHexString(message), made);
        Assert.Equal(signature, Convert.ToHexStringLower(made));
        Assert.True(Ed25519.Verify(key, Convert.FromHexString(message), made));
    }

    [Fact]
    public void An_expanded_key_signs_like_its_seed()
    {
        var seed = new byte[32];
        SecureRandom.Fill(seed);
        var expanded = new byte[64];
        Ed25519.ExpandSeed(seed, expanded);
        var first = new byte[64];
        var second = new byte[64];
        Ed25519.Sign(seed, "abc"u8, first);
        Ed25519.Sign(expanded, "abc"u8, second);
        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData(31, 64)]
    [InlineData(33, 64)]
    [InlineData(0, 64)]
    [InlineData(32, 63)]
    [InlineData(32, 65)]
    [InlineData(32, 0)]
    public void Wrong_lengths_are_refused(int keyLength, int signatureLength)
    {
        Assert.False(Ed25519.Verify(new byte[keyLength], "m"u8, new byte[signatureLength]));
    }

    [Fact]
    public void A_seed_of_wrong_length_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => Ed25519.PublicKeyFromSeed(new byte[31], new byte[32]));
        Assert.StartsWith("invalid seed length: got 31, want 32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_changed_bit_of_key_message_or_signature_is_refused()
    {
        var (seed, key, signature) = (new byte[32], new byte[32], new byte[64]);
        Ed25519.PublicKeyFromSeed(seed, key);
        var message = Encoding.UTF8.GetBytes("thirty-two bytes of message, ok.");
        Ed25519.Sign(seed, message, signature);
        Assert.True(Ed25519.Verify(key, message, signature));
        foreach (var buffer in new[] { key, message, signature })
        {
            for (var bit = 0; bit < buffer.Length * 8; bit++)
            {
                buffer[bit >> 3] ^= (byte)(1 << (bit & 7));
                Assert.False(Ed25519.Verify(key, message, signature));
                buffer[bit >> 3] ^= (byte)(1 << (bit & 7));
            }
        }
    }

    [Fact]
    public void Signatures_that_hold_only_up_to_a_torsion_point_are_refused()
    {
        // A = a·B + T8 with k not divisible by 8 leaves a torsion difference: cofactored verifiers accept it.
        var torsion = TorsionPoints.All;
        var refused = 0;
        for (var i = 0; i < 32; i++)
        {
            var forged = CraftedSignature.Make(i, torsion[1 + i % 7], torsion[i % 8]);
            var expected = GoRules.Verify(forged.PublicKey, forged.Message, forged.Signature);
            Assert.Equal(expected, Ed25519.Verify(forged.PublicKey, forged.Message, forged.Signature));
            refused += expected ? 0 : 1;
        }
        Assert.InRange(refused, 1, 31);
    }
}
