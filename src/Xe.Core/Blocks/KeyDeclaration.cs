using System.Globalization;
using Xe.Core.Json;
using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>The rule that the first block of a single-key account declares its key and no other block does (spec 01 §8.4,
/// 03 §6.1).</summary>
internal static class KeyDeclaration
{
    /// <summary>Null where the rule is kept; then <paramref name="key"/> is the declared key, if any.</summary>
    /// <param name="wire">The block.</param>
    /// <param name="account">Its account, decoded.</param>
    /// <param name="accountText">The account as messages show it, and as it is compared with the derived address; null = the
    /// decoded one.</param>
    /// <param name="key">The declared key.</param>
    internal static Rejection? Check(WireBlock wire, Address account, string? accountText, out PublicKey? key)
    {
        key = null;
        if (wire.Signatures.Count > 0)
            return wire.PubKey.Length == 0 ? null : new Rejection("pub_key_not_allowed", "multisig block must not declare pub_key");
        if (wire.Previous != "0")
            return wire.PubKey.Length == 0 ? null : new Rejection("pub_key_not_allowed", "non-open block must not declare pub_key");
        if (wire.PubKey.Length == 0)
            return new Rejection("pub_key_missing", "open block must declare pub_key");
        if (!PublicKey.TryParse(wire.PubKey, out PublicKey declared))
            return new Rejection("pub_key_invalid", "invalid pub_key: " + DeriveFault(wire.PubKey));
        Address derived = Address.FromPublicKey(declared);
        if (derived != account || (accountText is not null && accountText != derived.ToString()))
        {
            return new Rejection("pub_key_not_of_account",
                $"pub_key does not derive account address: derived {derived}, account {accountText ?? account.ToString()}");
        }
        key = declared;
        return null;
    }

    /// <summary>The text for a key that does not derive an address.</summary>
    internal static string DeriveFault(string pubKey) => GoText.HexError(pubKey) is { } fault
        ? "derive address: invalid public key hex: " + fault
        : string.Create(CultureInfo.InvariantCulture, $"derive address: invalid public key length: got {pubKey.Length / 2}, want 32");
}
