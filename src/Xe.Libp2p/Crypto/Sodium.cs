using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xe.Libp2p.Crypto;

/// <summary>The few libsodium calls the stack needs. Lengths are checked here, before native code sees a pointer.</summary>
internal static partial class Sodium
{
    public const int SignatureBytes = 64;
    public const int KeyBytes = 32;
    public const int TagBytes = 16;
    public const int NonceBytes = 12;

    private const string Library = "libsodium";

    static Sodium()
    {
        if (NativeInit() < 0) throw new PlatformNotSupportedException("libsodium could not be initialised");
    }

    public static void SeedKeyPair(ReadOnlySpan<byte> seed, Span<byte> secret)
    {
        Require(seed.Length == KeyBytes && secret.Length == 64);
        Span<byte> publicKey = stackalloc byte[KeyBytes];
        NativeSeedKeyPair(publicKey, secret, seed);
    }

    public static void Sign(Span<byte> signature, ReadOnlySpan<byte> message, ReadOnlySpan<byte> secret)
    {
        Require(signature.Length == SignatureBytes && secret.Length == 64);
        NativeSign(ref MemoryMarshal.GetReference(signature), 0, in MemoryMarshal.GetReference(message), (ulong)message.Length, in MemoryMarshal.GetReference(secret));
    }

    public static bool Verify(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> message, ReadOnlySpan<byte> publicKey)
    {
        Require(signature.Length == SignatureBytes && publicKey.Length == KeyBytes);
        return NativeVerify(in MemoryMarshal.GetReference(signature), in MemoryMarshal.GetReference(message), (ulong)message.Length, in MemoryMarshal.GetReference(publicKey)) == 0;
    }

    public static void X25519Base(Span<byte> publicKey, ReadOnlySpan<byte> secret)
    {
        Require(publicKey.Length == KeyBytes && secret.Length == KeyBytes);
        NativeScalarMultBase(publicKey, secret);
    }

    /// <summary>False where the peer's key is of small order (the shared secret would be zero).</summary>
    public static bool X25519(Span<byte> shared, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> publicKey)
    {
        Require(shared.Length == KeyBytes && secret.Length == KeyBytes && publicKey.Length == KeyBytes);
        return NativeScalarMult(shared, secret, publicKey) == 0;
    }

    /// <summary>ChaCha20-Poly1305 (RFC 8439); <paramref name="sealed"/> takes the text and its tag. In place is allowed.</summary>
    public static void Encrypt(Span<byte> @sealed, ReadOnlySpan<byte> text, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> key)
    {
        Require(@sealed.Length == text.Length + TagBytes && nonce.Length == NonceBytes && key.Length == KeyBytes);
        NativeEncrypt(ref MemoryMarshal.GetReference(@sealed), 0, in MemoryMarshal.GetReference(text), (ulong)text.Length,
            in MemoryMarshal.GetReference(associated), (ulong)associated.Length, 0, in MemoryMarshal.GetReference(nonce), in MemoryMarshal.GetReference(key));
    }

    /// <summary>Reverse of <see cref="Encrypt"/>; false where the tag does not fit.</summary>
    public static bool Decrypt(Span<byte> text, ReadOnlySpan<byte> @sealed, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> key)
    {
        Require(@sealed.Length == text.Length + TagBytes && nonce.Length == NonceBytes && key.Length == KeyBytes);
        return NativeDecrypt(ref MemoryMarshal.GetReference(text), 0, 0, in MemoryMarshal.GetReference(@sealed), (ulong)@sealed.Length,
            in MemoryMarshal.GetReference(associated), (ulong)associated.Length, in MemoryMarshal.GetReference(nonce), in MemoryMarshal.GetReference(key)) == 0;
    }

    private static void Require(bool condition, [CallerArgumentExpression(nameof(condition))] string? text = null)
    {
        if (!condition) throw new ArgumentException(text);
    }

    [LibraryImport(Library, EntryPoint = "sodium_init")]
    private static partial int NativeInit();

    [LibraryImport(Library, EntryPoint = "crypto_sign_ed25519_seed_keypair")]
    private static partial int NativeSeedKeyPair(Span<byte> publicKey, Span<byte> secret, ReadOnlySpan<byte> seed);

    [LibraryImport(Library, EntryPoint = "crypto_sign_ed25519_detached")]
    private static partial int NativeSign(ref byte signature, nint lengthOut, in byte message, ulong length, in byte secret);

    [LibraryImport(Library, EntryPoint = "crypto_sign_ed25519_verify_detached")]
    private static partial int NativeVerify(in byte signature, in byte message, ulong length, in byte publicKey);

    [LibraryImport(Library, EntryPoint = "crypto_scalarmult_curve25519_base")]
    private static partial int NativeScalarMultBase(Span<byte> publicKey, ReadOnlySpan<byte> secret);

    [LibraryImport(Library, EntryPoint = "crypto_scalarmult_curve25519")]
    private static partial int NativeScalarMult(Span<byte> shared, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> publicKey);

    [LibraryImport(Library, EntryPoint = "crypto_aead_chacha20poly1305_ietf_encrypt")]
    private static partial int NativeEncrypt(ref byte @sealed, nint lengthOut, in byte text, ulong length, in byte associated, ulong associatedLength, nint secretNonce, in byte nonce, in byte key);

    [LibraryImport(Library, EntryPoint = "crypto_aead_chacha20poly1305_ietf_decrypt")]
    private static partial int NativeDecrypt(ref byte text, nint lengthOut, nint secretNonce, in byte @sealed, ulong sealedLength, in byte associated, ulong associatedLength, in byte nonce, in byte key);
}
