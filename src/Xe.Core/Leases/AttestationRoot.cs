using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Leases;

/// <summary>Merkle root over attestations (spec 12 §4.4). Leaves and inner nodes are hashed under different prefixes, so a
/// leaf cannot be passed for an inner node.</summary>
public static class AttestationRoot
{
    private const byte LeafPrefix = 0, NodePrefix = 1;

    /// <summary>The root; zero for none. Entries are sorted by key text; their given order makes no difference.</summary>
    public static Hash256 Compute(IReadOnlyList<TimekeeperAttestation> attestations)
    {
        ArgumentNullException.ThrowIfNull(attestations);
        if (attestations.Count == 0)
            return default;
        List<Hash256> level = [.. Leaves(attestations)];
        while (level.Count > 1)
            level = Parents(level);
        return level[0];
    }

    /// <summary>The leaf hashes in key order.</summary>
    public static IReadOnlyList<Hash256> Leaves(IReadOnlyList<TimekeeperAttestation> attestations)
    {
        ArgumentNullException.ThrowIfNull(attestations);
        // OrderBy is stable; keys are ordered by their UTF-8 bytes, which for hex is the ordinal order.
        return [.. attestations.OrderBy(a => a.PublicKey, StringComparer.Ordinal).Select(Leaf)];
    }

    private static Hash256 Leaf(TimekeeperAttestation attestation)
    {
        int keyLength = Encoding.UTF8.GetByteCount(attestation.PublicKey);
        int signatureLength = Encoding.UTF8.GetByteCount(attestation.Signature);
        byte[] input = new byte[1 + keyLength + 8 + signatureLength];
        input[0] = LeafPrefix;
        Encoding.UTF8.GetBytes(attestation.PublicKey, input.AsSpan(1));
        BinaryPrimitives.WriteInt64BigEndian(input.AsSpan(1 + keyLength), attestation.Timestamp);
        Encoding.UTF8.GetBytes(attestation.Signature, input.AsSpan(1 + keyLength + 8));
        return new Hash256(SHA256.HashData(input));
    }

    private static List<Hash256> Parents(List<Hash256> level)
    {
        List<Hash256> parents = new((level.Count + 1) / 2);
        Span<byte> input = stackalloc byte[1 + 2 * Bytes32.Size];
        Span<byte> digest = stackalloc byte[Bytes32.Size];
        input[0] = NodePrefix;
        for (int i = 0; i + 1 < level.Count; i += 2)
        {
            level[i].Value.CopyTo(input[1..]);
            level[i + 1].Value.CopyTo(input[(1 + Bytes32.Size)..]);
            SHA256.HashData(input, digest);
            parents.Add(new Hash256(digest));
        }
        if (level.Count % 2 == 1)
            parents.Add(level[^1]);
        return parents;
    }
}
