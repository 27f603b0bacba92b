using System.Collections.Concurrent;
using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger;

/// <summary>Reputation of every account that took part in a lease (spec 04 §16), kept as leases change. An undone event leaves
/// the counters and keeps its times. Written under the ledger's gate, read by any thread.</summary>
public sealed class ReputationTable
{
    private readonly ConcurrentDictionary<Address, ReputationRecord> _records = new();

    /// <summary>Accounts with a record.</summary>
    public int Count => _records.Count;

    /// <summary>An account's record; null where there is no activity.</summary>
    public ReputationRecord? Get(Address account) => _records.GetValueOrDefault(account);

    /// <summary>All records in ascending order of address.</summary>
    public IReadOnlyList<KeyValuePair<Address, ReputationRecord>> All() => [.. _records.OrderBy(r => r.Key)];

    /// <summary>Takes over a lease read from the store at start.</summary>
    /// <param name="lease">The record.</param>
    /// <param name="endedAtNs">Timestamp of the block that settled, force-settled or cancelled it, Unix ns; null where none did
    /// or it is not known: then a settlement counts at the lease's end.</param>
    internal void Load(LeaseRecord lease, long? endedAtNs)
    {
        Add(lease, sign: true);
        if (lease.StartTime != 0)
            Touch(lease, lease.StartTime);
        if (Ended(lease) is { } end && end != Ending.Expired)
            Touch(lease, endedAtNs ?? lease.ExpiryNs);
    }

    /// <summary>Follows the leases of an applied set.</summary>
    internal void Apply(ChangeSet set)
    {
        foreach (ChangeSet.Change<Hash256, LeaseRecord> change in set.Leases)
        {
            if (change.Before is { } before)
                Add(before, sign: false);
            if (change.After is { } after)
            {
                Add(after, sign: true);
                TouchNew(change.Before, after, set);
            }
            Drop(change.Before);
        }
    }

    private enum Ending { Settled, Unfulfilled, Cancelled, Expired }

    private static Ending? Ended(LeaseRecord lease) => lease.State switch
    {
        LeaseState.Cancelled => Ending.Cancelled,
        LeaseState.Expired => Ending.Expired,
        LeaseState.Unfulfilled => Ending.Unfulfilled,
        _ => lease.Settled ? Ending.Settled : null,
    };

    private void TouchNew(LeaseRecord? before, LeaseRecord after, ChangeSet set)
    {
        if (after.StartTime != 0 && after.StartTime != before?.StartTime)
            Touch(after, after.StartTime);
        if (Ended(after) is not { } end || end == Ending.Expired || before?.State == after.State)
            return;
        foreach (ChangeSet.Appended added in set.Added)
        {
            if (added.Block.Source == after.LeaseHash && added.Block.Type != BlockType.LeaseAccept)
                Touch(after, added.Block.Timestamp);
        }
    }

    private void Add(LeaseRecord lease, bool sign)
    {
        bool accepted = lease.StartTime != 0;
        Ending? end = Ended(lease);
        if (!accepted && end != Ending.Cancelled)
            return;
        ulong seconds = end == Ending.Settled ? lease.Duration : 0;
        Change(lease.Provider, r => r with
        {
            AcceptedAsProvider = Step(r.AcceptedAsProvider, accepted ? 1UL : 0, sign),
            SettledAsProvider = Step(r.SettledAsProvider, end == Ending.Settled ? 1UL : 0, sign),
            SecondsSettledAsProvider = Step(r.SecondsSettledAsProvider, seconds, sign),
            UnfulfilledAsProvider = Step(r.UnfulfilledAsProvider, end == Ending.Unfulfilled ? 1UL : 0, sign),
        });
        Change(lease.Consumer, r => r with
        {
            AcceptedAsConsumer = Step(r.AcceptedAsConsumer, accepted ? 1UL : 0, sign),
            SettledAsConsumer = Step(r.SettledAsConsumer, end == Ending.Settled ? 1UL : 0, sign),
            SecondsSettledAsConsumer = Step(r.SecondsSettledAsConsumer, seconds, sign),
            UnfulfilledAsConsumer = Step(r.UnfulfilledAsConsumer, end == Ending.Unfulfilled ? 1UL : 0, sign),
            CancelledAsConsumer = Step(r.CancelledAsConsumer, end == Ending.Cancelled ? 1UL : 0, sign),
        });
    }

    private static ulong Step(ulong value, ulong by, bool add) => add ? value + by : value - Math.Min(value, by);

    private void Touch(LeaseRecord lease, long timeNs)
    {
        Change(lease.Provider, r => r.Touched(timeNs));
        Change(lease.Consumer, r => r.Touched(timeNs));
    }

    // An account whose last event was undone has no reputation any more.
    private void Drop(LeaseRecord? before)
    {
        if (before is null)
            return;
        foreach (Address account in (ReadOnlySpan<Address>)[before.Provider, before.Consumer])
        {
            if (_records.TryGetValue(account, out ReputationRecord? record) && record.IsEmpty)
                _records.TryRemove(account, out _);
        }
    }

    private void Change(Address account, Func<ReputationRecord, ReputationRecord> change) =>
        _records[account] = change(_records.GetValueOrDefault(account) ?? new ReputationRecord());
}
