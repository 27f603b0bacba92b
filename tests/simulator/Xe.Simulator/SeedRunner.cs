namespace Xe.Simulator;

/// <summary>A seed that broke a property.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Message">What broke.</param>
public sealed record SeedFailure(ulong Seed, string Message);

/// <summary>Sums over many seeds.</summary>
public sealed class SeedSummary
{
    /// <summary>Seeds run.</summary>
    public int Runs { get; private set; }

    /// <summary>Seeds that broke a property.</summary>
    public int Violations { get; private set; }

    /// <summary>Seeds that ended alike with everything final.</summary>
    public int Converged { get; private set; }

    /// <summary>Seeds that did not, by each root cause.</summary>
    public SortedDictionary<StuckCause, int> Stuck { get; } = [];

    /// <summary>Positions made final.</summary>
    public long FinalPositions { get; private set; }

    /// <summary>Blocks undone, over all nodes.</summary>
    public long Undone { get; private set; }

    /// <summary>Messages sent.</summary>
    public long Messages { get; private set; }

    internal void Add(SimReport? report)
    {
        Runs++;
        if (report is null)
        {
            Violations++;
            return;
        }
        if (report.Converged)
            Converged++;
        foreach (StuckCause cause in report.Causes)
            Stuck[cause] = Stuck.GetValueOrDefault(cause) + 1;
        FinalPositions += report.FinalPositions;
        Undone += report.Undone;
        Messages += report.Messages;
    }

    /// <inheritdoc />
    public override string ToString() =>
        $"{Runs} seeds: {Violations} violations, {Converged} converged, {Runs - Violations - Converged} stuck where the protocol says so ({string.Join(", ", Stuck.Select(s => $"{s.Key} {s.Value}"))}), "
        + $"{FinalPositions} positions final, {Undone} blocks undone, {Messages} messages";
}

/// <summary>Runs seeds side by side; each run is single-threaded and deterministic.</summary>
public static class SeedRunner
{
    /// <summary>Runs <paramref name="count"/> seeds from <paramref name="first"/> on.</summary>
    public static SeedSummary Run(ulong first, int count, PlantedBug bug, int threads, TextWriter? trace, Action<SeedFailure> onFailure, bool stopAtFirst = false)
    {
        var gate = new Lock();
        var sum = new SeedSummary();
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = trace is null ? Math.Max(1, threads) : 1 }, (i, loop) =>
        {
            ulong seed = first + (ulong)i;
            SimReport? report = null;
            SeedFailure? failure = null;
            try
            {
                report = new Simulation(new SimOptions(seed, bug, trace)).Run();
            }
            catch (ViolationException violation)
            {
                failure = new SeedFailure(seed, violation.Message);
            }
            lock (gate)
                sum.Add(report);
            if (failure is not null)
            {
                onFailure(failure);
                if (stopAtFirst)
                    loop.Stop();
            }
        });
        return sum;
    }
}
