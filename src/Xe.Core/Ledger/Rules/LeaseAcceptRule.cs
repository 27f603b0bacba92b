using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger.Rules;

/// <summary>lease_accept (spec 03 §8.7): the provider takes a lease on, stakes where the rules say so, and locks the
/// emission parameters of its attested start.</summary>
internal sealed class LeaseAcceptRule : IBlockRule
{
    public BlockType Type => BlockType.LeaseAccept;

    public Rejection? Apply(RuleContext context, Block block)
    {
        if (block.Asset != Asset.Xusd)
            return Checks.Reject("lease_asset", "lease_accept block must have asset=XUSD");
        if (LeaseChecks.Source(context, block, out Block lease) is { } source)
            return source;
        if (lease.Destination != block.Account)
            return Checks.Reject("provider_mismatch", "lease_accept: provider account mismatch");
        if (context.View.GetLease(block.Source) is { State: not LeaseState.Created })
            return Checks.Reject("lease_already_accepted", "lease already accepted");
        ulong stake = LeasePricing.Stake(lease.Amount, context.Rules.LeaseStakeDivisor);
        if (block.Amount != stake)
            return Checks.Reject("stake_mismatch", $"lease_accept stake mismatch: expected {stake}, got {block.Amount}");

        if (context.View.GetAccount(block.Account) is not { } account)
            return Checks.Reject("unopened_account", "lease_accept from unopened account");
        if (Checks.Follows(block, account) is { } order)
            return order;
        ulong have = account.Balance(Asset.Xusd);
        if (block.Amount > have)
            return Checks.Reject("insufficient_balance", $"insufficient XUSD balance for stake: have {have}, need {block.Amount}");
        if (Checks.Balance(block, have - block.Amount) is { } balance)
            return balance;
        if (LeaseChecks.AttestedTime(context, block, out long start) is { } untimed)
            return untimed;
        if (Certificate(context, block, lease, start) is { } certificate)
            return certificate;
        if (Emission(context, block, start) is { } emission)
            return emission;
        if (LeaseChecks.Guard(context, block.Source, LeaseState.Created) is { } guard)
            return guard;

        context.View.SetLease(block.Source, context.View.GetLease(block.Source)! with
        {
            State = LeaseState.Accepted,
            Stake = block.Amount,
            StartTime = start,
            CertificateHash = block.CertificateHash,
            LockedR = block.LockedR,
            LockedPayoutCap = block.LockedPayoutCap,
            LockedTwapMilli = block.LockedTwapMilli,
        });
        Checks.Commit(context, block);
        return null;
    }

    public Rejection? CheckStaged(RuleContext context, Block block, ulong parentBalance)
    {
        if (block.Amount > parentBalance)
            return Checks.Reject("insufficient_balance", $"staged lease_accept: insufficient balance: have {parentBalance}, need {block.Amount}");
        return Checks.Balance(block, parentBalance - block.Amount, "staged lease_accept: ");
    }

    private static Rejection? Certificate(RuleContext context, Block block, Block lease, long start)
    {
        string hash = block.CertificateHash;
        if (hash.Length == 0)
            return Checks.Reject("certificate_missing", "lease_accept: performance certificate required");
        if (hash != lease.CertificateHash)
        {
            return Checks.Reject("certificate_mismatch",
                $"lease_accept: certificate hash {Hex.Short(hash)} does not match lease's referenced cert {Hex.Short(lease.CertificateHash)}");
        }
        if (context.Config.GetCertificate(hash) is not { } certificate)
            return Checks.Reject("certificate_not_found", $"lease_accept: certificate not found: {(hash.Length > 12 ? hash[..12] : hash)}");
        if (certificate.Provider != block.Account.ToString())
            return Checks.Reject("certificate_foreign", "lease_accept: certificate belongs to different provider");
        return start > certificate.ExpiresAt
            ? Checks.Reject("certificate_expired", "lease_accept: certificate expired")
            : null;
    }

    // The locked values are in the signed bytes; settlement never looks at the current epoch, or nodes would disagree.
    private static Rejection? Emission(RuleContext context, Block block, long start)
    {
        if (block.LockedR == 0)
        {
            return Checks.Reject("locked_emission_missing",
                "lease_accept missing locked emission params: locked_r must be set (the accept must carry locked_r/locked_payout_cap/locked_twap)");
        }
        IReadOnlyList<LockedEmission> candidates = context.Config.EpochCandidates(start);
        if (candidates.Count == 0)
        {
            return Checks.Reject("epoch_not_available",
                $"lease_accept epoch not yet available for accept time {start}: retry after statechain syncs");
        }
        var locked = new LockedEmission(block.LockedR, block.LockedPayoutCap, block.LockedTwapMilli);
        if (candidates.Contains(locked))
            return null;
        return Checks.Reject("locked_emission_mismatch", context.Synced
            ? $"lease_accept locked emission mismatch on sync: block {locked} != epoch@accept {candidates[0]}: retry after statechain syncs"
            : $"lease_accept locked emission mismatch: block {locked} != epoch@accept {candidates[0]}");
    }
}
