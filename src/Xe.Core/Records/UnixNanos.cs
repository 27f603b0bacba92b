namespace Xe.Core.Records;

/// <summary>Unix time in nanoseconds, the protocol's only unit of time.</summary>
public static class UnixNanos
{
    private const long NanosPerTick = 100;

    /// <summary>The clock's time, nanoseconds since 1970; resolution 100 ns.</summary>
    public static long Now(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return (clock.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * NanosPerTick;
    }

    /// <summary>|a − b| without wrap-around (spec 03 §10.6).</summary>
    public static ulong Distance(long a, long b) => a >= b ? (ulong)a - (ulong)b : (ulong)b - (ulong)a;
}
