using Xe.Core.Blocks;
using Xe.Core.Ledger.Rules;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger;

/// <summary>Takes one block off the tip of its chain (spec 03 §16.2), recording the effects on an overlay. The body stays in
/// the block store. Totals of the parent come from its chain entry, so the cost does not depend on chain length.</summary>
internal static class Undo
{
    /// <summary>Code of a block that cannot be undone at all.</summary>
    public const string UnsupportedCode = "undo_unsupported";

    /// <summary>Undoes the tip <paramref name="entry"/>. Null = recorded; otherwise why it cannot be undone.</summary>
    public static Rejection? Tip(LedgerOverlay view, ILiveLedger live, ChainEntry entry)
    {
        if (view.GetAccount(entry.Account) is not { } account || account.Frontier != entry.Hash)
        {
            return Checks.Reject("not_frontier",
                $"cascade apply: {entry.Hash.Short} is not the frontier of {entry.Account.Short} (chain changed under the cascade)");
        }
        Block block = live.GetBlock(entry.Hash)
            ?? throw new InvalidOperationException($"chain references missing block {entry.Hash}");
        if (Effects(view, live, block) is { } refused)
            return refused;

        view.Remove(entry);
        view.SetStatus(entry.Hash, BlockStatus.Rejected);
        if (entry.Previous.IsZero)
        {
            view.SetAccount(entry.Account, null);
            return null;
        }
        ChainEntry parent = live.GetEntry(entry.Previous)
            ?? throw new InvalidOperationException($"chain references missing block {entry.Previous}");
        view.SetAccount(entry.Account, account with
        {
            Frontier = parent.Hash,
            Height = parent.Height,
            LastTimestamp = parent.Timestamp,
            Xe = parent.Xe,
            Xusd = parent.Xusd,
            Representative = parent.Representative,
        });
        return null;
    }

    private static Rejection? Effects(LedgerOverlay view, ILiveLedger live, Block block)
    {
        switch (block.Type)
        {
            case BlockType.Send:
                view.SetPending(block.Hash, null);
                return null;
            case BlockType.Receive:
                if (live.GetBlock(block.Source) is { Type: BlockType.Send } send)
                    view.SetPending(send.Hash, PendingOf(send));
                return null;
            case BlockType.Lease:
                view.SetPending(block.Hash, null);
                view.SetLease(block.Hash, null);
                return null;
            case BlockType.LeaseAccept:
                return ChangeLease(view, block, lease => lease.BackToCreated());
            case BlockType.LeaseCancel:
                return ChangeLease(view, block, lease => lease.BackToCreated()) ?? RestoreEscrow(view, live, block);
            case BlockType.LeaseSettle:
            case BlockType.LeaseForceSettle:
                return ChangeLease(view, block, lease => lease with { State = LeaseState.Accepted, Settled = false })
                    ?? RestoreEscrow(view, live, block);
            case BlockType.MultisigUpdate:
                return Checks.Reject(UnsupportedCode,
                    $"undo: reversing a multisig_update is not supported (prior keyset unrecoverable): {block.Hash.Short}");
            default:
                return null;
        }
    }

    private static Rejection? ChangeLease(LedgerOverlay view, Block block, Func<LeaseRecord, LeaseRecord> change)
    {
        if (view.GetLease(block.Source) is not { } lease)
        {
            return Checks.Reject("lease_not_found",
                $"undo: lease {block.Source.Short} not found while reversing {block.Type.Name()}");
        }
        view.SetLease(block.Source, change(lease));
        return null;
    }

    private static Rejection? RestoreEscrow(LedgerOverlay view, ILiveLedger live, Block block)
    {
        if (live.GetBlock(block.Source) is { } lease)
            view.SetPending(lease.Hash, PendingOf(lease));
        return null;
    }

    /// <summary>The pending a send or lease block made.</summary>
    public static PendingSend PendingOf(Block block) =>
        new(block.Hash, block.Account, block.Destination, block.Amount, block.Asset, block.Timestamp);
}
