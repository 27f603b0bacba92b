namespace Xe.Simulator;

/// <summary>A seed that broke a property.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Message">What broke.</param>
public sealed record SeedFailure(ulong Seed, string Message);

/// <summary>Sums over many seeds.</summary>
public sealed record SeedSummary(int Runs, int Violations, int Converged, int SplitLocks, long FinalPositions, long Undone, long Messages);

/// <summary>Runs seeds side by side; each run is single-threaded and deterministic.</summary>
public static class SeedRunner
{
    /// <summary>Runs <paramref name="count"/> seeds from <paramref name="first"/> on.</summary>
    public static SeedSummary Run(ulong first, int count, PlantedBug bug, int threads, TextWriter? trace, Action<SeedFailure> onFailure, bool stopAtFirst = false)
    {
        var gate = new Lock();
        var sum = new SeedSummary(0, 0, 0, 0, 0, 0, 0);
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
            {
                sum = new SeedSummary(sum.Runs + 1, sum.Violations + (failure is null ? 0 : 1), sum.Converged + (report?.Converged == true ? 1 : 0),
                    sum.SplitLocks + (report?.SplitLocks == true ? 1 : 0), sum.FinalPositions + (report?.FinalPositions ?? 0),
                    sum.Undone + (report?.Undone ?? 0), sum.Messages + (report?.Messages ?? 0));
            }
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
