using System.Security.Cryptography;
using Xe.Libp2p.Crypto;

namespace Xe.Libp2p.Noise;

/// <summary>An X25519 key pair.</summary>
internal sealed class NoiseKeyPair
{
    private readonly byte[] _secret;
    private readonly byte[] _public = new byte[Sodium.KeyBytes];

    private NoiseKeyPair(byte[] secret)
    {
        _secret = secret;
        Sodium.X25519Base(_public, secret);
    }

    public ReadOnlySpan<byte> Public => _public;

    public static NoiseKeyPair Generate() => new(RandomNumberGenerator.GetBytes(Sodium.KeyBytes));

    public static NoiseKeyPair FromSecret(ReadOnlySpan<byte> secret) => new(secret.ToArray());

    /// <summary>The shared secret; false where the other key is of small order.</summary>
    public bool TryAgree(ReadOnlySpan<byte> remote, Span<byte> shared) => Sodium.X25519(shared, _secret, remote);
}
