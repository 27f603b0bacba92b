using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Leases;
using Xe.Core.Ledger;
using Xe.Core.Ledger.Rules;
using Xe.Core.Primitives;
using Xe.Node.Vm;

namespace Xe.Node.Leases;

/// <summary>Takes leases on that name this provider (spec 12 §7.2): machine first, then the attested time, then the block, so
/// that no accepted lease was ever without a machine. What may pass later is tried again while the lease is created.</summary>
internal sealed class LeaseAcceptor(
    NodeCore core, ILedgerConfig config, OwnChain chain, ILeaseNetwork network, IVmManager machines, Reservations reservations,
    ProviderOptions options, Func<PerformanceCertificate?> certificate, ILogger log)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);
    private const int MaxRemembered = 100_000;

    private readonly ConcurrentDictionary<Hash256, Attempt> _attempts = new();

    /// <summary>Leases of this provider that nobody has taken on and whose turn it is.</summary>
    public IReadOnlyList<LeaseRecord> Due()
    {
        long now = core.Clock.GetTimestamp();
        foreach (Hash256 gone in _attempts.Keys.Where(hash => core.Ledger.State.GetLease(hash) is not { State: LeaseState.Created }))
            _attempts.TryRemove(gone, out _);
        return [.. core.Ledger.State.LiveLeases.Where(lease => lease.State == LeaseState.Created && lease.Provider == core.Key.Address
            && (!_attempts.TryGetValue(lease.LeaseHash, out Attempt? attempt) || attempt.IsDue(now)))];
    }

    /// <summary>One attempt to take a lease on. Two attempts for one lease never run at once.</summary>
    public async Task TryAcceptAsync(LeaseRecord lease, CancellationToken cancellationToken)
    {
        if (_attempts.Count >= MaxRemembered)
            return;
        Attempt attempt = _attempts.GetOrAdd(lease.LeaseHash, _ => new Attempt());
        if (!attempt.TryBegin())
            return;
        Rejection? refused;
        try
        {
            refused = await AcceptAsync(lease, cancellationToken).ConfigureAwait(false);
        }
        catch (VmException e)
        {
            refused = new Rejection("vm_failed", e.Message + ": retry after sync");
        }
        finally
        {
            attempt.End();
        }
        if (refused is null)
        {
            LeaseLog.Accepted(log, lease.LeaseHash.Short);
            _attempts.TryRemove(lease.LeaseHash, out _);
            return;
        }
        LeaseLog.NotAccepted(log, lease.LeaseHash.Short, refused.Text);
        attempt.Postpone(core.Clock, FirstRetry, LongestRetry);
    }

    private async Task<Rejection?> AcceptAsync(LeaseRecord lease, CancellationToken cancellationToken)
    {
        if (core.Ledger.State.GetLease(lease.LeaseHash) is not { State: LeaseState.Created })
            return new Rejection("lease_state", "the lease is no longer waiting");
        // Found now, not after a machine was made for nothing.
        if (certificate() is not { } own || own.Hash != lease.CertificateHash)
            return new Rejection("certificate_mismatch", $"the lease pins certificate {lease.CertificateHash}, which is not this provider's current one");
        if (options.Judge(lease.Duration, lease.Cost, machines.List().Count) is { } unwanted)
            return unwanted;
        ulong stake = LeasePricing.Stake(lease.Cost, core.Genesis.Rules.LeaseStakeDivisor);
        if (chain.Tip.Xusd < stake)
            return new Rejection("stake", $"the stake of {stake} micro-XUSD is not covered by {chain.Tip.Xusd}");
        VmResources wanted = new(lease.Vcpus, lease.MemoryMb, lease.DiskGb);
        if (!reservations.TryTake(lease.LeaseHash, wanted))
            return new Rejection("capacity", "the capacity that is left does not suffice");
        try
        {
            // A machine that is there already is one of an accept that did not come through.
            VmInfo machine = machines.Find(lease.LeaseHash)
                ?? await machines.ProvisionAsync(lease.LeaseHash, wanted, lease.AccessPubKey, cancellationToken).ConfigureAwait(false);
            if (await network.SendMachineAsync(lease.Consumer, VmInfoJson.ToBytes(machine), cancellationToken).ConfigureAwait(false) is { } untold)
                LeaseLog.NotTold(log, lease.LeaseHash.Short, untold.Text);
        }
        finally
        {
            reservations.Release(lease.LeaseHash);
        }
        Rejection? refused;
        try
        {
            refused = await AppendAcceptAsync(lease, own.Hash, stake, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await EndMachineAsync(lease.LeaseHash).ConfigureAwait(false);
            throw;
        }
        if (refused is not null && !IsMine(lease.LeaseHash))
            await EndMachineAsync(lease.LeaseHash).ConfigureAwait(false);
        return refused;
    }

    private async Task<Rejection?> AppendAcceptAsync(LeaseRecord lease, string certificateHash, ulong stake, CancellationToken cancellationToken)
    {
        (IReadOnlyList<TimekeeperAttestation> attestations, Rejection? tooFew) =
            await network.GatherAsync(lease.LeaseHash.Value, cancellationToken).ConfigureAwait(false);
        if (tooFew is not null)
            return tooFew;
        AttestationClock clock = new(core.Clock.UnixNow(), core.Ledger.Timing.MaxAttestationSkewNs);
        if (AttestationList.Validate(attestations, lease.LeaseHash.Value, config.Timekeepers, clock, out long start) is { } invalid)
            return invalid;
        // The epoch that covers the attested start: a newer one would not be among those the ledger takes.
        if (config.EpochCandidates(start) is not [LockedEmission locked, ..])
            return new Rejection("no_epoch", "lease_accept epoch not yet available: retry after statechain syncs");
        (_, Rejection? refused) = await chain.AppendAsync(
            tip => tip.Xusd < stake
                ? (null, new Rejection("stake", $"the stake of {stake} micro-XUSD is not covered by {tip.Xusd}"))
                : (chain.Builder.LeaseAccept(tip, lease.LeaseHash, stake, locked.R, locked.PayoutCap, locked.TwapMilli, certificateHash, attestations), null),
            cancellationToken).ConfigureAwait(false);
        return refused;
    }

    private bool IsMine(Hash256 lease) =>
        core.Ledger.State.GetLease(lease) is { State: LeaseState.Accepted } record && record.Provider == core.Key.Address;

    private async Task EndMachineAsync(Hash256 lease)
    {
        try
        {
            await machines.TeardownAsync(lease, CancellationToken.None).ConfigureAwait(false);
        }
        catch (VmException e)
        {
            LeaseLog.TeardownFailed(log, lease.Short, e.Message);
        }
    }

    private sealed class Attempt
    {
        private int _running;
        private int _failures;
        private long _notBefore = long.MinValue;

        public bool IsDue(long now) => Volatile.Read(ref _running) == 0 && now >= Interlocked.Read(ref _notBefore);

        public bool TryBegin() => Interlocked.Exchange(ref _running, 1) == 0;

        public void End() => Volatile.Write(ref _running, 0);

        public void Postpone(TimeProvider clock, TimeSpan first, TimeSpan longest)
        {
            double seconds = Math.Min(longest.TotalSeconds, first.TotalSeconds * Math.Pow(2, Math.Min(_failures++, 10)));
            Interlocked.Exchange(ref _notBefore, clock.GetTimestamp() + (long)(seconds * clock.TimestampFrequency));
        }
    }
}
