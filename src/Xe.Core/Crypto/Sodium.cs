using System.Runtime.InteropServices;

namespace Xe.Core.Crypto;

/// <summary>
/// The functions of libsodium that we call, one to one. Callers run <see cref="SodiumLibrary.Initialize"/> first
/// and check every length: the native side trusts them.
/// </summary>
internal static partial class Sodium
{
    [LibraryImport(SodiumLibrary.Name, EntryPoint = "sodium_init")]
    internal static partial int Init();

    [LibraryImport(SodiumLibrary.Name, EntryPoint = "crypto_sign_ed25519_seed_keypair")]
    internal static partial int SignSeedKeypair(Span<byte> publicKey, Span<byte> secretKey, ReadOnlySpan<byte> seed);

    [LibraryImport(SodiumLibrary.Name, EntryPoint = "crypto_sign_ed25519_detached")]
    internal static partial int SignDetached(Span<byte> signature, nint signatureLengthOut, ReadOnlySpan<byte> message, ulong messageLength, ReadOnlySpan<byte> secretKey);

    [LibraryImport(SodiumLibrary.Name, EntryPoint = "crypto_sign_ed25519_verify_detached")]
    internal static partial int SignVerifyDetached(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> message, ulong messageLength, ReadOnlySpan<byte> publicKey);

    [LibraryImport(SodiumLibrary.Name, EntryPoint = "crypto_generichash_blake2b")]
    internal static partial int Blake2b(Span<byte> digest, nuint digestLength, ReadOnlySpan<byte> message, ulong messageLength, ReadOnlySpan<byte> key, nuint keyLength);

    [LibraryImport(SodiumLibrary.Name, EntryPoint = "randombytes_buf")]
    internal static partial void RandomBytes(Span<byte> buffer, nuint length);

    [LibraryImport(SodiumLibrary.Name, EntryPoint = "crypto_pwhash")]
    internal static partial int PasswordHash(Span<byte> key, ulong keyLength, ReadOnlySpan<byte> password, ulong passwordLength, ReadOnlySpan<byte> salt, ulong operations, nuint memoryBytes, int algorithm);

    [LibraryImport(SodiumLibrary.Name, EntryPoint = "crypto_aead_xchacha20poly1305_ietf_encrypt")]
    internal static partial int XChaChaEncrypt(Span<byte> ciphertext, nint ciphertextLengthOut, ReadOnlySpan<byte> message, ulong messageLength, ReadOnlySpan<byte> associated, ulong associatedLength, nint unusedSecretNonce, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> key);

    [LibraryImport(SodiumLibrary.Name, EntryPoint = "crypto_aead_xchacha20poly1305_ietf_decrypt")]
    internal static partial int XChaChaDecrypt(Span<byte> message, nint messageLengthOut, nint unusedSecretNonce, ReadOnlySpan<byte> ciphertext, ulong ciphertextLength, ReadOnlySpan<byte> associated, ulong associatedLength, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> key);
}
