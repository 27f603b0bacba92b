using System.Diagnostics.CodeAnalysis;
using Xe.Core.Blocks;
using Xe.Core.Json;
using Xe.Core.Primitives;

namespace Xe.Core.Genesis;

/// <summary>The ledger genesis: block 0 of the treasury account, hashed without a network id (spec 02 §3, 03 §15.1).</summary>
public static class LedgerGenesis
{
    /// <summary>The supply every network starts with, micro-XE.</summary>
    public const ulong Supply = 42_000_000_000_000;

    private static readonly BlockDecoder Decoder = new("", NetworkRules.Public);

    /// <summary>Reads a document without judging it: "genesis: empty genesis document" or "parse genesis: …".</summary>
    public static bool TryParse(
        ReadOnlySpan<byte> document, [NotNullWhen(true)] out WireBlock? genesis, [NotNullWhen(false)] out Rejection? rejection)
    {
        genesis = null;
        rejection = document.IsEmpty ? new Rejection("genesis_empty", "genesis: empty genesis document") : null;
        if (rejection is null && !BlockJson.TryRead(document, BlockJsonOptions.Document, out genesis, out string? error))
            rejection = new Rejection("genesis_json", "parse genesis: " + error);
        return rejection is null;
    }

    /// <summary>The rules of spec 02 §3.3 in order, texts prefixed "genesis: ". Nothing is lower-cased. The typed block on
    /// success.</summary>
    public static bool TryValidate(
        WireBlock genesis, [NotNullWhen(true)] out Block? block, [NotNullWhen(false)] out Rejection? rejection)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        block = null;
        rejection = CheckMembers(genesis) ?? CheckRepresentative(genesis) ?? CheckTiming(genesis.Timing ?? LeaseTiming.Default)
            ?? CheckSeal(genesis);
        if (rejection is null)
            Decoder.TryDecode(genesis, out block, out rejection);
        rejection = rejection?.Prefixed("genesis: ");
        return rejection is null;
    }

    /// <summary>Lease timing rules on effective values (spec 02 §3.3 item 9), without a prefix. Null where they hold.</summary>
    public static Rejection? CheckTiming(LeaseTiming pinned)
    {
        ArgumentNullException.ThrowIfNull(pinned);
        LeaseTiming timing = pinned.WithDefaults();
        if (timing.MinDurationSecs < 1)
            return Timing($"lease_min_duration_secs ({timing.MinDurationSecs}) must be at least 1");
        if (timing.SettleGraceNs <= 0)
            return Timing($"lease_settle_grace_ns ({timing.SettleGraceNs}) must be positive");
        if (timing.MaxAttestationSkewNs <= 0)
            return Timing($"max_attestation_skew_ns ({timing.MaxAttestationSkewNs}) must be positive");
        Int128 twiceSkew = 2 * (Int128)timing.MaxAttestationSkewNs;
        if (timing.ForceSettleGapNs <= twiceSkew)
            return Timing($"lease_force_settle_gap_ns ({timing.ForceSettleGapNs}) must exceed 2×max_attestation_skew_ns ({twiceSkew})");
        Int128 windows = (Int128)timing.SettleGraceNs + timing.ForceSettleGapNs;
        if (timing.EscrowExpiryNs <= windows)
            return Timing($"lease_escrow_expiry_ns ({timing.EscrowExpiryNs}) must exceed lease_settle_grace_ns + lease_force_settle_gap_ns ({windows})");
        return timing.ArchiveGapNs <= 0 ? Timing($"lease_archive_gap_ns ({timing.ArchiveGapNs}) must be positive") : null;
    }

    private static Rejection? CheckMembers(WireBlock genesis)
    {
        if (genesis.Type != "genesis")
            return new Rejection("genesis_type", $"type must be \"genesis\", got {GoQuote.Quote(genesis.Type)}");
        if (genesis.Previous != "0")
            return new Rejection("genesis_previous", "previous must be \"0\"");
        if (genesis.Timestamp != 0)
            return new Rejection("genesis_timestamp", "timestamp must be 0");
        if (genesis.Asset != "XE")
            return new Rejection("genesis_asset", $"asset must be \"XE\", got {GoQuote.Quote(genesis.Asset)}");
        if (genesis.Balance != Supply)
            return new Rejection("genesis_balance", $"balance must be {Supply}, got {genesis.Balance}");
        return genesis.Account.Length == 0 ? new Rejection("genesis_account", "account must not be empty") : null;
    }

    // Without delegated weight nothing ever becomes final while everything looks healthy (spec 02 §3.3).
    private static Rejection? CheckRepresentative(WireBlock genesis)
    {
        string representative = genesis.Representative;
        string? fault = null;
        if (representative.Length == 0)
            fault = "is required — without delegated weight no block ever becomes final";
        else if (!Address.TryParse(representative, out Address address))
            fault = $"must be 64 hex characters (32-byte account address), got {GoQuote.Quote(representative)}";
        else if (address.IsZero)
            fault = "must not be the all-zero address — weight delegated to nobody can never vote";
        else if (string.Equals(representative, genesis.PubKey, StringComparison.OrdinalIgnoreCase))
            fault = "is the genesis PUBLIC KEY, not an account address — nobody can vote with that weight";
        return fault is null ? null : new Rejection("genesis_representative", "representative " + fault);
    }

    // Stage A of spec 01 §8.6 with an empty network id, all texts compared as they stand.
    private static Rejection? CheckSeal(WireBlock genesis)
    {
        if (!BlockEncoding.TryEncode(genesis, "", claimEnabled: false, asItStands: true, out EncodedBlock? encoded, out Rejection? rejection))
            return rejection.Prefixed("verify: HashBlock: ");
        if (encoded.Hash.ToString() != genesis.Hash)
            return new Rejection("hash_mismatch", $"hash mismatch: got {genesis.Hash}, want {encoded.Hash}");
        rejection = KeyDeclaration.Check(genesis, Address.Parse(genesis.Account), genesis.Account, out PublicKey? key);
        if (rejection is not null)
            return rejection;
        return key is { } declared
            ? StatelessCheck.CheckSignature(declared, encoded.Hash, SignatureText.FromText(genesis.Signature))
            : new Rejection("genesis_multisig", "a genesis block is signed by a single key");
    }

    private static Rejection Timing(string text) => new("genesis_timing", text);
}
