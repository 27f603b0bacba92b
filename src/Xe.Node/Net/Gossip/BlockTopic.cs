using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Core.Work;
using Xe.Libp2p.Pubsub;

namespace Xe.Node.Net.Gossip;

/// <summary>Validator of <c>xe/blocks</c> (spec 06 §7.5): no account signature, no ledger. Rejects only what no version could
/// have sent honestly; a hash that does not recompute may be a newer format and is ignored.</summary>
internal sealed class BlockTopic(BlockDecoder decoder)
{
    private const int HexLength = 64;
    private const int SignatureLength = 128;

    /// <summary>Judges a message.</summary>
    /// <param name="data">The payload.</param>
    /// <param name="block">The block for the ledger, where this node understands all of it; null where it only relays.</param>
    public ValidationResult Validate(ReadOnlySpan<byte> data, out Block? block)
    {
        block = null;
        bool isStrict = BlockMessage.TryRead(data, refuseUnknown: true, out WireBlock? wire);
        if (!isStrict && !BlockMessage.TryRead(data, refuseUnknown: false, out wire))
            return ValidationResult.Reject;
        if (!IsHex(wire!.Hash) || !IsHex(wire.Account))
            return ValidationResult.Reject;
        if (wire.Signature.Length != SignatureLength && wire.Signatures.Count == 0)
            return ValidationResult.Reject;
        bool isDecoded = decoder.TryDecode(wire, out Block? decoded, out Rejection? rejection);
        if (!isDecoded && !rejection!.Code.StartsWith("pub_key", StringComparison.Ordinal))
            return ValidationResult.Ignore;
        // The declaration of the key is the ledger's matter: the hash did recompute.
        if (!Hash256.TryParse(wire.Hash, out Hash256 hash)
            || !WorkValidator.IsValid(wire.PowNonce, hash.Value.Span, decoder.Rules.WorkDifficulty))
        {
            return ValidationResult.Reject;
        }
        // Multisig blocks are taken in too: the reference leaves them to sync, which only costs time (spec 01 §20.5).
        block = isStrict && isDecoded ? decoded : null;
        return ValidationResult.Accept;
    }

    private static bool IsHex(string text) => text.Length == HexLength && Bytes32.TryParse(text, out _);
}
