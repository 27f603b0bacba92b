namespace Xe.Core.Crypto;

/// <summary>A signature over any message.</summary>
/// <param name="key">Public key, 32 bytes.</param>
/// <param name="message">The signed bytes.</param>
/// <param name="signature">64 bytes.</param>
public readonly struct Ed25519Item(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> signature) : IEd25519Item
{
    /// <inheritdoc />
    public ReadOnlySpan<byte> PublicKey => key.Span;

    /// <inheritdoc />
    public ReadOnlySpan<byte> Message => message.Span;

    /// <inheritdoc />
    public ReadOnlySpan<byte> Signature => signature.Span;
}
