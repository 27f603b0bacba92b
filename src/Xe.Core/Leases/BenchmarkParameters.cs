namespace Xe.Core.Leases;

/// <summary>Size of a benchmark run (spec 12 §4.1).</summary>
/// <param name="Iterations">Sequential hashes.</param>
/// <param name="Entries">Table entries of 32 bytes each; at least 1.</param>
/// <param name="Reads">Dependent table reads.</param>
public sealed record BenchmarkParameters(ulong Iterations, int Entries, int Reads)
{
    /// <summary>Workload version 3: 375,000,000 hashes, 256 MiB, 1,000,000 reads. About a minute on one core.</summary>
    public static BenchmarkParameters Workload3 { get; } = new(PerformanceCertificate.RequiredIterations, 8_388_608, 1_000_000);
}
