namespace Xe.Simulator;

/// <summary>A seed that broke a property.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Message">What broke.</param>
/// <param name="Bug">The bug planted in the run.</param>
public sealed record SeedFailure(ulong Seed, string Message, PlantedBug Bug = PlantedBug.None)
{
    /// <summary>How to see it again.</summary>
    public string Replay => $"replay: scripts/xe simulate --seed {Seed}{(Bug == PlantedBug.None ? "" : $" --bug {Bug}")} --trace";
}
