namespace Xe.Tool.Bench;

/// <summary>A group of measures that <c>dotnet xe bench --only NAME</c> runs. Listed in <see cref="BenchCatalogue"/>.</summary>
internal interface IBench
{
    /// <summary>The name that <c>--only</c> takes; the results' names start with it.</summary>
    string Name { get; }

    /// <summary>What is measured beside what, in one line.</summary>
    string Summary { get; }

    /// <summary>True for a bench of minutes: it runs only when it is named.</summary>
    bool IsLong => false;

    /// <summary>Measures, one result at a time.</summary>
    /// <param name="run">Cancellation and progress.</param>
    IEnumerable<BenchResult> Run(BenchRun run);
}
