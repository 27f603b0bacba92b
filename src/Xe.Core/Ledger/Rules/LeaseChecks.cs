using Xe.Core.Blocks;
using Xe.Core.Leases;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger.Rules;

/// <summary>What the lease rules share (spec 03 §8.6–8.10).</summary>
internal static class LeaseChecks
{
    /// <summary>The lease block an accept, cancel or force-settle names.</summary>
    public static Rejection? Source(RuleContext context, Block block, out Block lease)
    {
        lease = context.Live.GetBlock(block.Source)!;
        if (lease is null)
            return Checks.Reject("lease_not_found", $"source lease block not found: {block.Source.Short}");
        return lease.Type == BlockType.Lease
            ? null
            : Checks.Reject("not_a_lease", "source block is not a lease block");
    }

    /// <summary>The attested time of the block's list over the lease hash; without the skew test for synced blocks.</summary>
    public static Rejection? AttestedTime(RuleContext context, Block block, out long time)
    {
        time = 0;
        string type = block.Type.Name();
        if (context.Config.Timekeepers is not { IsConfigured: true } timekeepers)
            return Checks.Reject("timekeepers_not_configured", $"{type}: timekeepers not configured");
        AttestationClock? clock = context.Synced ? null : new AttestationClock(context.NowNs, context.Timing.MaxAttestationSkewNs);
        return AttestationList.Validate(block.Attestations, block.Source.Value, timekeepers, clock, out time)
            ?.Prefixed($"{type} attestation: ");
    }

    /// <summary>The guard of the commit (spec 03 §13): two transitions of one lease must not both pass.</summary>
    public static Rejection? Guard(RuleContext context, Hash256 leaseHash, LeaseState expected)
    {
        LeaseRecord? lease = context.View.GetLease(leaseHash);
        if (lease is null)
            return Checks.Reject("lease_state_conflict", $"CommitBlock: CommitBlock: lease state conflict: lease {leaseHash.ToString()[..12]} not found");
        return lease.State == expected
            ? null
            : Checks.Reject("lease_state_conflict",
                $"CommitBlock: CommitBlock: lease state conflict: lease {leaseHash.ToString()[..12]} is {lease.State.Name()}, want {expected.Name()}");
    }

    /// <summary>The pending a staged lease transition needs.</summary>
    public static Rejection? StagedEscrow(RuleContext context, Block block, string text, out PendingSend escrow)
    {
        escrow = context.View.GetPending(block.Source)!;
        return escrow is null ? Checks.Reject("no_escrow", text) : null;
    }

    /// <summary>Start plus duration as an exact number: it may pass 63 bits.</summary>
    public static Int128 Expiry(LeaseRecord lease) => (Int128)lease.StartTime + (Int128)lease.Duration * 1_000_000_000;
}
