namespace Xe.Tool.Bench;

/// <summary>Every bench there is, in the order they run.</summary>
internal static class BenchCatalogue
{
    /// <summary>All benches.</summary>
    public static IReadOnlyList<IBench> All { get; } =
    [
        new Ed25519Bench(),
        new VerifyBench(),
        new WorkBench(),
        new StoreBench(),
        new IngestBench(),
        new Libp2pBench(),
        new IngestScaleBench(),
        new SyncBench(),
        new FinalityBench(),
    ];
}
