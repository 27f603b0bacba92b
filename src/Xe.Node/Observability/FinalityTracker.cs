using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Node.Observability;

/// <summary>Counts what becomes final and who voted lately (spec 14 §8.1, §8.3). Told by the ledger under its gate: a few
/// dictionary steps a set.</summary>
public sealed class FinalityTracker : ILedgerObserver
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly NodeMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly RepresentativeActivity _activity;
    private readonly RecentBlockTimes _times = new();
    private long _advances;
    private long _lastAdvanceNs;
    private long _lastAdvanceAt;

    /// <summary>Counts from now on.</summary>
    public FinalityTracker(NodeMetrics metrics, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(clock);
        (_metrics, _clock) = (metrics, clock);
        _activity = new RepresentativeActivity(clock);
        StartedAt = _lastAdvanceAt = clock.GetTimestamp();
    }

    /// <summary>When counting began, in timestamp units of the clock.</summary>
    public long StartedAt { get; }

    /// <summary>Final heights raised since the start.</summary>
    public ulong Advances => (ulong)Interlocked.Read(ref _advances);

    /// <summary>When the last one was, Unix ns; 0 before the first.</summary>
    public long LastAdvanceNs => Interlocked.Read(ref _lastAdvanceNs);

    /// <summary>Time since the last one, or since the start before the first.</summary>
    public TimeSpan SinceAdvance => _clock.GetElapsedTime(Interlocked.Read(ref _lastAdvanceAt));

    /// <summary>Whether a representative's vote was seen within the last ten minutes.</summary>
    public bool IsActive(Address representative) => _activity.IsActive(representative);

    /// <inheritdoc />
    public void BlockAdded(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        _times.Add(block.Hash, block.Timestamp);
    }

    /// <inheritdoc />
    public void ConflictChanged(Position position) { }

    /// <inheritdoc />
    public void Applied(ChangeSet changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        for (int i = 0; i < changes.Votes.Count; i++)
            _activity.Saw(changes.Votes[i].RepKey);
        for (int i = 0; i < changes.Accounts.Count; i++)
        {
            ChangeSet.Change<Address, AccountState> change = changes.Accounts[i];
            ulong before = change.Before?.FinalHeight ?? 0;
            if (change.After is { } after && after.FinalHeight > before)
                Advance(after.FinalHeight - before);
        }
        for (int i = 0; i < changes.Statuses.Count; i++)
        {
            if (changes.Statuses[i].Value == BlockStatus.Finalized && _times.TryTake(changes.Statuses[i].Key, out long timestamp))
                _metrics.FinalityLatency((_clock.UnixNow() - timestamp) / (double)NanosecondsPerSecond);
        }
    }

    private void Advance(ulong blocks)
    {
        Interlocked.Increment(ref _advances);
        Interlocked.Exchange(ref _lastAdvanceNs, _clock.UnixNow());
        Interlocked.Exchange(ref _lastAdvanceAt, _clock.GetTimestamp());
        _metrics.FinalityAdvanced((long)blocks);
    }
}
