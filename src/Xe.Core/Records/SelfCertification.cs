using Xe.Core.Primitives;

namespace Xe.Core.Records;

/// <summary>The check every off-chain payload that names an account passes before its signature: the key it carries must
/// derive the account (spec 12 §1, 01 §8.2).</summary>
public static class SelfCertification
{
    /// <summary>Null where the key derives the account; else "missing public key", "missing account", "derive address: …" or
    /// "public key does not derive account …". Key hex may be of either case; the account is compared as text.</summary>
    public static Rejection? Check(string publicKey, string account)
    {
        ArgumentNullException.ThrowIfNull(publicKey);
        ArgumentNullException.ThrowIfNull(account);
        if (publicKey.Length == 0)
            return new Rejection("missing_public_key", "missing public key");
        if (account.Length == 0)
            return new Rejection("missing_account", "missing account");
        Span<byte> key = stackalloc byte[Bytes32.Size];
        if (HexText.Decode(publicKey, key, "public key") is { } fault)
            return new Rejection("invalid_public_key", "derive address: " + fault);
        string derived = Address.FromPublicKey(new PublicKey(key)).ToString();
        return derived == account
            ? null
            : new Rejection("key_not_of_account", $"public key does not derive account {account}");
    }
}
