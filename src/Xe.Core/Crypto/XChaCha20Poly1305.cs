namespace Xe.Core.Crypto;

/// <summary>Authenticated encryption XChaCha20-Poly1305 (IETF construction), whose 24-byte nonce may be drawn at random.</summary>
public static class XChaCha20Poly1305
{
    /// <summary>Length of the key, in bytes.</summary>
    public const int KeySize = 32;

    /// <summary>Length of the nonce, in bytes.</summary>
    public const int NonceSize = 24;

    /// <summary>Bytes that the ciphertext is longer than the message.</summary>
    public const int TagSize = 16;

    /// <summary>Encrypts; the tag follows the ciphertext.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="nonce">24 bytes, never used twice with one key.</param>
    /// <param name="message">Bytes to encrypt.</param>
    /// <param name="associatedData">Bytes that are authenticated but not encrypted.</param>
    /// <param name="ciphertext">Receives message length + 16 bytes.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public static void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> message, ReadOnlySpan<byte> associatedData, Span<byte> ciphertext)
    {
        CheckKeyAndNonce(key, nonce);
        if (ciphertext.Length != message.Length + TagSize)
            throw new ArgumentException("The ciphertext is 16 bytes longer than the message.", nameof(ciphertext));
        SodiumLibrary.Initialize();
        if (Sodium.XChaChaEncrypt(ciphertext, 0, message, (ulong)message.Length, associatedData, (ulong)associatedData.Length, 0, nonce, key) != 0)
            throw new InvalidOperationException("crypto_aead_xchacha20poly1305_ietf_encrypt failed.");
    }

    /// <summary>Decrypts and authenticates.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="nonce">24 bytes.</param>
    /// <param name="ciphertext">Ciphertext followed by its tag.</param>
    /// <param name="associatedData">The bytes given at encryption.</param>
    /// <param name="message">Receives ciphertext length − 16 bytes; zeroed when the result is false.</param>
    /// <returns>False when the ciphertext is too short or was not made with this key, nonce and data.</returns>
    /// <exception cref="ArgumentException">The length of the key, the nonce or the message buffer is wrong.</exception>
    public static bool TryDecrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> associatedData, Span<byte> message)
    {
        CheckKeyAndNonce(key, nonce);
        if (ciphertext.Length < TagSize)
            return false;
        if (message.Length != ciphertext.Length - TagSize)
            throw new ArgumentException("The message is 16 bytes shorter than the ciphertext.", nameof(message));
        SodiumLibrary.Initialize();
        if (Sodium.XChaChaDecrypt(message, 0, 0, ciphertext, (ulong)ciphertext.Length, associatedData, (ulong)associatedData.Length, nonce, key) == 0)
            return true;
        message.Clear();
        return false;
    }

    private static void CheckKeyAndNonce(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce)
    {
        if (key.Length != KeySize)
            throw new ArgumentException("The key has 32 bytes.", nameof(key));
        if (nonce.Length != NonceSize)
            throw new ArgumentException("The nonce has 24 bytes.", nameof(nonce));
    }
}
