using Microsoft.Extensions.Logging;

namespace Xe.Node.Net;

/// <summary>Work in the background that ends with its owner. Bounded: beyond the limit nothing more is started. Thread-safe.</summary>
internal sealed class BackgroundTasks(ILogger log, int limit) : IAsyncDisposable
{
    private static readonly TimeSpan DisposeLimit = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Cancelled when the owner stops.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Tasks running.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _running.Count;
        }
    }

    /// <summary>Starts work; false where too much runs already or the owner stops.</summary>
    public bool TryRun(string name, Func<CancellationToken, Task> work)
    {
        lock (_gate)
        {
            if (_stop.IsCancellationRequested || _running.Count >= limit)
                return false;
            Task task = Task.Run(() => GuardAsync(name, work), CancellationToken.None);
            _running.Add(task);
            _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return true;
        }
    }

    /// <summary>Repeats work; a round that outlasts the period is followed by the next one at the next tick.</summary>
    public void Repeat(string name, TimeSpan period, TimeProvider clock, Func<CancellationToken, Task> work) => TryRun(name, async token =>
    {
        using PeriodicTimer timer = new(period, clock);
        while (await timer.WaitForNextTickAsync(token).ConfigureAwait(false))
            await GuardAsync(name, work).ConfigureAwait(false);
    });

    /// <summary>Cancels everything and waits for it, at most 20 s.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task[] left;
        lock (_gate)
            left = [.. _running];
        try
        {
            await Task.WhenAll(left).WaitAsync(DisposeLimit).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Abandoned: nothing is committed outside the store's own transactions.
        }
        _stop.Dispose();
    }

    private async Task GuardAsync(string name, Func<CancellationToken, Task> work)
    {
        try
        {
            await work(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // What fails while everything ends is no fault.
        }
        catch (Exception e) when (Wire.NetFault.IsExpected(e))
        {
            NetLog.WorkFailed(log, name, e.Message);
        }
        catch (Exception e)
        {
            NetLog.LoopFailed(log, e, name);
        }
    }

    private void Forget(Task task)
    {
        lock (_gate)
            _running.Remove(task);
    }
}
