using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>
/// The compact storage form of accepted blocks: version ‖ flags ‖ hash ‖ nonce ‖ length and canonical bytes ‖ what the
/// canonical bytes do not hold. Lossless for every block a ledger accepts. Not a wire format: only this program reads it.
/// </summary>
/// <remarks>The hash is stored, so reading costs no hashing; <see cref="BlockEncoding.ComputeHash"/> proves it when asked.</remarks>
public static class BlockCodec
{
    /// <summary>First byte of the form written today.</summary>
    public const byte Version = 1;

    // The members that are there, in the order they are stored.
    [Flags]
    private enum Parts : byte
    {
        None = 0,
        PubKey = 1,
        Signature = 2,
        Signatures = 4,
        CertificateHash = 8,
        Attestations = 16,
        ForeignLink = 32,
    }

    /// <summary>Appends a block's storage form.</summary>
    public static void Encode(Block block, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(output);
        ByteBuffer buffer = new(stackalloc byte[ByteBuffer.InitialSize]);
        Append(block, ref buffer);
        output.Write(buffer.Written);
        buffer.Dispose();
    }

    /// <summary>A block's storage form.</summary>
    public static byte[] Encode(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        ByteBuffer buffer = new(stackalloc byte[ByteBuffer.InitialSize]);
        Append(block, ref buffer);
        byte[] bytes = buffer.Written.ToArray();
        buffer.Dispose();
        return bytes;
    }

    /// <summary>Reads one block; false, with the place that is wrong, for bytes this program did not write.</summary>
    public static bool TryDecode(
        ReadOnlySpan<byte> data, [NotNullWhen(true)] out Block? block, [NotNullWhen(false)] out string? error)
    {
        StorageReader reader = new(data);
        block = Read(ref reader, out error);
        if (error is null && reader.Remaining > 0)
            error = "stored block: surplus bytes";
        if (error is not null)
            block = null;
        error = block is null ? error ?? "stored block: unreadable" : null;
        return block is not null;
    }

    private static void Append(Block block, ref ByteBuffer output)
    {
        Parts parts = (block.PubKey is null ? 0 : Parts.PubKey)
            | (block.Signature.IsEmpty ? 0 : Parts.Signature)
            | (block.Signatures.Count == 0 ? 0 : Parts.Signatures)
            | (block.CertificateHash.Length == 0 ? 0 : Parts.CertificateHash)
            | (block.Attestations.Count == 0 ? 0 : Parts.Attestations)
            | (block.HasForeignLink ? Parts.ForeignLink : 0);
        output.Append(Version);
        output.Append((byte)parts);
        block.Hash.Value.CopyTo(output.Take(Bytes32.Size));
        output.AppendUInt64(block.PowNonce);
        int lengthAt = output.Length;
        output.AppendUInt32(0);
        BlockEncoding.AppendCanonical(block, ref output);
        BinaryPrimitives.WriteUInt32BigEndian(
            output.WrittenMutable[lengthAt..], (uint)(output.Length - lengthAt - sizeof(uint)));
        if (block.PubKey is { } key)
            key.Value.CopyTo(output.Take(Bytes32.Size));
        if (parts.HasFlag(Parts.Signature))
            StorageText.Append(block.Signature, ref output);
        if (parts.HasFlag(Parts.Signatures))
        {
            StorageText.AppendLength(block.Signatures.Count, ref output);
            foreach (BlockSignature entry in block.Signatures)
            {
                StorageText.Append(entry.PublicKey, ref output);
                StorageText.Append(entry.Signature, ref output);
            }
        }
        if (parts.HasFlag(Parts.CertificateHash))
            StorageText.Append(block.CertificateHash, ref output);
        if (!parts.HasFlag(Parts.Attestations))
            return;
        StorageText.AppendLength(block.Attestations.Count, ref output);
        foreach (TimekeeperAttestation attestation in block.Attestations)
        {
            StorageText.Append(attestation.PublicKey, ref output);
            output.AppendInt64(attestation.Timestamp);
            StorageText.Append(attestation.Signature, ref output);
        }
    }

    private static Block? Read(ref StorageReader reader, out string? error)
    {
        byte version = reader.Byte();
        if (version != Version && !reader.Failed)
        {
            error = $"stored block: unknown version {version}";
            return null;
        }
        Parts parts = (Parts)reader.Byte();
        Hash256 hash = new(reader.Bytes32());
        ulong nonce = reader.UInt64();
        ReadOnlySpan<byte> canonical = reader.Take((int)Math.Min(reader.UInt32(), int.MaxValue));
        error = reader.Failed ? "stored block: cut short" : null;
        if (error is not null)
            return null;
        error = CanonicalFields.Read(canonical, claimEnabled: true, 1, int.MaxValue, out CanonicalFields fields);
        if (error is null && fields.Length != canonical.Length)
            error = "surplus bytes behind the canonical form";
        if (error is not null)
        {
            error = "stored block: " + error;
            return null;
        }
        BlockUncovered uncovered = new()
        {
            PubKey = parts.HasFlag(Parts.PubKey) ? new PublicKey(reader.Bytes32()) : null,
            Signature = parts.HasFlag(Parts.Signature) ? reader.Signature() : default,
            Signatures = parts.HasFlag(Parts.Signatures) ? ReadSignatures(ref reader) : [],
            CertificateHash = parts.HasFlag(Parts.CertificateHash) ? reader.Text() : "",
            Attestations = parts.HasFlag(Parts.Attestations) ? ReadAttestations(ref reader) : [],
            HasForeignLink = parts.HasFlag(Parts.ForeignLink),
            PowNonce = nonce,
        };
        if (reader.Failed)
        {
            error = "stored block: cut short";
            return null;
        }
        return uncovered.Join(fields, fields.MemoText, hash);
    }

    private static List<BlockSignature> ReadSignatures(ref StorageReader reader)
    {
        int count = reader.Length();
        List<BlockSignature> entries = new(Math.Min(count, 256));
        for (int i = 0; i < count && !reader.Failed; i++)
            entries.Add(new BlockSignature(reader.Text(), reader.Signature()));
        return entries;
    }

    private static List<TimekeeperAttestation> ReadAttestations(ref StorageReader reader)
    {
        int count = reader.Length();
        List<TimekeeperAttestation> entries = new(Math.Min(count, BlockShape.MaxAttestations));
        for (int i = 0; i < count && !reader.Failed; i++)
            entries.Add(new TimekeeperAttestation(reader.Text(), (long)reader.UInt64(), reader.Text()));
        return entries;
    }
}
