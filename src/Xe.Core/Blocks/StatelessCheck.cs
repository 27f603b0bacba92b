using System.Globalization;
using Xe.Core.Crypto;
using Xe.Core.Json;
using Xe.Core.Primitives;
using Xe.Core.Work;

namespace Xe.Core.Blocks;

/// <summary>The checks of a decoded block that need no ledger state: the signature of an opening block and the work, after
/// what <see cref="BlockDecoder"/> checked (spec 03 §5 steps 3d–5, 01 §9.2). Thread-safe.</summary>
public static class StatelessCheck
{
    /// <summary>Furthest a live block's timestamp may lie from the clock, ns (spec 01 §9.2 step 6).</summary>
    public const long TimestampWindowNs = 3_600_000_000_000;

    /// <summary>Decodes and checks a block: everything of spec 03 §5 steps 0–4. Null where it passes.</summary>
    /// <param name="wire">The block as received.</param>
    /// <param name="decoder">Network and rules.</param>
    /// <param name="block">The typed block, where it passes.</param>
    public static Rejection? Run(WireBlock wire, BlockDecoder decoder, out Block? block)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        if (!decoder.TryDecode(wire, out block, out Rejection? rejection))
            return rejection;
        rejection = Check(block, decoder.Rules);
        if (rejection is not null)
            block = null;
        return rejection;
    }

    /// <summary>Signature of an opening single-key block, then work. Null where both hold.</summary>
    public static Rejection? Check(Block block, NetworkRules rules)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(rules);
        return CheckOpenSignature(block)?.Prefixed("verify: ") ?? CheckWork(block, rules.WorkDifficulty);
    }

    /// <summary>Null where the block is not an opening one of a single key, or its signature holds.</summary>
    public static Rejection? CheckOpenSignature(Block block) =>
        OpenKey(block) is { } key ? CheckSignature(key, block.Hash, block.Signature) : null;

    /// <summary>The key an opening single-key block declares: the one its signature is checked with before any state is
    /// known; null for every other block.</summary>
    public static PublicKey? OpenKey(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return block.Signatures.Count == 0 && block.IsOpen ? block.PubKey : null;
    }

    /// <summary>One signature over a block hash: null, or "invalid signature hex: …", "invalid signature length: …",
    /// "signature verification failed" (spec 01 §8.3).</summary>
    public static Rejection? CheckSignature(PublicKey key, Hash256 hash, SignatureText signature) =>
        CheckShape(signature) ?? (Ed25519.Verify(key.Value.Span, hash.Value.Span, signature.Bytes) ? null : SignatureFailed);

    /// <summary>Null where a signature member has 64 bytes.</summary>
    public static Rejection? CheckShape(SignatureText signature)
    {
        if (signature.IsInvalidHex)
            return new Rejection("signature_invalid", "invalid signature hex: " + GoText.HexError(signature.ToString()));
        return signature.Bytes.Length == Ed25519.SignatureSize
            ? null
            : new Rejection("signature_invalid", string.Create(CultureInfo.InvariantCulture,
                $"invalid signature length: got {signature.Bytes.Length}, want {Ed25519.SignatureSize}"));
    }

    /// <summary>"invalid proof of work" where the nonce does not reach the difficulty; 0 accepts every nonce.</summary>
    public static Rejection? CheckWork(Block block, ulong difficulty)
    {
        ArgumentNullException.ThrowIfNull(block);
        return WorkValidator.IsValid(block.PowNonce, block.Hash.Value.Span, difficulty) ? null : WorkFailed;
    }

    /// <summary>The clock window of live blocks; blocks from sync are not asked (spec 03 §5 step 5).</summary>
    /// <param name="timestamp">The block's timestamp, Unix ns.</param>
    /// <param name="now">The clock, Unix ns.</param>
    public static Rejection? CheckTimestamp(long timestamp, long now)
    {
        if (timestamp < 0)
            return new Rejection("timestamp_negative", "block timestamp must not be negative");
        Int128 delta = Int128.Abs((Int128)timestamp - now);
        return delta <= TimestampWindowNs
            ? null
            : new Rejection("timestamp_out_of_range", "block timestamp out of range: delta=" + GoText.Duration((long)Int128.Min(delta, long.MaxValue)));
    }

    internal static Rejection SignatureFailed { get; } = new("signature_invalid", "signature verification failed");

    private static Rejection WorkFailed { get; } = new("work_invalid", "invalid proof of work");
}
