namespace Xe.Tool.Bench;

/// <summary>A group of measures that <c>dotnet xe bench --only NAME</c> runs.</summary>
internal interface IBench
{
    /// <summary>The name that <c>--only</c> takes.</summary>
    string Name { get; }

    /// <summary>Measures, one result at a time.</summary>
    /// <param name="cancellationToken">Ends the run between two measurements.</param>
    IEnumerable<BenchResult> Run(CancellationToken cancellationToken);
}
