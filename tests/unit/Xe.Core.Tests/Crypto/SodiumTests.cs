using Xe.Core.Crypto;

namespace Xe.Core.Tests.Crypto;

public sealed class SodiumTests
{
    [Fact]
    public void Blake2b_of_abc_is_the_digest_of_rfc_7693()
    {
        var digest = new byte[64];
        Blake2b.Hash("abc"u8, digest);
        Assert.Equal("ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923", Convert.ToHexStringLower(digest));
    }

    [Fact]
    public void The_digest_length_is_a_parameter_and_not_a_truncation()
    {
        var digest = new byte[64];
        var shorter = new byte[8];
        Blake2b.Hash("abc"u8, digest);
        Blake2b.Hash("abc"u8, shorter);
        Assert.NotEqual(digest[..8], shorter);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void A_digest_length_out_of_range_is_an_argument_error(int length)
    {
        Assert.Throws<ArgumentException>(() => Blake2b.Hash("abc"u8, new byte[length]));
    }

    [Fact]
    public void Random_bytes_differ()
    {
        var a = new byte[32];
        var b = new byte[32];
        SecureRandom.Fill(a);
        SecureRandom.Fill(b);
        Assert.NotEqual(a, b);
    }

    [Fact]
    public void A_password_gives_one_key_per_salt()
    {
        var salt = new byte[PasswordHash.SaltSize];
        var key = new byte[32];
        var again = new byte[32];
        var other = new byte[32];
        Assert.True(PasswordHash.DeriveKey("pass"u8, salt, 1, 8192, key));
        Assert.True(PasswordHash.DeriveKey("pass"u8, salt, 1, 8192, again));
        salt[0] = 1;
        Assert.True(PasswordHash.DeriveKey("pass"u8, salt, 1, 8192, other));
        Assert.Equal(key, again);
        Assert.NotEqual(key, other);
    }

    [Fact]
    public void What_was_encrypted_decrypts_only_unchanged()
    {
        var key = new byte[XChaCha20Poly1305.KeySize];
        var nonce = new byte[XChaCha20Poly1305.NonceSize];
        SecureRandom.Fill(key);
        SecureRandom.Fill(nonce);
        var sealedBytes = new byte[5 + XChaCha20Poly1305.TagSize];
        var opened = new byte[5];
        XChaCha20Poly1305.Encrypt(key, nonce, "hello"u8, "ad"u8, sealedBytes);
        Assert.True(XChaCha20Poly1305.TryDecrypt(key, nonce, sealedBytes, "ad"u8, opened));
        Assert.Equal("hello"u8.ToArray(), opened);
        Assert.False(XChaCha20Poly1305.TryDecrypt(key, nonce, sealedBytes, "aD"u8, opened));
        sealedBytes[3] ^= 1;
        Assert.False(XChaCha20Poly1305.TryDecrypt(key, nonce, sealedBytes, "ad"u8, opened));
        Assert.Equal(new byte[5], opened);
        Assert.False(XChaCha20Poly1305.TryDecrypt(key, nonce, sealedBytes.AsSpan(0, 15), "ad"u8, []));
    }
}
