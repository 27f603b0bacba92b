namespace Xe.Node.Storage;

/// <summary>How a <see cref="SqliteStore"/> is opened.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>Directory of the store, created where missing (spec 05 §8: <c>ledger/</c> of the data directory).</summary>
    public required string Directory { get; init; }

    /// <summary>The network this node is on; an empty store takes it, a filled one must have the same. Null = not checked
    /// (maintenance tools).</summary>
    public StoreIdentity? Identity { get; init; }

    /// <summary>Most reader connections open at one time. Default: 4. A reader beyond waits.</summary>
    public int MaxReaders { get; init; } = 4;

    /// <summary>Page cache of the writer connection, MiB. Default: 64.</summary>
    public int WriterCacheMb { get; init; } = 64;

    /// <summary>Page cache of each reader connection, MiB. Default: 8.</summary>
    public int ReaderCacheMb { get; init; } = 8;

    /// <summary>Size of the write-ahead log, MiB, at which it is copied into the file. Default: 32.</summary>
    public int CheckpointMb { get; init; } = 32;

    /// <summary>Runs SQLite's quick check over the whole file at open: time grows with the file. Default: no.</summary>
    public bool CheckIntegrity { get; init; }

    /// <summary>Largest size of the file in pages of 4,096 bytes; 0 = no limit. Default: 0.</summary>
    public long MaxPages { get; init; }
}
