using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger.Rules;

/// <summary>lease_settle (spec 03 §8.8): after expiry the provider is paid in new XE and the escrow is destroyed.</summary>
internal sealed class LeaseSettleRule : IBlockRule
{
    public BlockType Type => BlockType.LeaseSettle;

    public Rejection? Apply(RuleContext context, Block block)
    {
        if (block.Asset != Asset.Xe)
            return Checks.Reject("lease_asset", "lease_settle block must have asset=XE");
        if (context.View.GetLease(block.Source) is not { } lease)
            return Checks.Reject("lease_not_found", $"lease not found: {block.Source.Short}");
        if (lease.Settled)
            return Checks.Reject("lease_already_settled", "lease already settled");
        if (lease.Provider != block.Account)
            return Checks.Reject("provider_mismatch", "lease_settle: provider account mismatch");
        if (lease.State == LeaseState.Created)
            return Checks.Reject("lease_not_accepted", "lease not yet accepted for settle (state created): retry after accept");
        if (lease.State != LeaseState.Accepted)
            return Checks.Reject("lease_not_settleable", $"lease_settle: lease not settleable in {lease.State.Name()} state");
        if (LeaseChecks.AttestedTime(context, block, out long time) is { } untimed)
            return untimed;

        Int128 expiry = LeaseChecks.Expiry(lease);
        if (time < expiry)
            return Checks.Reject("lease_not_expired", $"lease not yet expired: need timestamp >= {expiry}, got {time}");
        Int128 grace = expiry + context.Timing.SettleGraceNs;
        if (time > grace)
            return Checks.Reject("settle_past_grace", $"lease settle past grace: timestamp {time} exceeds expiry+grace {grace}");
        ulong capped = LeasePricing.CapR(lease.LockedR, lease.LockedPayoutCap, lease.LockedTwapMilli);
        if (LeasePricing.Emission(lease.Cost, capped, out ulong emission) is { } overflow)
            return overflow.Prefixed("lease_settle: ");
        if (block.Amount != emission)
        {
            return Checks.Reject("emission_mismatch",
                $"lease_settle XE mismatch: expected {emission} (cost={lease.Cost}, R={lease.LockedR}, R_capped={capped}), got {block.Amount}");
        }
        // Without an escrow to burn, one lease could emit twice.
        if (context.View.GetPending(block.Source) is null)
            return Checks.Reject("no_escrow", $"no escrow pending to burn for lease: {block.Source.Short}");

        if (context.View.GetAccount(block.Account) is not { } account)
            return Checks.Reject("unopened_account", "lease_settle from unopened account");
        if (Checks.Follows(block, account) is { } order)
            return order;
        ulong old = account.Balance(Asset.Xe);
        if (block.Amount > ulong.MaxValue - old)
            return Checks.Reject("balance_overflow", "lease_settle would overflow uint64 balance");
        if (Checks.Balance(block, old + block.Amount) is { } balance)
            return balance;
        if (LeaseChecks.Guard(context, block.Source, LeaseState.Accepted) is { } guard)
            return guard;

        context.View.SetLease(block.Source, lease with { State = LeaseState.Settled, Settled = true });
        context.View.SetPending(block.Source, null);
        Checks.Commit(context, block, xusdCredit: lease.Stake);
        return null;
    }

    public Rejection? CheckStaged(RuleContext context, Block block, ulong parentBalance)
    {
        if (LeaseChecks.StagedEscrow(context, block, "staged lease_settle: no pending escrow for lease", out _) is { } escrow)
            return escrow;
        if (block.Amount > ulong.MaxValue - parentBalance)
            return Checks.Reject("balance_overflow", "staged lease_settle: balance would overflow uint64");
        return Checks.Balance(block, parentBalance + block.Amount, "staged lease_settle: ");
    }
}
