using Xe.Core.Blocks;
using Xe.Core.Ledger.Rules;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger;

/// <summary>Whether a block was signed by whoever may sign for its account (spec 03 §6.2). Reads live state only. The
/// declaration rule (§6.1) is a pure function of the block and was checked when the block was decoded.</summary>
internal static class Credentials
{
    /// <summary>Null = properly signed. <paramref name="verifiedKey"/> names the key a single signature was already verified
    /// with outside the gate; an address determines its key, so the result stays true.</summary>
    public static Rejection? Check(Block block, AccountState? account, PublicKey? verifiedKey)
    {
        if (block.Signatures.Count > 0)
            return CheckMultisig(block, account);
        if (account?.Keyset is not null)
            return Checks.Reject("multisig_required", "multisig account requires signatures");
        PublicKey? key = block.IsOpen ? block.PubKey : account?.Key;
        if (key is not { } known)
            return Checks.Reject("unopened_account", $"signature: unopened account {block.Account.Short} has no declared public key");
        return known == verifiedKey ? null : StatelessCheck.CheckSignature(known, block.Hash, block.Signature)?.Prefixed("signature: ");
    }

    private static Rejection? CheckMultisig(Block block, AccountState? account)
    {
        Keyset? keyset = block.Type == BlockType.MultisigOpen ? block.Keyset : account?.Keyset;
        if (keyset is null)
        {
            return account is null
                ? Checks.Reject("unopened_account",
                    $"block has signatures but multisig keyset is not known: unopened account {block.Account.Short} (multisig_open not yet synced)")
                : Checks.Reject("not_multisig", "block has signatures but account is not multisig");
        }
        var members = new Dictionary<string, PublicKey>(keyset.Keys.Count, StringComparer.Ordinal);
        foreach (PublicKey key in keyset.Keys)
            members.TryAdd(key.ToString(), key);
        Rejection? refused = IsSpending(block.Type) ? FullThreshold(block, keyset, members) : AnyMember(block, members);
        return refused?.Prefixed("multisig: ");
    }

    private static Rejection? FullThreshold(Block block, Keyset keyset, Dictionary<string, PublicKey> members)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (BlockSignature entry in block.Signatures)
        {
            string twelve = entry.PublicKey.Length > 12 ? entry.PublicKey[..12] : entry.PublicKey;
            if (!seen.Add(entry.PublicKey))
                return Checks.Reject("multisig_duplicate_signer", $"duplicate signer: {twelve}");
            if (!members.TryGetValue(entry.PublicKey, out PublicKey key))
                return Checks.Reject("multisig_unknown_signer", $"signer {twelve} not in keyset");
            if (StatelessCheck.CheckSignature(key, block.Hash, entry.Signature) is { } bad)
                return bad.Prefixed($"sig from {twelve}: ");
        }
        return seen.Count < keyset.Threshold
            ? Checks.Reject("multisig_insufficient", $"insufficient signatures: got {seen.Count}, need {keyset.Threshold}")
            : null;
    }

    private static Rejection? AnyMember(Block block, Dictionary<string, PublicKey> members)
    {
        foreach (BlockSignature entry in block.Signatures)
        {
            if (members.TryGetValue(entry.PublicKey, out PublicKey key) && StatelessCheck.CheckSignature(key, block.Hash, entry.Signature) is null)
                return null;
        }
        return Checks.Reject("multisig_no_member", "no valid signature from any keyset member");
    }

    // Types that need the full threshold (spec 01 §8.6); burn because it destroys value for good. claim only ever credits.
    private static bool IsSpending(BlockType type) => type is BlockType.Send or BlockType.Burn or BlockType.Lease
        or BlockType.Mint or BlockType.MultisigOpen or BlockType.MultisigUpdate;
}
