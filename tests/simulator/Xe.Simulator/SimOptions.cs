namespace Xe.Simulator;

/// <summary>Bugs that can be planted, each of which the checkers must catch.</summary>
public enum PlantedBug
{
    /// <summary>None: the code as it is.</summary>
    None,
    /// <summary>Lock and final vote are published without having been flushed.</summary>
    SkipLockFlush,
    /// <summary>Hashes of which no held block stands at the position count as candidates and in sums of votes.</summary>
    CountUnheldHashes,
    /// <summary>A swap may undo final blocks.</summary>
    DropFinalityWall,
}

/// <summary>What one run does.</summary>
/// <param name="Seed">Everything random follows from it.</param>
/// <param name="Bug">A bug planted in every honest node.</param>
/// <param name="Trace">Where to write a line per step; null = nowhere.</param>
public sealed record SimOptions(ulong Seed, PlantedBug Bug = PlantedBug.None, TextWriter? Trace = null);
