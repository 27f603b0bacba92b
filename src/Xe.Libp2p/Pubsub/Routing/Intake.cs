namespace Xe.Libp2p.Pubsub.Routing;

/// <summary>How many of a peer's messages are being validated. At the limit the peer's stream is not read on: a flood slows
/// down its sender alone. One reader, many finishers.</summary>
internal sealed class Intake(int limit)
{
    private readonly Lock _lock = new();
    private int _pending;
    private TaskCompletionSource? _waiter;

    public void Enter()
    {
        lock (_lock) _pending++;
    }

    public void Leave()
    {
        TaskCompletionSource? wake = null;
        lock (_lock)
        {
            // Half-way down, so that reading goes on in batches.
            if (--_pending <= limit / 2) (wake, _waiter) = (_waiter, null);
        }
        wake?.TrySetResult();
    }

    /// <summary>Completes once there is room; at once where there is.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_pending < limit) return ValueTask.CompletedTask;
            _waiter ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_waiter.Task.WaitAsync(cancellationToken));
        }
    }
}
