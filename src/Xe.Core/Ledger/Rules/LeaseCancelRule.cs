using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger.Rules;

/// <summary>lease_cancel (spec 03 §8.9): the consumer takes the escrow back; an unfinalized accept on the provider's frontier
/// gives way (cancel-wins, §10.4), so that nodes which saw the two in either order converge.</summary>
internal sealed class LeaseCancelRule : IBlockRule
{
    public BlockType Type => BlockType.LeaseCancel;

    public Rejection? Apply(RuleContext context, Block block)
    {
        if (block.Asset != Asset.Xusd)
            return Checks.Reject("lease_asset", "lease_cancel block must have asset=XUSD");
        if (LeaseChecks.Source(context, block, out Block leaseBlock) is { } source)
            return source;
        if (leaseBlock.Account != block.Account)
            return Checks.Reject("consumer_mismatch", "lease_cancel: only the consumer can cancel a lease");
        LeaseRecord? lease = context.View.GetLease(block.Source);
        bool cancelWins = lease is { State: LeaseState.Accepted } && lease.Provider != block.Account;
        if (lease is not null && !cancelWins && lease.State != LeaseState.Created)
            return Checks.Reject("lease_not_cancellable", $"cannot cancel lease in {lease.State.Name()} state");

        // The consumer's own side first: a cancel that fails must not leave the accept undone.
        if (context.View.GetPending(block.Source) is null)
            return Checks.Reject("no_escrow", $"no pending send for lease: {block.Source.Short}");
        if (context.View.GetAccount(block.Account) is not { } account)
            return Checks.Reject("unopened_account", "lease_cancel from unopened account");
        if (Checks.Follows(block, account) is { } order)
            return order;
        if (Checks.Balance(block, unchecked(account.Balance(Asset.Xusd) + leaseBlock.Amount)) is { } balance)
            return balance;
        if (cancelWins && UnwindAccept(context, block.Source, lease!.Provider) is { } refused)
            return refused;
        if (LeaseChecks.Guard(context, block.Source, LeaseState.Created) is { } guard)
            return guard;

        context.View.SetLease(block.Source, context.View.GetLease(block.Source)! with { State = LeaseState.Cancelled });
        context.View.SetPending(block.Source, null);
        Checks.Commit(context, block);
        return null;
    }

    public Rejection? CheckStaged(RuleContext context, Block block, ulong parentBalance) =>
        LeaseChecks.StagedEscrow(context, block, "staged lease_cancel: no pending send for lease", out PendingSend escrow)
            ?? Checks.Balance(block, unchecked(parentBalance + escrow.Amount), "staged lease_cancel: ");

    private static Rejection? UnwindAccept(RuleContext context, Hash256 leaseHash, Address providerAddress)
    {
        ChainEntry? accept = context.Live.GetBySource(leaseHash).FirstOrDefault(e =>
            e.Account == providerAddress && context.Live.GetBlock(e.Hash) is { Type: BlockType.LeaseAccept });
        if (accept is null || context.View.GetAccount(providerAddress) is not { } provider)
            return Checks.Reject("cancel_wins_no_accept", "cancel-wins: provider accept not found locally: retry after sync");
        if (provider.Frontier != accept.Hash)
            return Checks.Reject("cancel_wins_built_on", "cancel-wins: provider built on the accept: retry after sync");
        if (accept.Height <= provider.FinalHeight && context.FinalityWall)
            return Checks.Reject("accept_final", "cannot cancel lease in accepted state: accept is finalized");
        return Undo.Tip(context.View, context.Live, accept)?.Prefixed("cancel-wins: unwind provider accept: ");
    }
}
