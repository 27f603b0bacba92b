namespace Xe.Simulator;

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
