using System.Runtime.InteropServices;
using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>The bytes of a keyset, in blocks and as the preimage of a multisig address (spec 01 §4.4).</summary>
internal static class KeysetEncoding
{
    /// <summary>u32 threshold ‖ u32 count ‖ keys in ascending order.</summary>
    internal static void Append(Keyset keyset, ref ByteBuffer output)
    {
        output.AppendUInt32(unchecked((uint)keyset.Threshold));
        output.AppendUInt32((uint)keyset.Keys.Count);
        int at = output.Length;
        foreach (PublicKey key in keyset.Keys)
            key.Value.CopyTo(output.Take(Bytes32.Size));
        Sort(output.WrittenMutable[at..]);
    }

    /// <summary>Sorts adjacent 32-byte keys; byte order is the order of their lower-case hex.</summary>
    internal static void Sort(Span<byte> keys) => MemoryMarshal.Cast<byte, Bytes32>(keys).Sort();
}
