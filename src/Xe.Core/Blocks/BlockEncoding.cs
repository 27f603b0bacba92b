using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>Canonical bytes, auxiliary hash input and hash of blocks (spec 01 §4–§6).</summary>
public static class BlockEncoding
{
    /// <summary>The canonical bytes of a typed block.</summary>
    public static byte[] Canonical(Block block)
    {
        ByteBuffer output = new(stackalloc byte[ByteBuffer.InitialSize]);
        AppendCanonical(block, ref output);
        byte[] bytes = output.Written.ToArray();
        output.Dispose();
        return bytes;
    }

    /// <summary>The auxiliary hash input of a typed block; may be empty.</summary>
    public static byte[] Aux(Block block)
    {
        ByteBuffer output = new(stackalloc byte[ByteBuffer.InitialSize]);
        AppendAux(block, ref output);
        byte[] bytes = output.Written.ToArray();
        output.Dispose();
        return bytes;
    }

    /// <summary>The hash of a typed block under a network id: SHA-256(id ‖ canonical ‖ aux). An empty id is for the ledger
    /// genesis only.</summary>
    public static Hash256 ComputeHash(Block block, ReadOnlySpan<byte> networkId)
    {
        ByteBuffer input = new(stackalloc byte[ByteBuffer.InitialSize]);
        input.Append(networkId);
        AppendCanonical(block, ref input);
        AppendAux(block, ref input);
        Hash256 hash = Sha256(input.Written);
        input.Dispose();
        return hash;
    }

    /// <summary>What a block as JSON gave it hashes to, for signers and inspection: attestations its type does not keep do
    /// not count (spec 01 §9.2). False with the failure ("MarshalBlock: …") where the block has no canonical form.</summary>
    /// <param name="wire">The block.</param>
    /// <param name="networkId">The network id; empty for a ledger genesis.</param>
    /// <param name="claimEnabled">Whether the rules know claim blocks.</param>
    /// <param name="encoded">Canonical bytes, auxiliary input, hash.</param>
    /// <param name="rejection">Why there are none.</param>
    public static bool TryEncode(
        WireBlock wire, string networkId, bool claimEnabled,
        [NotNullWhen(true)] out EncodedBlock? encoded, [NotNullWhen(false)] out Rejection? rejection) =>
        TryEncode(wire, networkId, claimEnabled, asItStands: false, out encoded, out rejection);

    /// <summary>True where a block hashes to its own <c>hash</c> member without any normalisation, both compared as they stand:
    /// what a topic validator that does not normalise sees (spec 01 §9.1).</summary>
    public static bool MatchesAsItStands(WireBlock wire, string networkId, bool claimEnabled) =>
        TryEncode(wire, networkId, claimEnabled, asItStands: true, out EncodedBlock? encoded, out _) && encoded.Hash.ToString() == wire.Hash;

    internal static bool TryEncode(
        WireBlock wire, string networkId, bool claimEnabled, bool asItStands,
        [NotNullWhen(true)] out EncodedBlock? encoded, [NotNullWhen(false)] out Rejection? rejection)
    {
        ArgumentNullException.ThrowIfNull(wire);
        ArgumentNullException.ThrowIfNull(networkId);
        encoded = null;
        ByteBuffer input = new(stackalloc byte[ByteBuffer.InitialSize]);
        input.AppendUtf8(networkId);
        int canonicalAt = input.Length;
        rejection = WireEncoder.AppendCanonical(wire, claimEnabled, ref input, out BlockType type);
        if (rejection is null)
        {
            int auxAt = input.Length;
            rejection = WireEncoder.AppendAux(wire, type, asItStands, ref input);
            if (rejection is null)
            {
                encoded = new EncodedBlock(
                    input.Written[canonicalAt..auxAt].ToArray(), input.Written[auxAt..].ToArray(), Sha256(input.Written));
            }
        }
        input.Dispose();
        return rejection is null;
    }

    /// <summary>The UTF-8 bytes of a network id, the prefix of every hash but a genesis's.</summary>
    public static byte[] NetworkIdBytes(string networkId) => Encoding.UTF8.GetBytes(networkId);

    internal static Hash256 Sha256(ReadOnlySpan<byte> input)
    {
        Span<byte> hash = stackalloc byte[Bytes32.Size];
        SHA256.HashData(input, hash);
        return new Hash256(hash);
    }

    internal static void AppendAux(Block block, ref ByteBuffer output)
    {
        if (block.PubKey is { } key)
            AuxEncoder.AppendPubKey(key, ref output);
        if (BlockShape.HasLeaseSection(block.Type))
            AuxEncoder.AppendLease(block.CertificateHash, block.Attestations, ref output);
    }

    internal static void AppendCanonical(Block block, ref ByteBuffer output)
    {
        ArgumentNullException.ThrowIfNull(block);
        BlockType type = block.Type;
        output.Append(0x02);
        output.Append((byte)type);
        output.AppendUInt64(block.Asset.HeaderBytes);
        block.Account.Value.CopyTo(output.Take(Bytes32.Size));
        block.Previous.Value.CopyTo(output.Take(Bytes32.Size));
        output.AppendUInt64(block.Balance);
        output.AppendInt64(block.Timestamp);
        AppendTail(block, type, ref output);
        (block.Representative ?? default).Value.CopyTo(output.Take(Bytes32.Size));
        if (BlockShape.HasMemo(type))
        {
            output.Append((byte)Encoding.UTF8.GetByteCount(block.Memo));
            output.AppendUtf8(block.Memo);
        }
        if (type == BlockType.Genesis && block.Timing is { IsAllZero: false } timing)
        {
            output.AppendUInt64(timing.MinDurationSecs);
            output.AppendInt64(timing.SettleGraceNs);
            output.AppendInt64(timing.ForceSettleGapNs);
            output.AppendInt64(timing.EscrowExpiryNs);
            output.AppendInt64(timing.ArchiveGapNs);
            output.AppendInt64(timing.MaxAttestationSkewNs);
        }
    }

    private static void AppendTail(Block block, BlockType type, ref ByteBuffer output)
    {
        if (BlockShape.HasKeyset(type))
        {
            KeysetEncoding.Append(block.Keyset ?? throw new ArgumentException("a multisig block has a keyset", nameof(block)), ref output);
            return;
        }
        if (BlockShape.HasDestination(type))
            block.Destination.Value.CopyTo(output.Take(Bytes32.Size));
        else if (BlockShape.HasSource(type))
            block.Source.Value.CopyTo(output.Take(Bytes32.Size));
        if (BlockShape.HasAmount(type))
            output.AppendUInt64(block.Amount);
        if (type == BlockType.Lease)
        {
            output.AppendUInt64(block.Vcpus);
            output.AppendUInt64(block.MemoryMb);
            output.AppendUInt64(block.DiskGb);
            output.AppendUInt64(block.Duration);
            (block.AccessPubKey ?? default).Value.CopyTo(output.Take(Bytes32.Size));
        }
        if (type == BlockType.LeaseRenew)
            output.AppendUInt64(block.Duration);
        if (type is BlockType.LeaseAccept or BlockType.LeaseRenew)
        {
            output.AppendUInt64(block.LockedR);
            output.AppendUInt64(block.LockedPayoutCap);
            output.AppendUInt64(block.LockedTwapMilli);
        }
    }
}
