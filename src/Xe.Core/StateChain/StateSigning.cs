using Xe.Core.Primitives;
using Xe.Core.Records;

namespace Xe.Core.StateChain;

/// <summary>One signer's part of a block (spec 11 §1.4).</summary>
public static class StateSigning
{
    /// <summary>Signs the block's hash. Throws for a block whose hash member is not its hash: a signer must never sign what it
    /// did not compute.</summary>
    /// <param name="block">The proposal.</param>
    /// <param name="seed">The signer's 32-byte seed.</param>
    public static StateSignature Sign(StateBlock block, ReadOnlySpan<byte> seed)
    {
        if (StateBlockEncoding.VerifyHash(block, out Hash256 hash) is { } fault)
            throw new ArgumentException(fault.Text, nameof(block));
        return new StateSignature(TextSignature.KeyOf(seed).ToString(), TextSignature.Sign(seed, hash.Value.Span));
    }
}
