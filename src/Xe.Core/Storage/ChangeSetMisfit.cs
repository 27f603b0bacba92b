using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Core.Storage;

/// <summary>The refusals every store shares: a change set that does not continue what is stored. They mean a bug in the
/// caller or a store that was changed behind its back; nothing of the batch is written.</summary>
public static class ChangeSetMisfit
{
    /// <summary>The block to be taken off is not the tip of its chain.</summary>
    public static StoreException Removal(ChainEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Make($"block {entry.Hash} cannot be taken off: it is not the block at the tip, height {entry.Height}, of {entry.Account}");
    }

    /// <summary>The block to be appended does not stand right above the tip, or has a place already.</summary>
    public static StoreException Append(ChainEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Make($"block {entry.Hash} cannot be put at height {entry.Height} of {entry.Account}: not right above the tip, or placed already");
    }

    /// <summary>Throws where a block is not given its own place: the hash covers account and previous, so a block that stands
    /// where both say cannot stand twice.</summary>
    public static void ThrowIfMisplaced(ChangeSet.Appended added)
    {
        (Block block, ChainEntry entry) = (added.Block, added.Entry);
        if (block.Hash != entry.Hash || block.Account != entry.Account || block.Previous != entry.Previous || block.IsOpen != (entry.Height == 1))
            throw Append(entry);
    }

    /// <summary>The account state's height is not the chain's.</summary>
    public static StoreException Account(Address account, ulong height) =>
        Make($"the state of account {account} has another height than its chain, {height}");

    /// <summary>Throws where a chain changes but its account's state is not among the changes.</summary>
    public static void ThrowIfUnlisted(ChangeSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        for (int i = 0; i < set.Removed.Count; i++)
            ThrowIfUnlisted(set, set.Removed[i].Account);
        for (int i = 0; i < set.Added.Count; i++)
            ThrowIfUnlisted(set, set.Added[i].Entry.Account);
    }

    /// <summary>A pending for a block nobody stored.</summary>
    public static StoreException Pending(Hash256 sendHash) => Make($"a pending names block {sendHash}, which is not stored");

    /// <summary>A commit-lock that would change (spec 05 §4.4).</summary>
    public static StoreException Lock(Position position, Hash256 held) => Make($"the commit-lock of {position} is {held} for good");

    /// <summary>A state-chain block that is not the next one.</summary>
    public static StoreException StateBlock(ulong index, ulong tip) => Make($"state block {index} does not follow the tip, {tip}");

    private static void ThrowIfUnlisted(ChangeSet set, Address account)
    {
        for (int i = 0; i < set.Accounts.Count; i++)
        {
            if (set.Accounts[i].Key == account)
                return;
        }
        throw Make($"the chain of {account} changes but its state is not listed");
    }

    private static StoreException Make(string text) => new(StoreFailure.Misfit, text);
}
