using Xe.Core.Primitives;
using Xe.Core.Records;

namespace Xe.Core.StateChain;

/// <summary>The signature rule of state-chain blocks (spec 11 §4.1): every entry must be a distinct member's valid signature,
/// and there must be enough of them.</summary>
public static class StateMultisig
{
    private const int ShownKeyCharacters = 12;

    /// <summary>Null where the block's signatures satisfy the keyset.</summary>
    /// <param name="block">The block.</param>
    /// <param name="hash">Its verified hash: the signed message.</param>
    /// <param name="keys">Members, compared as exact text.</param>
    /// <param name="threshold">Signatures needed.</param>
    /// <param name="isOracle">Which wording the texts use.</param>
    public static Rejection? Check(StateBlock block, Hash256 hash, IReadOnlyList<string> keys, long threshold, bool isOracle) =>
        Check(block, hash, keys, threshold, isOracle, verified: null);

    // verified: results computed before, by position, so that a replay can spread them over the cores.
    internal static Rejection? Check(
        StateBlock block, Hash256 hash, IReadOnlyList<string> keys, long threshold, bool isOracle, bool[]? verified)
    {
        IReadOnlyList<StateSignature> signatures = block.Signatures ?? [];
        if (signatures.Count == 0)
            return new Rejection("state_unsigned", "no signatures");
        HashSet<string> seen = new(StringComparer.Ordinal);
        HashSet<string> members = new(keys, StringComparer.Ordinal);
        for (int i = 0; i < signatures.Count; i++)
        {
            StateSignature entry = signatures[i];
            if (!seen.Add(entry.PublicKey))
                return new Rejection("state_duplicate_signer", $"duplicate signer: {Shown(entry)}");
            if (!members.Contains(entry.PublicKey))
                return new Rejection("state_foreign_signer", $"signer {Shown(entry)} not in {(isOracle ? "oracle keyset" : "keyset")}");
            if (verified is not null && verified[i])
                continue;
            if (TextSignature.Check(entry.PublicKey, hash.Value.Span, entry.Signature) is { } fault)
                return new Rejection("state_bad_signature", $"sig from {Shown(entry)}: {fault.Text}");
        }
        return signatures.Count >= threshold
            ? null
            : new Rejection("state_insufficient", $"insufficient {(isOracle ? "oracle " : "")}signatures: got {signatures.Count}, need {threshold}");
    }

    // A key of remote origin may be of any length.
    private static string Shown(StateSignature entry) =>
        entry.PublicKey.Length > ShownKeyCharacters ? entry.PublicKey[..ShownKeyCharacters] : entry.PublicKey;
}
