using Xe.Core.Blocks;
using Xe.Core.Ledger;

namespace Xe.Core.Storage;

/// <summary>A rough count of the bytes a change set holds on to and writes: for bounds, not for accounts.</summary>
internal static class ChangeSetSize
{
    private const int Set = 128;
    private const int Body = 700;
    private const int Record = 256;
    private const int Signed = 256;

    public static long Estimate(ChangeSet set)
    {
        long bytes = Set + (long)Record * (set.Removed.Count + set.Accounts.Count + set.Pendings.Count + set.Leases.Count
            + set.Statuses.Count + set.VotesCleared.Count + set.Votes.Count + set.Locks.Count);
        for (int i = 0; i < set.Added.Count; i++)
            bytes += Estimate(set.Added[i].Block);
        for (int i = 0; i < set.Staged.Count; i++)
            bytes += set.Staged[i].Value is { } block ? Estimate(block) : Record;
        for (int i = 0; i < set.Conflicts.Count; i++)
            bytes += 2 * Record + (set.Conflicts[i].After?.WeightSnapshot.Count ?? 0) * 64L;
        return bytes;
    }

    private static long Estimate(Block block) => Body + block.Memo.Length * 2L
        + (block.Signatures.Count + block.Attestations.Count) * (long)Signed + (block.Keyset?.Keys.Count ?? 0) * 64L;
}
