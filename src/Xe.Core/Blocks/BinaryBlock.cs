using System.Buffers;
using System.Buffers.Binary;

namespace Xe.Core.Blocks;

/// <summary>The full binary form, canonical bytes ‖ u64le nonce (spec 01 §7). No protocol path transports it.</summary>
public static class BinaryBlock
{
    /// <summary>Encodes; null where it worked, else the reason ("MarshalBlock: …"). A block that declares its key has no
    /// binary form.</summary>
    /// <param name="wire">The block.</param>
    /// <param name="claimEnabled">Whether the rules know claim blocks.</param>
    /// <param name="output">Receives the bytes.</param>
    public static Rejection? Encode(WireBlock wire, bool claimEnabled, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(wire);
        ArgumentNullException.ThrowIfNull(output);
        if (wire.PubKey.Length > 0)
        {
            return new Rejection("pub_key_not_representable",
                "MarshalBlock: the binary canonical encoding cannot represent a declared pub_key (64 hex characters) — use JSON, which is the wire and store format for blocks");
        }
        ByteBuffer buffer = new(stackalloc byte[ByteBuffer.InitialSize]);
        Rejection? rejection = WireEncoder.AppendCanonical(wire, claimEnabled, ref buffer, out _);
        if (rejection is null)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(buffer.Take(sizeof(ulong)), wire.PowNonce);
            output.Write(buffer.Written);
        }
        buffer.Dispose();
        return rejection;
    }

    /// <summary>Decodes; null where it worked, else the reason ("UnmarshalBlock: …"). Hash, signatures, key, attestations and
    /// certificate hash stay empty. The nonce is read where exactly 8 bytes remain; other surplus is ignored, and the nonce
    /// of a multisig block never counts.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="claimEnabled">Whether the rules know claim blocks.</param>
    /// <param name="wire">The block.</param>
    public static Rejection? Decode(ReadOnlySpan<byte> data, bool claimEnabled, out WireBlock? wire)
    {
        wire = null;
        if (CanonicalFields.Read(data, claimEnabled, 1, CanonicalFields.MaxBinaryKeys, out CanonicalFields fields) is { } fault)
            return new Rejection("binary_malformed", "UnmarshalBlock: " + fault);
        BlockUncovered uncovered = new() { CertificateHash = "", Attestations = [], Signatures = [] };
        wire = uncovered.Join(fields, fields.MemoText, default).ToWire();
        wire.Hash = "";
        ReadOnlySpan<byte> rest = data[fields.Length..];
        if (rest.Length == sizeof(ulong) && !BlockShape.HasKeyset(fields.Type))
            wire.PowNonce = BinaryPrimitives.ReadUInt64LittleEndian(rest);
        return null;
    }
}
