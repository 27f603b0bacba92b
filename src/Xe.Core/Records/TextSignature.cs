using Xe.Core.Crypto;
using Xe.Core.Primitives;

namespace Xe.Core.Records;

/// <summary>Ed25519 where key and signature travel as hex text (spec 01 §8.3).</summary>
public static class TextSignature
{
    /// <summary>Null where the signature holds; else the texts of spec 01 §8.3: a hex or length fault, or "signature
    /// verification failed".</summary>
    public static Rejection? Check(string publicKey, ReadOnlySpan<byte> message, string signature)
    {
        ArgumentNullException.ThrowIfNull(publicKey);
        ArgumentNullException.ThrowIfNull(signature);
        Span<byte> key = stackalloc byte[Ed25519.PublicKeySize];
        if (HexText.Decode(publicKey, key, "public key") is { } keyFault)
            return new Rejection("invalid_public_key", keyFault);
        Span<byte> bytes = stackalloc byte[Ed25519.SignatureSize];
        if (HexText.Decode(signature, bytes, "signature") is { } signatureFault)
            return new Rejection("invalid_signature", signatureFault);
        return Ed25519.Verify(key, message, bytes)
            ? null
            : new Rejection("invalid_signature", "signature verification failed");
    }

    /// <summary>True where the signature holds; without a text, for paths that only count.</summary>
    public static bool Holds(string publicKey, ReadOnlySpan<byte> message, string signature)
    {
        ArgumentNullException.ThrowIfNull(publicKey);
        ArgumentNullException.ThrowIfNull(signature);
        Span<byte> key = stackalloc byte[Ed25519.PublicKeySize];
        Span<byte> bytes = stackalloc byte[Ed25519.SignatureSize];
        return Hex.TryDecode(publicKey, key) && Hex.TryDecode(signature, bytes) && Ed25519.Verify(key, message, bytes);
    }

    /// <summary>Signs and gives 128 lower-case hex digits.</summary>
    /// <param name="seed">The 32-byte private seed.</param>
    /// <param name="message">The signed bytes.</param>
    public static string Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        Span<byte> signature = stackalloc byte[Ed25519.SignatureSize];
        Ed25519.Sign(seed, message, signature);
        return Hex.Encode(signature);
    }

    /// <summary>The public key of a seed.</summary>
    public static PublicKey KeyOf(ReadOnlySpan<byte> seed)
    {
        Span<byte> key = stackalloc byte[Ed25519.PublicKeySize];
        Ed25519.PublicKeyFromSeed(seed, key);
        return new PublicKey(key);
    }
}
