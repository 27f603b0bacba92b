using System.Collections.Concurrent;

namespace Xe.PowerShell.Loading;

/// <summary>Runs asynchronous work while the shell's thread waits in it: what follows an <c>await</c> comes back to that thread,
/// which alone may write objects, progress and errors.</summary>
internal sealed class PipelineThread : SynchronizationContext, IDisposable
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _queue = [];

    private PipelineThread()
    {
    }

    /// <summary>Runs the work to its end and rethrows what it throws.</summary>
    public static void Run(Func<Task> work)
    {
        SynchronizationContext? before = Current;
        using PipelineThread thread = new();
        SetSynchronizationContext(thread);
        try
        {
            Task task = work();
            _ = task.ContinueWith(static (_, state) => ((PipelineThread)state!)._queue.CompleteAdding(), thread,
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            foreach ((SendOrPostCallback callback, object? state) in thread._queue.GetConsumingEnumerable())
                callback(state);
            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <inheritdoc />
    public override void Post(SendOrPostCallback d, object? state)
    {
        try
        {
            _queue.Add((d, state));
        }
        catch (InvalidOperationException)
        {
            // The work is over; a late progress report has nobody to go to.
        }
    }

    /// <inheritdoc />
    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

    /// <inheritdoc />
    public void Dispose() => _queue.Dispose();
}
