using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>One signature of a batch: 64 bytes over a block hash.</summary>
/// <param name="Key">Signer.</param>
/// <param name="Message">The signed hash.</param>
/// <param name="Signature">64 bytes.</param>
public readonly record struct SignatureItem(PublicKey Key, Hash256 Message, ReadOnlyMemory<byte> Signature);
