using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;
using Xe.Testing.Stores;

namespace Xe.Core.Tests.Storage;

public sealed class LedgerWriterTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AWhile = TimeSpan.FromMilliseconds(150);
    private static readonly Address Alice = ChainScript.Account(1);
    private readonly ControlledStore _store = new();
    private readonly ChainScript _script = new();
    private LedgerWriter? _writer;

    public void Dispose()
    {
        _store.Open();
        _writer?.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task Sets_reach_the_store_in_the_order_of_the_calls()
    {
        LedgerWriter writer = Start();
        var order = new List<ChangeSet>();
        Task[] callers = [.. Enumerable.Range(0, 4).Select(caller => Task.Run(() =>
        {
            for (int i = 0; i < 500; i++)
            {
                lock (order)
                {
                    order.Add(new ChangeSet());
                    _ = writer.Enqueue(order[^1]);
                }
            }
        }))];
        await Task.WhenAll(callers);
        await writer.FlushAsync();
        Assert.Equal(order, _store.Commits.SelectMany(commit => commit.Sets), ReferenceEqualityComparer.Instance!);
    }

    [Fact]
    public async Task What_gathers_during_a_commit_shares_the_next_one()
    {
        LedgerWriter writer = StartBlocked(out Task first);
        for (int i = 0; i < 100; i++)
            _ = writer.Enqueue(new ChangeSet());
        DurableTicket last = writer.Enqueue(new ChangeSet());
        _store.Permit(2);
        await first.WaitAsync(Soon);
        await last.Task.WaitAsync(Soon);
        Assert.Equal([1, 101], _store.Commits.Select(commit => commit.Sets.Count));
    }

    [Fact]
    public async Task A_transaction_is_bounded_in_sets()
    {
        LedgerWriter writer = StartBlocked(out _, new LedgerWriterOptions { MaxBatchSets = 10 });
        for (int i = 0; i < 25; i++)
            _ = writer.Enqueue(new ChangeSet());
        _store.Open();
        await writer.FlushAsync().WaitAsync(Soon);
        Assert.Equal([1, 10, 10, 5], _store.Commits.Select(commit => commit.Sets.Count));
    }

    [Fact]
    public async Task A_ticket_completes_with_its_commit_and_not_before()
    {
        LedgerWriter writer = StartBlocked(out Task first);
        DurableTicket second = writer.Enqueue(new ChangeSet());
        await Task.Delay(AWhile);
        Assert.False(first.IsCompleted);
        Assert.False(second.IsCompleted);
        _store.Permit();
        await first.WaitAsync(Soon);
        Assert.False(second.IsCompleted);
        Assert.Equal(second, writer.LastTicket);
        _store.Permit();
        await second.Task.WaitAsync(Soon);
        Assert.True(second.IsCommitted);
        Assert.True(writer.LastTicket.IsCommitted);
    }

    [Fact]
    public async Task A_full_queue_makes_the_caller_wait_for_room()
    {
        LedgerWriter writer = StartBlocked(out _, new LedgerWriterOptions { MaxQueuedSets = 4 });
        for (int i = 0; i < 3; i++)
            _ = writer.Enqueue(new ChangeSet());
        Task<DurableTicket> waiting = Task.Run(() => writer.Enqueue(new ChangeSet()));
        await Task.Delay(AWhile);
        Assert.False(waiting.IsCompleted);
        Assert.Equal(4, writer.QueuedSets);
        _store.Permit();
        await waiting.WaitAsync(Soon);
        Assert.InRange(writer.QueuedSets, 1, 4);
    }

    [Fact]
    public async Task The_queue_is_bounded_in_bytes_too()
    {
        LedgerWriter writer = StartBlocked(out _, new LedgerWriterOptions { MaxQueuedBytes = 20_000 });
        var large = new ChangeSet { VotesCleared = new Position[100] };
        _ = writer.Enqueue(large);
        Task<DurableTicket> waiting = Task.Run(() => writer.Enqueue(new ChangeSet()));
        await Task.Delay(AWhile);
        Assert.False(waiting.IsCompleted);
        _store.Open();
        await waiting.WaitAsync(Soon);
    }

    [Fact]
    public async Task After_a_failed_commit_nothing_is_acknowledged_any_more()
    {
        LedgerWriter writer = StartBlocked(out Task first, new LedgerWriterOptions { MaxQueuedSets = 3 });
        DurableTicket second = writer.Enqueue(new ChangeSet());
        DurableTicket third = writer.Enqueue(new ChangeSet());
        Task<DurableTicket> waiting = Task.Run(() => writer.Enqueue(new ChangeSet()));
        await Task.Delay(AWhile);
        _store.Failure = new StoreException(StoreFailure.Full, "the disk is full");
        _store.Open();
        Assert.Equal(StoreFailure.Full, (await writer.Failed.WaitAsync(Soon)).Failure);
        _store.Failure = null;
        DurableTicket fourth = await waiting.WaitAsync(Soon);
        foreach (Task ticket in (Task[])[first, second.Task, third.Task, fourth.Task, writer.Enqueue(new ChangeSet()).Task, writer.LastTicket.Task, writer.FlushAsync()])
            Assert.Equal(StoreFailure.Full, (await Assert.ThrowsAsync<StoreException>(() => ticket.WaitAsync(Soon))).Failure);
        Assert.Empty(_store.Commits);
        Assert.Equal(0, _store.Flushes);
    }

    [Fact]
    public async Task Any_other_failure_of_the_store_stops_the_writer_as_well()
    {
        LedgerWriter writer = Start();
        _store.Failure = new InvalidOperationException("a bug");
        DurableTicket ticket = writer.Enqueue(new ChangeSet());
        StoreException failure = await writer.Failed.WaitAsync(Soon);
        Assert.IsType<InvalidOperationException>(failure.InnerException);
        Assert.Contains("a bug", failure.Message, StringComparison.Ordinal);
        Assert.Same(failure, await Assert.ThrowsAsync<StoreException>(() => ticket.Task.WaitAsync(Soon)));
    }

    [Fact]
    public async Task A_set_that_asks_for_stable_storage_gets_a_full_sync_and_others_do_not()
    {
        LedgerWriter writer = Start();
        await writer.Enqueue(new ChangeSet()).Task.WaitAsync(Soon);
        await writer.Enqueue(new ChangeSet { NeedsFullSync = true }).Task.WaitAsync(Soon);
        await writer.Enqueue(new ChangeSet()).Task.WaitAsync(Soon);
        Assert.Equal([false, true, false], _store.Commits.Select(commit => commit.FullSync));
    }

    [Fact]
    public async Task Flush_waits_for_everything_before_it_and_syncs()
    {
        LedgerWriter writer = StartBlocked(out Task first);
        Task flush = writer.FlushAsync();
        await Task.Delay(AWhile);
        Assert.False(flush.IsCompleted);
        _store.Open();
        await flush.WaitAsync(Soon);
        Assert.True(first.IsCompletedSuccessfully);
        Assert.Equal(1, _store.Flushes);
    }

    [Fact]
    public async Task Closing_writes_what_waits_and_refuses_what_comes_later()
    {
        LedgerWriter writer = StartBlocked(out Task first);
        DurableTicket second = writer.Enqueue(new ChangeSet());
        Task closing = Task.Run(writer.Dispose);
        await Task.Delay(AWhile);
        Assert.False(closing.IsCompleted);
        _store.Open();
        await closing.WaitAsync(Soon);
        Assert.True(first.IsCompletedSuccessfully);
        Assert.True(second.IsCommitted);
        Assert.Equal(StoreFailure.Closed, (await Assert.ThrowsAsync<StoreException>(() => writer.Enqueue(new ChangeSet()).Task)).Failure);
    }

    [Fact]
    public async Task A_tickets_callback_hears_success_and_failure_once()
    {
        LedgerWriter writer = StartBlocked(out _);
        var heard = new TaskCompletionSource<Exception?>();
        writer.LastTicket.OnCompleted(heard.SetResult);
        _store.Permit();
        Assert.Null(await heard.Task.WaitAsync(Soon));
        var failed = new TaskCompletionSource<Exception?>();
        _store.Failure = new StoreException(StoreFailure.Io, "gone");
        writer.Enqueue(new ChangeSet()).OnCompleted(failed.SetResult);
        _store.Open();
        Assert.IsType<StoreException>(await failed.Task.WaitAsync(Soon));
        Exception? late = null;
        writer.LastTicket.OnCompleted(e => late = e);
        Assert.IsType<StoreException>(late);
    }

    [Fact]
    public async Task A_steady_trickle_is_gathered_and_a_lone_set_is_not_kept_waiting()
    {
        LedgerWriter writer = Start(new LedgerWriterOptions { MinCommitInterval = TimeSpan.FromMinutes(10), PromptSets = 5 });
        await writer.Enqueue(new ChangeSet()).Task.WaitAsync(Soon);
        DurableTicket gathered = writer.Enqueue(new ChangeSet());
        await Task.Delay(AWhile);
        Assert.False(gathered.IsCompleted);
        for (int i = 0; i < 4; i++)
            _ = writer.Enqueue(new ChangeSet());
        await gathered.Task.WaitAsync(Soon);
        Assert.Equal([1, 5], _store.Commits.Select(commit => commit.Sets.Count));
        _ = writer.Enqueue(new ChangeSet());
        await writer.FlushAsync().WaitAsync(Soon);
    }

    [Fact]
    public void What_is_enqueued_is_seen_at_once()
    {
        LedgerWriter writer = StartBlocked(out _);
        _ = writer.Enqueue(_script.Append(Alice, out Block block));
        Assert.True(writer.View.Contains(block.Hash));
        Assert.Same(block, writer.View.GetBlock(block.Hash));
        Assert.False(_store.Contains(block.Hash));
    }

    private LedgerWriter Start(LedgerWriterOptions? options = null) => _writer = new LedgerWriter(_store, options);

    // A writer that stands in the commit of a first set.
    private LedgerWriter StartBlocked(out Task first, LedgerWriterOptions? options = null)
    {
        _store.Close();
        LedgerWriter writer = Start(options);
        first = writer.Enqueue(new ChangeSet()).Task;
        Assert.True(SpinWait.SpinUntil(() => _store.IsCommitting, Soon));
        return writer;
    }
}
