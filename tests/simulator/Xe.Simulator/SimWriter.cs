using Xe.Core.Ledger;
using Xe.Core.Storage;

namespace Xe.Simulator;

/// <summary>A writer and its disk in virtual time: sets become visible at once, durable when a flush comes round. A crash
/// keeps a prefix: everything flushed, and by chance some of what was not.</summary>
public sealed class SimWriter : ILedgerWriter
{
    private readonly Scheduler _scheduler;
    private readonly SimRandom _random;
    private readonly bool _liesAboutFlushes;
    private readonly List<ChangeSet> _log;
    private readonly List<TaskCompletionSource> _waiting = [];
    private int _durable;
    private bool _flushScheduled;
    private bool _crashed;

    /// <summary>A writer over what survived of an earlier one.</summary>
    public SimWriter(Scheduler scheduler, SimRandom random, bool liesAboutFlushes, IReadOnlyList<ChangeSet> survived)
    {
        _scheduler = scheduler;
        _random = random;
        _liesAboutFlushes = liesAboutFlushes;
        _log = [.. survived];
        _durable = _log.Count;
        Store = Replay(_log);
    }

    /// <summary>The store as the running node sees it.</summary>
    public MemoryStore Store { get; }

    /// <inheritdoc />
    public ILedgerReader View => Store;

    /// <inheritdoc />
    public DurableTicket LastTicket => DurableTicket.Completed;

    /// <inheritdoc />
    public DurableTicket Enqueue(ChangeSet changes)
    {
        Store.Commit([changes], changes.NeedsFullSync);
        _log.Add(changes);
        if (!changes.NeedsFullSync)
            return DurableTicket.Completed;
        var source = new TaskCompletionSource();
        _waiting.Add(source);
        if (!_flushScheduled)
        {
            _flushScheduled = true;
            _scheduler.After(_random.Milliseconds(1, 20), Flush);
        }
        return new DurableTicket(source.Task);
    }

    /// <summary>What a process killed now, with the power cut, would find on its disk.</summary>
    public IReadOnlyList<ChangeSet> Crash()
    {
        _crashed = true;
        int kept = _durable + _random.Next(_log.Count - _durable + 1);
        return _log[..kept];
    }

    /// <summary>A store rebuilt from everything this writer was given.</summary>
    public MemoryStore Rebuild() => Replay(_log);

    private void Flush()
    {
        _flushScheduled = false;
        if (_crashed)
            return;
        if (!_liesAboutFlushes)
            _durable = _log.Count;
        TaskCompletionSource[] done = [.. _waiting];
        _waiting.Clear();
        foreach (TaskCompletionSource source in done)
            source.SetResult();
    }

    private static MemoryStore Replay(List<ChangeSet> log)
    {
        var store = new MemoryStore();
        if (log.Count > 0)
            store.Commit(log, fullSync: true);
        return store;
    }
}
