namespace Xe.Core.Primitives;

/// <summary>Unix time in nanoseconds, the protocol's only clock unit.</summary>
public static class UnixNanos
{
    private const long PerTick = 100;

    /// <summary>The clock's present, ns since 1970 (resolution 100 ns).</summary>
    public static long UnixNow(this TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return FromTime(clock.GetUtcNow());
    }

    /// <summary>A point in time as ns since 1970.</summary>
    public static long FromTime(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * PerTick;

    /// <summary>Ns since 1970 as a point in time; clamped to what the type can hold.</summary>
    public static DateTimeOffset ToTime(long nanos) => DateTimeOffset.UnixEpoch.AddTicks(nanos / PerTick);

    /// <summary>|a − b| without wrap-around, ns.</summary>
    public static ulong Distance(long a, long b) => a >= b ? unchecked((ulong)a - (ulong)b) : unchecked((ulong)b - (ulong)a);
}
