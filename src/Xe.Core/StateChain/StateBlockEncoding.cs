using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Xe.Core.Json;
using Xe.Core.Primitives;

namespace Xe.Core.StateChain;

/// <summary>Canonical bytes and hash of state-chain blocks (spec 11 §1.3). No domain string, no network id: a block is bound to
/// its network by its predecessors.</summary>
public static class StateBlockEncoding
{
    private const byte SetByte = 0x01, DeleteByte = 0x02;

    /// <summary>The hashed bytes. Null and a reason where the block cannot be encoded.</summary>
    public static byte[]? Encode(StateBlock block, out Rejection? error)
    {
        ArgumentNullException.ThrowIfNull(block);
        Span<byte> previous = stackalloc byte[Bytes32.Size];
        error = Fault(block, previous);
        if (error is not null)
            return null;

        byte[] bytes = new byte[Size(block)];
        Span<byte> rest = bytes;
        BinaryPrimitives.WriteUInt64BigEndian(rest, block.Index);
        previous.CopyTo(rest[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(rest[40..], (uint)block.Ops.Count);
        rest = rest[44..];
        foreach (StateOp op in block.Ops)
            rest = Encode(op, rest);
        BinaryPrimitives.WriteInt64BigEndian(rest, block.Timestamp);
        return bytes;
    }

    /// <summary>The block's hash; null and a reason, prefixed "HashBlock: ", where it has none.</summary>
    public static Hash256? ComputeHash(StateBlock block, out Rejection? error)
    {
        byte[]? bytes = Encode(block, out error);
        error = error?.Prefixed("HashBlock: ");
        return bytes is null ? null : new Hash256(SHA256.HashData(bytes));
    }

    /// <summary>Null where the block's hash member is the computed hash, compared as text. The hash is given where there is one.</summary>
    public static Rejection? VerifyHash(StateBlock block, out Hash256 hash)
    {
        Hash256? computed = ComputeHash(block, out Rejection? error);
        hash = computed ?? default;
        if (error is not null)
            return error.Prefixed("VerifyBlockHash: ");
        string expected = hash.ToString();
        return block.Hash == expected
            ? null
            : new Rejection("state_hash_mismatch", $"hash mismatch: got {block.Hash}, want {expected}");
    }

    /// <summary>The block with its hash set; throws for a block that has none, which only a caller's bug can make.</summary>
    public static StateBlock WithHash(StateBlock block) =>
        ComputeHash(block, out Rejection? error) is { } hash
            ? block with { Hash = hash.ToString() }
            : throw new ArgumentException(error!.Text, nameof(block));

    private static Rejection? Fault(StateBlock block, Span<byte> previous)
    {
        if (!Hex.TryDecode(block.PreviousHash, previous))
        {
            string fault = GoText.HexError(block.PreviousHash) is { } hexFault
                ? $"invalid prev_hash hex: {hexFault}"
                : $"prev_hash must be 32 bytes, got {block.PreviousHash.Length / 2}";
            return new Rejection("state_prev_hash", "MarshalCanonical: " + fault);
        }
        for (int i = 0; i < block.Ops.Count; i++)
        {
            StateOp op = block.Ops[i];
            if (!op.IsSet && !op.IsDelete)
                return new Rejection("state_unknown_action", $"MarshalCanonical: op {i}: unknown action {GoQuote.Quote(op.Action)}");
        }
        return null;
    }

    // The key length is written modulo 65536 (a longer key is refused later), but all its bytes are hashed.
    private static Span<byte> Encode(StateOp op, Span<byte> rest)
    {
        rest[0] = op.IsSet ? SetByte : DeleteByte;
        int keyLength = Encoding.UTF8.GetBytes(op.Key, rest[3..]);
        BinaryPrimitives.WriteUInt16BigEndian(rest[1..], (ushort)keyLength);
        rest = rest[(3 + keyLength)..];
        ReadOnlySpan<byte> value = op.IsSet ? op.Value.Span : default;
        BinaryPrimitives.WriteUInt32BigEndian(rest, (uint)value.Length);
        value.CopyTo(rest[4..]);
        return rest[(4 + value.Length)..];
    }

    private static int Size(StateBlock block)
    {
        int size = 8 + Bytes32.Size + 4 + 8;
        foreach (StateOp op in block.Ops)
            size = checked(size + 1 + 2 + Encoding.UTF8.GetByteCount(op.Key) + 4 + (op.IsSet ? op.Value.Length : 0));
        return size;
    }
}
