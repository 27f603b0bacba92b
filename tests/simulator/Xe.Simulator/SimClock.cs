namespace Xe.Simulator;

/// <summary>Virtual time shared by every node of a run; moves only when the scheduler says so.</summary>
public sealed class SimClock : TimeProvider
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Virtual time since the start of the run.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override long GetTimestamp() => Elapsed.Ticks;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => Epoch + Elapsed;

    /// <summary>Moves to a later point in time.</summary>
    public void MoveTo(TimeSpan elapsed)
    {
        if (elapsed > Elapsed)
            Elapsed = elapsed;
    }
}
