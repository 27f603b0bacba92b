using System.Globalization;
using Xe.Core.Json;
using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>Canonical bytes and auxiliary hash input of a block as JSON gave it, with the failures of spec 01 §4.5 in their
/// order. Hex of either case gives the same bytes, so nothing is lower-cased first, except the declared key, whose text is
/// hashed.</summary>
internal static class WireEncoder
{
    /// <summary>Appends the canonical bytes (spec 01 §4). Null, or the failure with the prefix "MarshalBlock: ".</summary>
    internal static Rejection? AppendCanonical(WireBlock wire, bool claimEnabled, ref ByteBuffer output, out BlockType type)
    {
        type = default;
        if (BlockTypeNames.Parse(wire.Type) is not { } known || (known == BlockType.Claim && !claimEnabled))
            return Refuse("unknown_type", $"unknown block type {GoQuote.Quote(wire.Type)}");
        type = known;
        if (wire.Memo.Length > 0)
        {
            if (!BlockShape.HasMemo(type))
                return Refuse("memo_not_allowed", $"memo not allowed on {wire.Type} blocks");
            if (Memo.Check(wire.Memo) is { } memo)
                return memo.Prefixed("MarshalBlock: ");
        }
        if (!Asset.TryCreate(wire.Asset, out Asset asset, out int assetLength))
            return Refuse("asset_too_long", string.Create(CultureInfo.InvariantCulture, $"asset too long: {assetLength} bytes (max {Asset.MaxBytes})"));
        output.Append(0x02);
        output.Append((byte)type);
        output.AppendUInt64(asset.HeaderBytes);
        if (AppendHex(wire.Account, "account", ref output) is { } account)
            return account;
        if (AppendPrevious(wire.Previous, ref output) is { } previous)
            return previous;
        output.AppendUInt64(wire.Balance);
        output.AppendInt64(wire.Timestamp);
        if (AppendTail(wire, type, ref output) is { } tail)
            return tail;
        if (AppendOptionalHex(wire.Representative, "representative", ref output) is { } representative)
            return representative;
        return AppendSections(wire, type, ref output);
    }

    /// <summary>Appends the auxiliary hash input (spec 01 §5). Null, or a refusal where its order is undefined.</summary>
    /// <param name="wire">The block.</param>
    /// <param name="type">Its type.</param>
    /// <param name="asItStands">True to take the block without normalisation: the declared key in its given case, and
    /// attestations that its type does not keep.</param>
    /// <param name="output">Receives the bytes.</param>
    internal static Rejection? AppendAux(WireBlock wire, BlockType type, bool asItStands, ref ByteBuffer output)
    {
        AuxEncoder.AppendPubKey(asItStands ? wire.PubKey : Lower(wire.PubKey), ref output);
        if (!BlockShape.HasLeaseSection(type))
            return null;
        IReadOnlyList<TimekeeperAttestation> attestations = asItStands || BlockShape.KeepsAttestations(type) ? wire.Attestations : [];
        return AuxEncoder.AppendLease(wire.CertificateHash, attestations, ref output)
            ? null
            : new Rejection("hash_mismatch",
                $"hash mismatch: got {wire.Hash.ToLowerInvariant()}, want none: more than {AuxEncoder.StableSortLimit} attestations with repeated keys have no portable order");
    }

    private static string Lower(string text) => text.AsSpan().ContainsAnyInRange('A', 'Z') ? text.ToLowerInvariant() : text;

    private static Rejection? AppendPrevious(string previous, ref ByteBuffer output)
    {
        if (previous == "0")
        {
            output.Take(Bytes32.Size).Clear();
            return null;
        }
        int at = output.Length;
        if (AppendHex(previous, "previous", ref output) is { } fault)
            return fault;
        // 64 zeros have the bytes of "0" without being an opening (spec 03 §20).
        return output.Written[at..].ContainsAnyExcept((byte)0)
            ? null
            : Refuse("invalid_previous", "previous must be \"0\" for the first block of an account, not 64 zeros");
    }

    private static Rejection? AppendTail(WireBlock wire, BlockType type, ref ByteBuffer output)
    {
        if (BlockShape.HasKeyset(type))
            return AppendKeyset(wire.Keyset, ref output);
        Rejection? fault = BlockShape.HasDestination(type) ? AppendHex(wire.Destination, "destination", ref output)
            : BlockShape.HasSource(type) ? AppendHex(wire.Source, "source", ref output)
            : null;
        if (fault is not null)
            return fault;
        if (BlockShape.HasAmount(type))
            output.AppendUInt64(wire.Amount);
        if (type == BlockType.Lease)
        {
            output.AppendUInt64(wire.Vcpus);
            output.AppendUInt64(wire.MemoryMb);
            output.AppendUInt64(wire.DiskGb);
            output.AppendUInt64(wire.Duration);
            return AppendOptionalHex(wire.AccessPubKey, "access_pub_key", ref output);
        }
        if (type == BlockType.LeaseRenew)
            output.AppendUInt64(wire.Duration);
        if (type is BlockType.LeaseAccept or BlockType.LeaseRenew)
        {
            output.AppendUInt64(wire.LockedR);
            output.AppendUInt64(wire.LockedPayoutCap);
            output.AppendUInt64(wire.LockedTwapMilli);
        }
        return null;
    }

    private static Rejection? AppendSections(WireBlock wire, BlockType type, ref ByteBuffer output)
    {
        if (BlockShape.HasMemo(type))
        {
            output.Append(0);
            int at = output.Length;
            output.AppendUtf8(wire.Memo);
            output.WrittenMutable[at - 1] = (byte)(output.Length - at);
        }
        if (!wire.HasTiming)
            return null;
        if (type != BlockType.Genesis)
            return Refuse("timing_not_allowed", $"lease-timing fields not allowed on {wire.Type} blocks");
        output.AppendUInt64(wire.LeaseMinDurationSecs);
        output.AppendInt64(wire.LeaseSettleGraceNs);
        output.AppendInt64(wire.LeaseForceSettleGapNs);
        output.AppendInt64(wire.LeaseEscrowExpiryNs);
        output.AppendInt64(wire.LeaseArchiveGapNs);
        output.AppendInt64(wire.MaxAttestationSkewNs);
        return null;
    }

    private static Rejection? AppendKeyset(WireKeyset? keyset, ref ByteBuffer output)
    {
        if (keyset is null)
            return Refuse("keyset_missing", "keyset is nil");
        output.AppendUInt32(unchecked((uint)keyset.Threshold));
        output.AppendUInt32((uint)keyset.Keys.Count);
        int at = output.Length;
        foreach (string key in keyset.Keys)
        {
            if (!Hex.TryDecode(key, output.Take(Bytes32.Size)))
                return FirstKeyFault(keyset);
        }
        KeysetEncoding.Sort(output.WrittenMutable[at..]);
        return null;
    }

    // Keys are taken in the order of their texts, so that is where the first fault is looked for.
    private static Rejection FirstKeyFault(WireKeyset keyset)
    {
        string[] keys = [.. keyset.Keys.Select(key => key.ToLowerInvariant())];
        Array.Sort(keys, StringComparer.Ordinal);
        foreach (string key in keys)
        {
            if (HexFault(key, "key") is { } fault)
                return Refuse("invalid_keyset_key", fault);
        }
        throw new InvalidOperationException("a key failed to decode that is well-formed");
    }

    private static Rejection? AppendOptionalHex(string text, string member, ref ByteBuffer output)
    {
        if (text.Length > 0)
            return AppendHex(text, member, ref output);
        output.Take(Bytes32.Size).Clear();
        return null;
    }

    private static Rejection? AppendHex(string text, string member, ref ByteBuffer output) =>
        Hex.TryDecode(text, output.Take(Bytes32.Size)) ? null : Refuse("invalid_" + member, HexFault(text, member)!);

    private static string? HexFault(string text, string member)
    {
        if (GoText.HexError(text) is { } fault)
            return $"invalid {member} hex: {fault}";
        return text.Length == Bytes32.Size * 2
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{member} must be 32 bytes, got {text.Length / 2}");
    }

    private static Rejection Refuse(string code, string text) => new(code, "MarshalBlock: " + text);
}
