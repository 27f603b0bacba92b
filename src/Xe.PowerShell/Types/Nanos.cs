namespace Xe;

/// <summary>Nanoseconds of the protocol as the shell's time spans (resolution 100 ns).</summary>
internal static class Nanos
{
    public static TimeSpan ToSpan(long nanos) => TimeSpan.FromTicks(nanos / 100);
}
