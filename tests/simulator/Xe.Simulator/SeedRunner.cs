namespace Xe.Simulator;

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
                failure = new SeedFailure(seed, violation.Message, bug);
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
