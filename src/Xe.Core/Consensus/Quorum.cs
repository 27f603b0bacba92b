namespace Xe.Core.Consensus;

/// <summary>The only way to finality: weight × 100 ≥ total × 67, exact integers (spec 04 §5).</summary>
public static class Quorum
{
    /// <summary>Share needed, percent.</summary>
    public const uint Percent = 67;

    /// <summary>True when the weight is a quorum of the total. Nothing is a quorum of zero.</summary>
    public static bool IsReached(UInt128 weight, UInt128 total) =>
        // Totals stay below 2^96 (2^64 units for each of fewer than 2^32 representatives): no overflow.
        total != 0 && weight * 100 >= total * Percent;
}
