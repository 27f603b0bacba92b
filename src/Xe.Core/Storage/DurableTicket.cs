using System.Runtime.CompilerServices;

namespace Xe.Core.Storage;

/// <summary>Tells when a change set is committed (and on stable storage, where it asked for that). All sets of one
/// transaction share one task, so a ticket costs nothing. Awaiting a set that could not be written throws the writer's
/// <see cref="StoreException"/>.</summary>
public readonly struct DurableTicket : IEquatable<DurableTicket>
{
    private readonly Task? _task;

    internal DurableTicket(Task task) => _task = task;

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
