using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger.Rules;

/// <summary>lease_force_settle (spec 03 §8.10): the consumer of an accepted lease that was not settled in time is refunded;
/// a stake is forfeited.</summary>
internal sealed class LeaseForceSettleRule : IBlockRule
{
    public BlockType Type => BlockType.LeaseForceSettle;

    public Rejection? Apply(RuleContext context, Block block)
    {
        if (block.Asset != Asset.Xusd)
            return Checks.Reject("lease_asset", "lease_force_settle block must have asset=XUSD");
        if (LeaseChecks.Source(context, block, out Block leaseBlock) is { } source)
            return source;
        if (leaseBlock.Account != block.Account)
            return Checks.Reject("consumer_mismatch", "lease_force_settle: only the consumer can force-settle a lease");
        if (context.View.GetLease(block.Source) is not { } lease)
            return Checks.Reject("lease_not_found", $"lease not found: {block.Source.Short}");
        if (lease.Settled)
            return Checks.Reject("lease_already_settled", "lease already settled");
        if (lease.State == LeaseState.Created)
            return Checks.Reject("lease_not_accepted", "lease not yet accepted for force-settle (state created): retry after accept");
        if (lease.State != LeaseState.Accepted)
            return Checks.Reject("lease_not_settleable", $"cannot force-settle lease in {lease.State.Name()} state");
        if (LeaseChecks.AttestedTime(context, block, out long time) is { } untimed)
            return untimed;

        Int128 expiry = LeaseChecks.Expiry(lease);
        Int128 opens = expiry + context.Timing.SettleGraceNs + context.Timing.ForceSettleGapNs;
        if (time < opens)
            return Checks.Reject("force_settle_early", $"lease not yet force-settleable: need timestamp >= {opens}, got {time}");
        Int128 closes = expiry + context.Timing.EscrowExpiryNs;
        if (time >= closes)
            return Checks.Reject("escrow_expired", $"lease escrow expired: refund window closed at {closes}, got {time}");
        if (context.View.GetPending(block.Source) is null)
            return Checks.Reject("no_escrow", $"no pending escrow for lease: {block.Source.Short}");

        if (context.View.GetAccount(block.Account) is not { } account)
            return Checks.Reject("unopened_account", "lease_force_settle from unopened account");
        if (Checks.Follows(block, account) is { } order)
            return order;
        ulong old = account.Balance(Asset.Xusd);
        if (leaseBlock.Amount > ulong.MaxValue - old)
            return Checks.Reject("balance_overflow", "lease_force_settle would overflow uint64 balance");
        if (Checks.Balance(block, old + leaseBlock.Amount) is { } balance)
            return balance;
        if (LeaseChecks.Guard(context, block.Source, LeaseState.Accepted) is { } guard)
            return guard;

        context.View.SetLease(block.Source, lease with { State = LeaseState.Unfulfilled, Settled = true });
        context.View.SetPending(block.Source, null);
        Checks.Commit(context, block);
        return null;
    }

    public Rejection? CheckStaged(RuleContext context, Block block, ulong parentBalance) =>
        LeaseChecks.StagedEscrow(context, block, "staged lease_force_settle: no pending escrow for lease", out PendingSend escrow)
            ?? Checks.Balance(block, unchecked(parentBalance + escrow.Amount), "staged lease_force_settle: ");
}
