namespace Xe.Simulator;

/// <summary>Runs actions in the order of their virtual time; equal times in the order they were scheduled.</summary>
public sealed class Scheduler(SimClock clock)
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _queue = new();
    private long _order;

    /// <summary>Runs an action after a delay.</summary>
    public void After(TimeSpan delay, Action action) => _queue.Enqueue(action, (clock.Elapsed + delay, _order++));

    /// <summary>Runs everything up to a point in time; <paramref name="afterEach"/> runs behind every action.</summary>
    public void RunUntil(TimeSpan end, Action afterEach)
    {
        while (_queue.TryPeek(out Action? action, out (TimeSpan At, long Order) due) && due.At <= end)
        {
            _queue.Dequeue();
            clock.MoveTo(due.At);
            action();
            afterEach();
        }
        clock.MoveTo(end);
    }
}
