using System.Buffers.Binary;
using System.Security.Cryptography;
using Xe.Libp2p.Crypto;

namespace Xe.Libp2p.Noise;

/// <summary>One direction's ChaCha20-Poly1305 key and its counting nonce. Not thread-safe.</summary>
/// <remarks>Two engines with the same result: libsodium costs less per call, the platform's less per byte.</remarks>
internal sealed class NoiseCipher : IDisposable
{
    public const int TagBytes = Sodium.TagBytes;

    private const int SmallBytes = 1536;

    private readonly byte[] _key;
    private ChaCha20Poly1305? _large;
    private ulong _nonce;

    public NoiseCipher(ReadOnlySpan<byte> key) => _key = key.ToArray();

    /// <summary>Encrypts into <paramref name="target"/>, which is longer by <see cref="TagBytes"/>.</summary>
    public void Seal(ReadOnlySpan<byte> text, Span<byte> target)
    {
        Span<byte> nonce = stackalloc byte[Sodium.NonceBytes];
        NextNonce(nonce);
        if (text.Length <= SmallBytes || !ChaCha20Poly1305.IsSupported) Sodium.Encrypt(target, text, default, nonce, _key);
        else (_large ??= new ChaCha20Poly1305(_key)).Encrypt(nonce, text, target[..text.Length], target[text.Length..]);
    }

    /// <summary>Decrypts in place: the text is the front of <paramref name="data"/>. False where the tag does not fit; then
    /// the connection is lost, because nonces no longer agree.</summary>
    public bool TryOpen(Span<byte> data)
    {
        if (data.Length < TagBytes) return false;
        Span<byte> nonce = stackalloc byte[Sodium.NonceBytes];
        NextNonce(nonce);
        Span<byte> text = data[..^TagBytes];
        if (text.Length <= SmallBytes || !ChaCha20Poly1305.IsSupported) return Sodium.Decrypt(text, data, default, nonce, _key);
        try
        {
            (_large ??= new ChaCha20Poly1305(_key)).Decrypt(nonce, text, data[^TagBytes..], text);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    /// <summary>Wipes the key. Nothing may be using the cipher any more.</summary>
    public void Dispose()
    {
        _large?.Dispose();
        CryptographicOperations.ZeroMemory(_key);
    }

    private void NextNonce(Span<byte> nonce)
    {
        // 2^64 − 1 is reserved; no connection lives to see it.
        if (_nonce == ulong.MaxValue) throw new InvalidOperationException("nonce space used up");
        BinaryPrimitives.WriteUInt32LittleEndian(nonce, 0);
        BinaryPrimitives.WriteUInt64LittleEndian(nonce[4..], _nonce++);
    }
}
