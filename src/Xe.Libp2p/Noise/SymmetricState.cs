using System.Buffers.Binary;
using System.Security.Cryptography;
using Xe.Libp2p.Crypto;

namespace Xe.Libp2p.Noise;

/// <summary>The Noise framework's SymmetricState (revision 34, §5.2) for 25519, ChaChaPoly and SHA-256.</summary>
internal sealed class SymmetricState
{
    private const int HashBytes = 32;

    private readonly byte[] _chainingKey = new byte[HashBytes];
    private readonly byte[] _hash = new byte[HashBytes];
    private readonly byte[] _key = new byte[HashBytes];
    private bool _hasKey;
    private ulong _nonce;

    /// <summary>Starts with a protocol name of at most 32 bytes and a prologue.</summary>
    public SymmetricState(ReadOnlySpan<byte> protocolName, ReadOnlySpan<byte> prologue)
    {
        protocolName.CopyTo(_hash);
        _hash.CopyTo(_chainingKey, 0);
        MixHash(prologue);
    }

    /// <summary>Tag bytes an encrypted part is longer by; 0 before the first key.</summary>
    public int Overhead => _hasKey ? Sodium.TagBytes : 0;

    /// <summary>The handshake hash.</summary>
    public ReadOnlySpan<byte> Hash => _hash;

    public void MixHash(ReadOnlySpan<byte> data)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_hash);
        hash.AppendData(data);
        hash.GetHashAndReset(_hash);
    }

    public void MixKey(ReadOnlySpan<byte> material)
    {
        Hkdf(material, _chainingKey, _key);
        _hasKey = true;
        _nonce = 0;
    }

    public void EncryptAndHash(ReadOnlySpan<byte> text, Span<byte> target)
    {
        if (_hasKey)
        {
            Span<byte> nonce = stackalloc byte[Sodium.NonceBytes];
            NextNonce(nonce);
            Sodium.Encrypt(target, text, _hash, nonce, _key);
        }
        else
        {
            text.CopyTo(target);
        }
        MixHash(target);
    }

    public bool TryDecryptAndHash(ReadOnlySpan<byte> data, Span<byte> text)
    {
        if (_hasKey)
        {
            Span<byte> nonce = stackalloc byte[Sodium.NonceBytes];
            NextNonce(nonce);
            if (!Sodium.Decrypt(text, data, _hash, nonce, _key)) return false;
        }
        else
        {
            data.CopyTo(text);
        }
        MixHash(data);
        return true;
    }

    /// <summary>The two transport keys: the initiator's sending first.</summary>
    public (NoiseCipher First, NoiseCipher Second) Split()
    {
        Span<byte> first = stackalloc byte[HashBytes];
        Span<byte> second = stackalloc byte[HashBytes];
        Hkdf(default, first, second);
        (NoiseCipher, NoiseCipher) ciphers = (new NoiseCipher(first), new NoiseCipher(second));
        CryptographicOperations.ZeroMemory(first);
        CryptographicOperations.ZeroMemory(second);
        CryptographicOperations.ZeroMemory(_key);
        CryptographicOperations.ZeroMemory(_chainingKey);
        return ciphers;
    }

    // HKDF with two outputs; the first may be the chaining key itself.
    private void Hkdf(ReadOnlySpan<byte> material, Span<byte> first, Span<byte> second)
    {
        Span<byte> temporary = stackalloc byte[HashBytes];
        HMACSHA256.HashData(_chainingKey, material, temporary);
        HMACSHA256.HashData(temporary, [1], first);
        Span<byte> input = stackalloc byte[HashBytes + 1];
        first.CopyTo(input);
        input[HashBytes] = 2;
        HMACSHA256.HashData(temporary, input, second);
        CryptographicOperations.ZeroMemory(temporary);
        CryptographicOperations.ZeroMemory(input);
    }

    private void NextNonce(Span<byte> nonce)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(nonce, 0);
        BinaryPrimitives.WriteUInt64LittleEndian(nonce[4..], _nonce++);
    }
}
