using System.Diagnostics;

namespace Xe.Tool.Bench;

/// <summary>How fast something went, by the wall clock and by the processor time the process used for it. The second hardly
/// depends on what else the machine does.</summary>
/// <param name="PerSecond">Things per second of wall time.</param>
/// <param name="PerCpuSecond">Things per second of processor time, all threads.</param>
internal readonly record struct Speed(double PerSecond, double PerCpuSecond)
{
    /// <summary>Processors that were busy with it on average.</summary>
    public double Cores => PerCpuSecond > 0 ? PerSecond / PerCpuSecond : 0;

    /// <summary>Measures an action that does so many things.</summary>
    public static Speed Of(int count, Action action)
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long started = Stopwatch.GetTimestamp();
        action();
        return Of(count, Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - cpu);
    }

    /// <summary>So many things in these times.</summary>
    public static Speed Of(int count, TimeSpan wall, TimeSpan cpu) => new(count / wall.TotalSeconds, count / cpu.TotalSeconds);

    /// <summary>The better of each figure.</summary>
    public Speed Best(Speed other) => new(Math.Max(PerSecond, other.PerSecond), Math.Max(PerCpuSecond, other.PerCpuSecond));
}
