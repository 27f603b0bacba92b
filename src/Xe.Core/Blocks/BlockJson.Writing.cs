using System.Buffers;
using System.Text;
using Xe.Core.Json;
using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

// The writers: members in the order of spec 01 §3.3, empty ones left out as its table says.
public static partial class BlockJson
{
    /// <summary>Writes the compact JSON form, without a line feed.</summary>
    public static void Write(WireBlock block, IBufferWriter<byte> output)
    {
        GoJsonWriter writer = new(output);
        Write(ref writer, block);
    }

    /// <summary>Writes the compact JSON form, without a line feed.</summary>
    public static void Write(Block block, IBufferWriter<byte> output)
    {
        GoJsonWriter writer = new(output);
        Write(ref writer, block);
    }

    /// <summary>The compact JSON form as text, for files and messages.</summary>
    public static string ToText(WireBlock block)
    {
        ArrayBufferWriter<byte> output = new(1024);
        Write(block, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Writes a block as a value of a larger text.</summary>
    public static void Write(ref GoJsonWriter writer, WireBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        writer.BeginObject();
        writer.String("type"u8, block.Type);
        writer.String("account"u8, block.Account);
        writer.String("previous"u8, block.Previous);
        writer.UInt64("balance"u8, block.Balance);
        writer.Int64("timestamp"u8, block.Timestamp);
        writer.String("asset"u8, block.Asset);
        writer.StringOmitEmpty("representative"u8, block.Representative);
        writer.StringOmitEmpty("destination"u8, block.Destination);
        writer.UInt64OmitZero("amount"u8, block.Amount);
        writer.StringOmitEmpty("source"u8, block.Source);
        writer.UInt64OmitZero("vcpus"u8, block.Vcpus);
        writer.UInt64OmitZero("memory_mb"u8, block.MemoryMb);
        writer.UInt64OmitZero("disk_gb"u8, block.DiskGb);
        writer.UInt64OmitZero("duration"u8, block.Duration);
        writer.StringOmitEmpty("access_pub_key"u8, block.AccessPubKey);
        if (block.HasTiming)
            Write(ref writer, block.Timing!);
        writer.StringOmitEmpty("memo"u8, block.Memo);
        if (block.Keyset is { } keyset)
        {
            writer.Name("keyset"u8);
            writer.BeginObject();
            writer.Name("keys"u8);
            writer.BeginArray();
            foreach (string key in keyset.Keys)
                writer.String(key);
            writer.EndArray();
            writer.Int64("threshold"u8, keyset.Threshold);
            writer.EndObject();
        }
        if (block.Signatures.Count > 0)
        {
            writer.Name("signatures"u8);
            writer.BeginArray();
            foreach (WireSignature entry in block.Signatures)
            {
                writer.BeginObject();
                writer.String("public_key"u8, entry.PublicKey);
                writer.String("signature"u8, entry.Signature);
                writer.EndObject();
            }
            writer.EndArray();
        }
        writer.StringOmitEmpty("pub_key"u8, block.PubKey);
        writer.StringOmitEmpty("signature"u8, block.Signature);
        writer.String("hash"u8, block.Hash);
        writer.UInt64OmitZero("pow_nonce"u8, block.PowNonce);
        Write(ref writer, block.Attestations);
        writer.StringOmitEmpty("certificate_hash"u8, block.CertificateHash);
        writer.UInt64OmitZero("locked_r"u8, block.LockedR);
        writer.UInt64OmitZero("locked_payout_cap"u8, block.LockedPayoutCap);
        writer.UInt64OmitZero("locked_twap_milli"u8, block.LockedTwapMilli);
        writer.EndObject();
    }

    /// <summary>Writes a block as a value of a larger text.</summary>
    public static void Write(ref GoJsonWriter writer, Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        writer.BeginObject();
        writer.String("type"u8, block.Type.Name());
        writer.Hex("account"u8, block.Account.Value.Span);
        if (block.IsOpen)
            writer.String("previous"u8, "0");
        else
            writer.Hex("previous"u8, block.Previous.Value.Span);
        writer.UInt64("balance"u8, block.Balance);
        writer.Int64("timestamp"u8, block.Timestamp);
        writer.String("asset"u8, block.Asset.ToString());
        if (block.Representative is { } representative)
            writer.Hex("representative"u8, representative.Value.Span);
        if (BlockShape.HasDestination(block.Type))
            writer.Hex("destination"u8, block.Destination.Value.Span);
        writer.UInt64OmitZero("amount"u8, block.Amount);
        if (BlockShape.HasSource(block.Type))
            writer.Hex("source"u8, block.Source.Value.Span);
        writer.UInt64OmitZero("vcpus"u8, block.Vcpus);
        writer.UInt64OmitZero("memory_mb"u8, block.MemoryMb);
        writer.UInt64OmitZero("disk_gb"u8, block.DiskGb);
        writer.UInt64OmitZero("duration"u8, block.Duration);
        if (block.AccessPubKey is { } accessKey)
            writer.Hex("access_pub_key"u8, accessKey.Value.Span);
        if (block.Timing is { } timing)
            Write(ref writer, timing);
        writer.StringOmitEmpty("memo"u8, block.Memo);
        if (block.Keyset is { } keyset)
            Write(ref writer, keyset);
        if (block.Signatures.Count > 0)
        {
            writer.Name("signatures"u8);
            writer.BeginArray();
            foreach (BlockSignature entry in block.Signatures)
            {
                writer.BeginObject();
                writer.String("public_key"u8, entry.PublicKey);
                writer.Name("signature"u8);
                Write(ref writer, entry.Signature);
                writer.EndObject();
            }
            writer.EndArray();
        }
        if (block.PubKey is { } declared)
            writer.Hex("pub_key"u8, declared.Value.Span);
        if (!block.Signature.IsEmpty)
        {
            writer.Name("signature"u8);
            Write(ref writer, block.Signature);
        }
        writer.Hex("hash"u8, block.Hash.Value.Span);
        writer.UInt64OmitZero("pow_nonce"u8, block.PowNonce);
        Write(ref writer, block.Attestations);
        writer.StringOmitEmpty("certificate_hash"u8, block.CertificateHash);
        writer.UInt64OmitZero("locked_r"u8, block.LockedR);
        writer.UInt64OmitZero("locked_payout_cap"u8, block.LockedPayoutCap);
        writer.UInt64OmitZero("locked_twap_milli"u8, block.LockedTwapMilli);
        writer.EndObject();
    }

    private static void Write(ref GoJsonWriter writer, LeaseTiming timing)
    {
        writer.UInt64OmitZero("lease_min_duration_secs"u8, timing.MinDurationSecs);
        writer.Int64OmitZero("lease_settle_grace_ns"u8, timing.SettleGraceNs);
        writer.Int64OmitZero("lease_force_settle_gap_ns"u8, timing.ForceSettleGapNs);
        writer.Int64OmitZero("lease_escrow_expiry_ns"u8, timing.EscrowExpiryNs);
        writer.Int64OmitZero("lease_archive_gap_ns"u8, timing.ArchiveGapNs);
        writer.Int64OmitZero("max_attestation_skew_ns"u8, timing.MaxAttestationSkewNs);
    }

    private static void Write(ref GoJsonWriter writer, Keyset keyset)
    {
        writer.Name("keyset"u8);
        writer.BeginObject();
        writer.Name("keys"u8);
        writer.BeginArray();
        foreach (PublicKey key in keyset.Keys)
            writer.Hex(key.Value.Span);
        writer.EndArray();
        writer.Int64("threshold"u8, keyset.Threshold);
        writer.EndObject();
    }

    private static void Write(ref GoJsonWriter writer, SignatureText signature)
    {
        if (signature.IsInvalidHex)
            writer.String(signature.ToString());
        else
            writer.Hex(signature.Bytes);
    }

    private static void Write(ref GoJsonWriter writer, IReadOnlyList<TimekeeperAttestation> attestations)
    {
        if (attestations.Count == 0)
            return;
        writer.Name("attestations"u8);
        writer.BeginArray();
        foreach (TimekeeperAttestation attestation in attestations)
        {
            writer.BeginObject();
            writer.String("public_key"u8, attestation.PublicKey);
            writer.Int64("timestamp"u8, attestation.Timestamp);
            writer.String("signature"u8, attestation.Signature);
            writer.EndObject();
        }
        writer.EndArray();
    }
}
