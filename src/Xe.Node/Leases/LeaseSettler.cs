using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Node.Leases;

/// <summary>Ends leases in time (spec 12 §7.4): settles what this node provided, force-settles what it consumed and the provider
/// left unsettled. Many leases may expire together: they are attested side by side, and each is tried until its window closes.</summary>
internal sealed class LeaseSettler(NodeCore core, OwnChain chain, ILeaseNetwork network, ILogger log)
{
    private const int MaxAtOnce = 8;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Hash256, long> _notBefore = new();

    /// <summary>One round over the live leases. Returns when every attempt of the round has ended.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long now = core.Clock.UnixNow();
        long tick = core.Clock.GetTimestamp();
        foreach (Hash256 ended in _notBefore.Keys.Where(hash => core.Ledger.State.GetLease(hash) is not { IsLive: true }))
            _notBefore.TryRemove(ended, out _);
        LeaseRecord[] due = [.. core.Ledger.State.LiveLeases
            .Where(lease => lease.State == LeaseState.Accepted && (IsSettleable(lease, now) || IsForceSettleable(lease, now)))
            .Where(lease => !_notBefore.TryGetValue(lease.LeaseHash, out long notBefore) || tick >= notBefore)];
        await Parallel.ForEachAsync(
            due, new ParallelOptions { MaxDegreeOfParallelism = MaxAtOnce, CancellationToken = cancellationToken },
            async (lease, token) =>
            {
                Rejection? refused = lease.Provider == core.Key.Address
                    ? await SettleAsync(lease, token).ConfigureAwait(false)
                    : await ForceSettleAsync(lease, token).ConfigureAwait(false);
                if (refused is not null)
                    _notBefore[lease.LeaseHash] = core.Clock.GetTimestamp() + (long)(RetryAfter.TotalSeconds * core.Clock.TimestampFrequency);
            }).ConfigureAwait(false);
    }

    // By the local clock; the attested time decides in the ledger.
    private bool IsSettleable(LeaseRecord lease, long now) =>
        lease.Provider == core.Key.Address && lease.Cost > 0 && now >= lease.ExpiryNs && now <= Later(lease.ExpiryNs, core.Ledger.Timing.SettleGraceNs);

    private bool IsForceSettleable(LeaseRecord lease, long now) =>
        lease.Consumer == core.Key.Address
        && now >= Later(Later(lease.ExpiryNs, core.Ledger.Timing.SettleGraceNs), core.Ledger.Timing.ForceSettleGapNs)
        && now < Later(lease.ExpiryNs, core.Ledger.Timing.EscrowExpiryNs);

    private static long Later(long time, long span) => (long)Int128.Min(long.MaxValue, (Int128)time + span);

    private async Task<Rejection?> SettleAsync(LeaseRecord lease, CancellationToken cancellationToken)
    {
        ulong factor = LeasePricing.CapR(lease.LockedR, lease.LockedPayoutCap, lease.LockedTwapMilli);
        Rejection? refused = LeasePricing.Emission(lease.Cost, factor, out ulong emission);
        refused ??= await AppendAsync(lease, (tip, attestations) => chain.Builder.LeaseSettle(tip, lease.LeaseHash, emission, attestations), cancellationToken).ConfigureAwait(false);
        if (refused is null)
            LeaseLog.Settled(log, lease.LeaseHash.Short, emission);
        else
            LeaseLog.NotSettled(log, lease.LeaseHash.Short, refused.Text);
        return refused;
    }

    private async Task<Rejection?> ForceSettleAsync(LeaseRecord lease, CancellationToken cancellationToken)
    {
        Rejection? refused = await AppendAsync(
            lease, (tip, attestations) => chain.Builder.LeaseForceSettle(tip, lease.LeaseHash, lease.Cost, attestations), cancellationToken).ConfigureAwait(false);
        if (refused is null)
            LeaseLog.ForceSettled(log, lease.LeaseHash.Short, lease.Cost);
        else
            LeaseLog.NotForceSettled(log, lease.LeaseHash.Short, refused.Text);
        return refused;
    }

    private async Task<Rejection?> AppendAsync(
        LeaseRecord lease, Func<ChainTip, IReadOnlyList<TimekeeperAttestation>, WireBlock> draft, CancellationToken cancellationToken)
    {
        (IReadOnlyList<TimekeeperAttestation> attestations, Rejection? tooFew) =
            await network.GatherAsync(lease.LeaseHash.Value, cancellationToken).ConfigureAwait(false);
        if (tooFew is not null)
            return tooFew;
        (_, Rejection? refused) = await chain.AppendAsync(tip => (draft(tip, attestations), null), cancellationToken).ConfigureAwait(false);
        return refused;
    }
}
