using System.Runtime.CompilerServices;

namespace Xe.Core.Storage;

/// <summary>Tells when a change set is committed (and on stable storage, where it asked for that). All sets of one
/// transaction share one task, so a ticket costs nothing. Awaiting a set that could not be written throws the writer's
/// <see cref="StoreException"/>.</summary>
public readonly struct DurableTicket : IEquatable<DurableTicket>
{
    private readonly Task? _task;

    /// <summary>A ticket of a batch whose end the task tells.</summary>
    public DurableTicket(Task task) => _task = task;

    /// <summary>A ticket with nothing to wait for.</summary>
    public static DurableTicket Completed => default;

    /// <summary>The shared task; a completed one for a default ticket.</summary>
    public Task Task => _task ?? Task.CompletedTask;

    /// <summary>True once committed or failed.</summary>
    public bool IsCompleted => Task.IsCompleted;

    /// <summary>True once committed.</summary>
    public bool IsCommitted => Task.IsCompletedSuccessfully;

    /// <summary>Makes the ticket awaitable.</summary>
    public TaskAwaiter GetAwaiter() => Task.GetAwaiter();

    /// <summary>Blocks until committed; throws the writer's failure. For threads of their own only.</summary>
    public void Wait(CancellationToken cancellationToken = default) => Task.WaitAsync(cancellationToken).GetAwaiter().GetResult();

    /// <summary>Calls back once, with the failure or null: at once where the outcome is known, otherwise when it is, perhaps
    /// on the writer's thread. The callback only enqueues: waiting in it could stop every commit.</summary>
    public void OnCompleted(Action<Exception?> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Task task = Task;
        if (task.IsCompleted)
            callback(Failure(task));
        else
            _ = task.ContinueWith(t => callback(Failure(t)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static Exception? Failure(Task task) => task.IsCompletedSuccessfully ? null : task.Exception?.InnerException ?? new TaskCanceledException(task);

    /// <inheritdoc />
    public bool Equals(DurableTicket other) => Task == other.Task;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is DurableTicket other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => Task.GetHashCode();

    /// <summary>Same transaction.</summary>
    public static bool operator ==(DurableTicket left, DurableTicket right) => left.Equals(right);

    /// <summary>Different transactions.</summary>
    public static bool operator !=(DurableTicket left, DurableTicket right) => !left.Equals(right);
}
