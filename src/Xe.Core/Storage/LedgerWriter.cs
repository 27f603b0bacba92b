using System.Diagnostics;
using Xe.Core.Ledger;

namespace Xe.Core.Storage;

/// <summary>Writes change sets to the store in the order they are enqueued: one thread, one transaction for all that
/// gathered meanwhile. After a crash the store holds a prefix of them (spec 05 §1.4). The first failed transaction ends the
/// writer for good, since memory may not run ahead of a store that no longer follows: every later ticket fails the same
/// way and <see cref="Failed"/> completes.</summary>
public sealed class LedgerWriter : ILedgerWriter, IDisposable
{
    private const int MaxSpare = 2;

    private readonly ILedgerStore _store;
    private readonly LedgerWriterOptions _options;
    private readonly Thread _thread;
    private readonly object _gate = new();
    private readonly TaskCompletionSource<StoreException> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // All batches not yet committed, oldest first; the last one is open, the first may be being written.
    private readonly List<InFlightBatch> _batches = [new()];

    // Emptied batches for the next use: their tables are worth keeping.
    private readonly Stack<InFlightBatch> _spare = [];
    private StoreException? _failure;
    private ulong _blocks;
    private long _queuedSets;
    private long _queuedBytes;
    private long _retired;
    private bool _isWaiting;
    private bool _hurry;
    private bool _closing;

    /// <summary>Starts the writer's thread.</summary>
    public LedgerWriter(ILedgerStore store, LedgerWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        (_store, _options) = (store, options ?? new LedgerWriterOptions());
        View = new StoreView(store, this);
        _blocks = store.CountBlocks();
        _thread = new Thread(Run) { Name = "xe-ledger-writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>What the store will hold once all enqueued sets are committed.</summary>
    public StoreView View { get; }

    /// <inheritdoc />
    ILedgerReader ILedgerWriter.View => View;

    /// <inheritdoc />
    public DurableTicket LastTicket
    {
        get
        {
            lock (_gate)
                return new DurableTicket(_failure is null ? LastCommit : Task.FromException(_failure));
        }
    }

    /// <summary>Completes with the cause when a transaction failed; the node stops then. Never completes otherwise.</summary>
    public Task<StoreException> Failed => _failed.Task;

    /// <summary>Change sets waiting or being written.</summary>
    public long QueuedSets => Interlocked.Read(ref _queuedSets);

    /// <summary>Transactions committed so far.</summary>
    public long CommittedBatches => Interlocked.Read(ref _retired);

    /// <summary>Puts a set in the queue; the order of calls is the order of the store. Visible in <see cref="View"/> at
    /// once. Blocks while the queue is full. Never throws a store failure: the ticket carries it.</summary>
    public DurableTicket Enqueue(ChangeSet changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        long bytes = ChangeSetSize.Estimate(changes);
        lock (_gate)
        {
            while (IsFull && _failure is null && !_closing)
                Monitor.Wait(_gate);
            if (_failure is not null || _closing)
                return new DurableTicket(Task.FromException(_failure ?? new StoreException(StoreFailure.Closed, "the ledger writer is closed")));
            InFlightBatch open = _batches[^1];
            if (open.Sets.Count > 0 && (open.Sets.Count >= _options.MaxBatchSets || open.Bytes + bytes > _options.MaxBatchBytes))
                _batches.Add(open = NewBatch());
            open.Add(changes, bytes);
            _blocks += (ulong)changes.Added.Count - (ulong)changes.Removed.Count;
            _queuedSets++;
            _queuedBytes += bytes;
            if (_isWaiting && (open.Sets.Count == 1 || IsPrompt))
                Monitor.PulseAll(_gate);
            return new DurableTicket(open.Committed);
        }
    }

    /// <summary>Completes when everything enqueued before the call is on stable storage.</summary>
    public async Task FlushAsync()
    {
        Task last;
        lock (_gate)
        {
            last = LastCommit;
            if (_failure is not null)
                throw _failure;
            _hurry = true;
            Monitor.PulseAll(_gate);
        }
        await last.ConfigureAwait(false);
        _store.Flush();
    }

    /// <summary>Writes what is enqueued, then ends the thread. Sets that come later are refused. The store stays open.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.PulseAll(_gate);
        }
        if (Thread.CurrentThread != _thread)
            _thread.Join();
    }

    /// <summary>Looks through the batches in flight, newest first, under the gate.</summary>
    internal T Look<T, TKey>(TKey key, Func<IReadOnlyList<InFlightBatch>, long, TKey, T> look)
    {
        lock (_gate)
            return look(_batches, _retired, key);
    }

    /// <summary>Blocks on chains with everything enqueued. Counted here: what is being written cannot be told to be in the store
    /// already or not yet.</summary>
    internal ulong CountBlocks()
    {
        lock (_gate)
            return _blocks;
    }

    // An empty open batch has nothing to wait for but the one before it.
    private Task LastCommit =>
        _batches[^1].Sets.Count > 0 ? _batches[^1].Committed : _batches.Count > 1 ? _batches[^2].Committed : Task.CompletedTask;

    private bool IsFull => _queuedSets >= _options.MaxQueuedSets || _queuedBytes >= _options.MaxQueuedBytes;

    private bool IsPrompt => _queuedSets >= _options.PromptSets || IsFull || _hurry || _closing;

    private void Run()
    {
        long lastStart = 0;
        while (TryTake(lastStart, out InFlightBatch? batch))
        {
            lastStart = Stopwatch.GetTimestamp();
            try
            {
                _store.Commit(batch.Sets, batch.NeedsFullSync);
            }
            catch (Exception e)
            {
                // Whatever it is: the store did not take the sets, and nothing may be written past them.
                Fail(e as StoreException ?? new StoreException("writing the ledger failed: " + e.Message, e));
                return;
            }
            Retire(batch);
        }
    }

    private bool TryTake(long lastStart, out InFlightBatch batch)
    {
        lock (_gate)
        {
            while (true)
            {
                batch = _batches[0];
                if (batch.Sets.Count == 0)
                {
                    if (_closing)
                        return false;
                    Wait(Timeout.InfiniteTimeSpan);
                    continue;
                }
                TimeSpan left = _options.MinCommitInterval - Stopwatch.GetElapsedTime(lastStart);
                if (lastStart == 0 || left <= TimeSpan.Zero || IsPrompt)
                    break;
                Wait(left < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : left);
            }
            // Later sets go to a batch of their own.
            if (_batches.Count == 1)
                _batches.Add(NewBatch());
            _hurry = false;
            return true;
        }
    }

    private void Wait(TimeSpan time)
    {
        _isWaiting = true;
        Monitor.Wait(_gate, time);
        _isWaiting = false;
    }

    private void Retire(InFlightBatch batch)
    {
        lock (_gate)
        {
            _batches.RemoveAt(0);
            _retired++;
            _queuedSets -= batch.Sets.Count;
            _queuedBytes -= batch.Bytes;
            Monitor.PulseAll(_gate);
        }
        batch.Complete();
        batch.Reset();
        lock (_gate)
        {
            if (_spare.Count < MaxSpare)
                _spare.Push(batch);
        }
    }

    private InFlightBatch NewBatch() => _spare.TryPop(out InFlightBatch? batch) ? batch : new InFlightBatch();

    private void Fail(StoreException failure)
    {
        InFlightBatch[] lost;
        lock (_gate)
        {
            _failure = failure;
            lost = [.. _batches];
            Monitor.PulseAll(_gate);
        }
        foreach (InFlightBatch batch in lost)
            batch.Fail(failure);
        _failed.TrySetResult(failure);
    }
}
