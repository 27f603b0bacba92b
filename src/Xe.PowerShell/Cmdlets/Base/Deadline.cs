using System.Diagnostics;

namespace Xe.PowerShell.Cmdlets;

/// <summary>How far a bounded wait is.</summary>
internal sealed class Deadline(TimeSpan limit)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>The time is up.</summary>
    public bool IsOver => _watch.Elapsed >= limit;

    /// <summary>Share of the time that has passed.</summary>
    public double Fraction => limit > TimeSpan.Zero ? _watch.Elapsed / limit : 1;
}
