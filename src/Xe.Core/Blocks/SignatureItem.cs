using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Xe.Core.Crypto;
using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>One signature of a batch: 64 bytes over a block hash.</summary>
/// <param name="key">Signer.</param>
/// <param name="message">The signed hash.</param>
/// <param name="signature">64 bytes.</param>
public readonly struct SignatureItem(PublicKey key, Hash256 message, ReadOnlyMemory<byte> signature) : IEd25519Item
{
    private readonly PublicKey _key = key;
    private readonly Hash256 _message = message;

    /// <summary>Signer.</summary>
    public PublicKey Key => _key;

    /// <summary>The signed hash.</summary>
    public Hash256 Message => _message;

    /// <summary>64 bytes.</summary>
    public ReadOnlyMemory<byte> Signature => signature;

    [UnscopedRef]
    ReadOnlySpan<byte> IEd25519Item.PublicKey => MemoryMarshal.AsBytes(new ReadOnlySpan<PublicKey>(in _key));

    [UnscopedRef]
    ReadOnlySpan<byte> IEd25519Item.Message => MemoryMarshal.AsBytes(new ReadOnlySpan<Hash256>(in _message));

    ReadOnlySpan<byte> IEd25519Item.Signature => signature.Span;
}
