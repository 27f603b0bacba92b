using Xe.Core.Primitives;

namespace Xe.Core.Ledger;

public sealed partial class Ledger
{
    /// <summary>Ends leases that nobody settled in time: the escrow is destroyed and the record expires, without a block
    /// (spec 03 §10.7). A host runs this every 10 s, and not before its first sync is complete: until then an old lease may
    /// only be waiting for its settle.</summary>
    /// <param name="limit">Most leases ended by one call; the rest waits for the next.</param>
    /// <returns>Leases ended.</returns>
    public int ArchiveExpiredLeases(int limit = 1000)
    {
        lock (_gate)
        {
            long now = _clock.UnixNow();
            var overlay = new LedgerOverlay(State);
            int ended = 0;
            foreach (LeaseRecord lease in State.LiveLeases.Where(l => l.State == LeaseState.Accepted && now >= ArchivesAt(l)).OrderBy(l => l.LeaseHash).Take(limit))
            {
                overlay.SetPending(lease.LeaseHash, null);
                overlay.SetLease(lease.LeaseHash, lease with { State = LeaseState.Expired, Settled = true });
                ended++;
            }
            if (ended > 0)
                Apply(overlay.ToChangeSet());
            return ended;
        }
    }

    // Wider than 64 bits: a duration of a year on a start near the end of time must not wrap.
    private Int128 ArchivesAt(LeaseRecord lease) =>
        (Int128)lease.StartTime + (Int128)lease.Duration * 1_000_000_000 + Timing.EscrowExpiryNs + Timing.ArchiveGapNs;
}
