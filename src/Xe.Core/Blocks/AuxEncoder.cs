using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>The auxiliary hash input: binds the declared key, and for lease types the certificate hash and the attestations,
/// all as text (spec 01 §5).</summary>
internal static class AuxEncoder
{
    /// <summary>Up to this many entries the reference's sort keeps the order of equal keys; above it nothing portable does.</summary>
    internal const int StableSortLimit = 12;

    internal static void AppendPubKey(string text, ref ByteBuffer output)
    {
        if (text.Length == 0)
            return;
        output.AppendPrefixed("xe/block/pubkey/v1"u8);
        output.AppendPrefixed(text);
    }

    internal static void AppendPubKey(PublicKey key, ref ByteBuffer output)
    {
        output.AppendPrefixed("xe/block/pubkey/v1"u8);
        output.AppendPrefixedHex(key.Value.Span);
    }

    /// <summary>False where the order of the attestations is undefined: more than 12 with a key that stands twice.</summary>
    internal static bool AppendLease(string certificateHash, IReadOnlyList<TimekeeperAttestation> attestations, ref ByteBuffer output)
    {
        output.AppendPrefixed(certificateHash);
        output.AppendUInt64((ulong)attestations.Count);
        if (attestations.Count == 0)
            return true;
        TimekeeperAttestation[] sorted = [.. attestations];
        bool repeated = SortStable(sorted);
        foreach (TimekeeperAttestation attestation in sorted)
        {
            output.AppendPrefixed(attestation.PublicKey);
            output.AppendInt64(attestation.Timestamp);
            output.AppendPrefixed(attestation.Signature);
        }
        return !repeated || sorted.Length <= StableSortLimit;
    }

    // Insertion sort by the UTF-8 bytes of the key: at most 20 entries. Answers whether a key stands twice.
    private static bool SortStable(TimekeeperAttestation[] entries)
    {
        bool repeated = false;
        for (int i = 1; i < entries.Length; i++)
        {
            TimekeeperAttestation entry = entries[i];
            int at = i;
            while (at > 0)
            {
                int order = CompareUtf8(entries[at - 1].PublicKey, entry.PublicKey);
                repeated |= order == 0;
                if (order <= 0)
                    break;
                entries[at] = entries[at - 1];
                at--;
            }
            entries[at] = entry;
        }
        return repeated;
    }

    // UTF-16 order differs from UTF-8 order only between surrogates and the units above them.
    private static int CompareUtf8(string left, string right)
    {
        int common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
            return left.Length.CompareTo(right.Length);
        return Fix(left[common]).CompareTo(Fix(right[common]));

        static int Fix(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
    }
}
