namespace Xe.Core.Storage;

/// <summary>The writer's side of tickets: one source serves every change of a batch.</summary>
public sealed class DurableTicketSource
{
    private readonly Lock _lock = new();
    private List<Action<Exception?>>? _callbacks;
    private TaskCompletionSource? _task;
    private Exception? _failure;
    private bool _done;

    /// <summary>A ticket of this batch.</summary>
    public DurableTicket Ticket => new(this);

    // Made only when somebody asks: most changes of a sync are never awaited one by one.
    internal Task Task
    {
        get
        {
            lock (_lock)
            {
                if (_done)
                    return _failure is null ? System.Threading.Tasks.Task.CompletedTask : System.Threading.Tasks.Task.FromException(_failure);
                return (_task ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    /// <summary>Ends the wait of every ticket of the batch, once.</summary>
    /// <param name="failure">Why the commit failed; null when it succeeded.</param>
    public void Complete(Exception? failure)
    {
        List<Action<Exception?>>? callbacks;
        TaskCompletionSource? task;
        lock (_lock)
        {
            if (_done)
                throw new InvalidOperationException("a batch completes once");
            (_done, _failure) = (true, failure);
            (callbacks, task) = (_callbacks, _task);
            (_callbacks, _task) = (null, null);
        }
        if (failure is null)
            task?.SetResult();
        else
            task?.SetException(failure);
        if (callbacks is null)
            return;
        foreach (Action<Exception?> callback in callbacks)
            callback(failure);
    }

    internal void OnCompleted(Action<Exception?> callback)
    {
        lock (_lock)
        {
            if (!_done)
            {
                (_callbacks ??= []).Add(callback);
                return;
            }
        }
        callback(_failure);
    }
}
