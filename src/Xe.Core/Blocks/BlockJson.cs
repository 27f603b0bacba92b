using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Xe.Core.Json;

namespace Xe.Core.Blocks;

/// <summary>Reads the JSON form of blocks (spec 01 §3). Never throws on bad input.</summary>
public static partial class BlockJson
{
    /// <summary>Reads one block.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="options">Trailing data, unknown members, length limit.</param>
    /// <param name="block">The block as given.</param>
    /// <param name="error">Why the text is no block.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8, BlockJsonOptions options, [NotNullWhen(true)] out WireBlock? block, [NotNullWhen(false)] out string? error)
    {
        block = null;
        if (utf8.Length > options.MaxBytes)
        {
            error = string.Create(CultureInfo.InvariantCulture, $"JSON text too long: {utf8.Length} bytes (max {options.MaxBytes})");
            return false;
        }
        if (!GoJsonReader.TryCreate(utf8, options.Trailing, options.RefuseUnknownMembers, out GoJsonReader reader, out error))
        {
            error ??= "invalid JSON";
            return false;
        }
        WireBlock read = new();
        Read(ref reader, read);
        error = reader.Error;
        if (error is not null)
            return false;
        block = read;
        return true;
    }

    /// <summary>Reads the value a reader stands before into a block: for wrappers such as <c>{"block":…}</c>. Faults are in
    /// the reader's <see cref="GoJsonReader.Error"/>.</summary>
    public static void Read(ref GoJsonReader reader, WireBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (!reader.BeginObject())
            return;
        while (reader.NextMember(out ReadOnlySpan<byte> name))
            ReadMember(ref reader, name, block);
    }

    private static void ReadMember(ref GoJsonReader reader, scoped ReadOnlySpan<byte> name, WireBlock block)
    {
        switch (name.Length)
        {
            case 4 when name.SequenceEqual("type"u8):
                block.Type = Text(ref reader, block.Type);
                return;
            case 4 when name.SequenceEqual("hash"u8):
                block.Hash = Text(ref reader, block.Hash);
                return;
            case 4 when name.SequenceEqual("memo"u8):
                block.Memo = Text(ref reader, block.Memo);
                return;
            case 5 when name.SequenceEqual("asset"u8):
                block.Asset = Text(ref reader, block.Asset);
                return;
            case 5 when name.SequenceEqual("vcpus"u8):
                block.Vcpus = Unsigned(ref reader, block.Vcpus);
                return;
            case 6 when name.SequenceEqual("amount"u8):
                block.Amount = Unsigned(ref reader, block.Amount);
                return;
            case 6 when name.SequenceEqual("source"u8):
                block.Source = Text(ref reader, block.Source);
                return;
            case 6 when name.SequenceEqual("keyset"u8):
                block.Keyset = ReadKeyset(ref reader, block.Keyset);
                return;
            case 7 when name.SequenceEqual("account"u8):
                block.Account = Text(ref reader, block.Account);
                return;
            case 7 when name.SequenceEqual("balance"u8):
                block.Balance = Unsigned(ref reader, block.Balance);
                return;
            case 7 when name.SequenceEqual("pub_key"u8):
                block.PubKey = Text(ref reader, block.PubKey);
                return;
            case 7 when name.SequenceEqual("disk_gb"u8):
                block.DiskGb = Unsigned(ref reader, block.DiskGb);
                return;
            case 8 when name.SequenceEqual("previous"u8):
                block.Previous = Text(ref reader, block.Previous);
                return;
            case 8 when name.SequenceEqual("duration"u8):
                block.Duration = Unsigned(ref reader, block.Duration);
                return;
            case 8 when name.SequenceEqual("locked_r"u8):
                block.LockedR = Unsigned(ref reader, block.LockedR);
                return;
            case 9 when name.SequenceEqual("timestamp"u8):
                block.Timestamp = Signed(ref reader, block.Timestamp);
                return;
            case 9 when name.SequenceEqual("signature"u8):
                block.Signature = Text(ref reader, block.Signature);
                return;
            case 9 when name.SequenceEqual("pow_nonce"u8):
                block.PowNonce = Unsigned(ref reader, block.PowNonce);
                return;
            case 9 when name.SequenceEqual("memory_mb"u8):
                block.MemoryMb = Unsigned(ref reader, block.MemoryMb);
                return;
            case 10 when name.SequenceEqual("signatures"u8):
                block.Signatures = ReadSignatures(ref reader);
                return;
            case 11 when name.SequenceEqual("destination"u8):
                block.Destination = Text(ref reader, block.Destination);
                return;
            case 12 when name.SequenceEqual("attestations"u8):
                block.Attestations = ReadAttestations(ref reader);
                return;
            default:
                ReadLongMember(ref reader, name, block);
                return;
        }
    }

    private static void ReadLongMember(ref GoJsonReader reader, scoped ReadOnlySpan<byte> name, WireBlock block)
    {
        if (name.SequenceEqual("representative"u8))
            block.Representative = Text(ref reader, block.Representative);
        else if (name.SequenceEqual("certificate_hash"u8))
            block.CertificateHash = Text(ref reader, block.CertificateHash);
        else if (name.SequenceEqual("access_pub_key"u8))
            block.AccessPubKey = Text(ref reader, block.AccessPubKey);
        else if (name.SequenceEqual("locked_payout_cap"u8))
            block.LockedPayoutCap = Unsigned(ref reader, block.LockedPayoutCap);
        else if (name.SequenceEqual("locked_twap_milli"u8))
            block.LockedTwapMilli = Unsigned(ref reader, block.LockedTwapMilli);
        else if (name.SequenceEqual("lease_min_duration_secs"u8))
            block.LeaseMinDurationSecs = Unsigned(ref reader, block.LeaseMinDurationSecs);
        else if (name.SequenceEqual("lease_settle_grace_ns"u8))
            block.LeaseSettleGraceNs = Signed(ref reader, block.LeaseSettleGraceNs);
        else if (name.SequenceEqual("lease_force_settle_gap_ns"u8))
            block.LeaseForceSettleGapNs = Signed(ref reader, block.LeaseForceSettleGapNs);
        else if (name.SequenceEqual("lease_escrow_expiry_ns"u8))
            block.LeaseEscrowExpiryNs = Signed(ref reader, block.LeaseEscrowExpiryNs);
        else if (name.SequenceEqual("lease_archive_gap_ns"u8))
            block.LeaseArchiveGapNs = Signed(ref reader, block.LeaseArchiveGapNs);
        else if (name.SequenceEqual("max_attestation_skew_ns"u8))
            block.MaxAttestationSkewNs = Signed(ref reader, block.MaxAttestationSkewNs);
        else
            reader.SkipUnknown();
    }

    // A second object goes into the first one; null takes the keyset away again (spec 01 §3.1 rule 3).
    private static WireKeyset? ReadKeyset(ref GoJsonReader reader, WireKeyset? earlier)
    {
        if (reader.Next == GoJsonToken.Null)
        {
            reader.Skip();
            return null;
        }
        WireKeyset keyset = earlier ?? new WireKeyset();
        if (!reader.BeginObject())
            return keyset;
        while (reader.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("keys"u8))
            {
                List<string> keys = [];
                reader.ReadStrings(ref keys);
                keyset.Keys = keys;
            }
            else if (name.SequenceEqual("threshold"u8))
            {
                keyset.Threshold = Signed(ref reader, keyset.Threshold);
            }
            else
            {
                reader.SkipUnknown();
            }
        }
        return keyset;
    }

    private static List<WireSignature> ReadSignatures(ref GoJsonReader reader)
    {
        List<WireSignature> signatures = [];
        if (!reader.BeginArray())
            return signatures;
        while (reader.NextElement())
        {
            string key = "", signature = "";
            if (reader.BeginObject())
            {
                while (reader.NextMember(out ReadOnlySpan<byte> name))
                {
                    if (name.SequenceEqual("public_key"u8))
                        reader.ReadString(ref key);
                    else if (name.SequenceEqual("signature"u8))
                        reader.ReadString(ref signature);
                    else
                        reader.SkipUnknown();
                }
            }
            signatures.Add(new WireSignature(key, signature));
        }
        return signatures;
    }

    private static List<TimekeeperAttestation> ReadAttestations(ref GoJsonReader reader)
    {
        List<TimekeeperAttestation> attestations = [];
        if (!reader.BeginArray())
            return attestations;
        while (reader.NextElement())
        {
            string key = "", signature = "";
            long timestamp = 0;
            if (reader.BeginObject())
            {
                while (reader.NextMember(out ReadOnlySpan<byte> name))
                {
                    if (name.SequenceEqual("public_key"u8))
                        reader.ReadString(ref key);
                    else if (name.SequenceEqual("timestamp"u8))
                        reader.ReadInt64(ref timestamp);
                    else if (name.SequenceEqual("signature"u8))
                        reader.ReadString(ref signature);
                    else
                        reader.SkipUnknown();
                }
            }
            attestations.Add(new TimekeeperAttestation(key, timestamp, signature));
        }
        return attestations;
    }

    private static string Text(ref GoJsonReader reader, string value)
    {
        reader.ReadString(ref value);
        return value;
    }

    private static ulong Unsigned(ref GoJsonReader reader, ulong value)
    {
        reader.ReadUInt64(ref value);
        return value;
    }

    private static long Signed(ref GoJsonReader reader, long value)
    {
        reader.ReadInt64(ref value);
        return value;
    }
}
