namespace Xe.Core.Storage;

/// <summary>A promise that a change is in the store (and on stable storage, where the change asked for it). Whoever
/// acknowledges a block, or publishes a final vote, waits for it. The default value is a completed ticket.</summary>
public readonly struct DurableTicket
{
    private readonly DurableTicketSource? _source;

    internal DurableTicket(DurableTicketSource source) => _source = source;

    /// <summary>A ticket with nothing to wait for.</summary>
    public static DurableTicket Completed => default;

    /// <summary>A task that ends with the commit, or fails with its <see cref="StoreException"/>.</summary>
    public Task AsTask() => _source is null ? Task.CompletedTask : _source.Task;

    /// <summary>Calls back once, with the failure or null: at once when the outcome is known, otherwise on the writer's
    /// thread. The callback only enqueues: waiting in it would stop every commit.</summary>
    public void OnCompleted(Action<Exception?> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        if (_source is null)
            callback(null);
        else
            _source.OnCompleted(callback);
    }
}
