namespace Xe.Simulator;

/// <summary>A small seeded generator (SplitMix64) that gives the same numbers on every platform and framework version.</summary>
public sealed class SimRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>64 random bits.</summary>
    public ulong NextULong()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number below <paramref name="bound"/>.</summary>
    public int Next(int bound) => (int)(NextULong() % (ulong)bound);

    /// <summary>True in this share of calls.</summary>
    public bool Chance(double share) => (NextULong() >> 11) * (1.0 / (1UL << 53)) < share;

    /// <summary>A span between two bounds, in milliseconds.</summary>
    public TimeSpan Milliseconds(int from, int to) => TimeSpan.FromMilliseconds(from + Next(to - from + 1));

    /// <summary>One of the items.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];
}
