namespace Xe.Core.Storage;

/// <summary>Bounds of the <see cref="LedgerWriter"/>.</summary>
public sealed record LedgerWriterOptions
{
    /// <summary>Change sets waiting or being written at which <see cref="LedgerWriter.Enqueue"/> blocks. Default: 65,536.</summary>
    public int MaxQueuedSets { get; init; } = 65_536;

    /// <summary>Estimated bytes waiting or being written at which <see cref="LedgerWriter.Enqueue"/> blocks. Default: 64 MiB.</summary>
    public long MaxQueuedBytes { get; init; } = 64L << 20;

    /// <summary>Most change sets in one transaction. Default: 8,192.</summary>
    public int MaxBatchSets { get; init; } = 8_192;

    /// <summary>Estimated bytes at which a transaction is not made larger. Default: 16 MiB.</summary>
    public long MaxBatchBytes { get; init; } = 16L << 20;

    /// <summary>Shortest time from the start of one commit to the next while fewer than <see cref="PromptSets"/> wait: a
    /// steady trickle is gathered instead of paying for a transaction each. A set that comes after a pause is written at
    /// once. Default: 1 ms.</summary>
    public TimeSpan MinCommitInterval { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Waiting sets that are written without regard to <see cref="MinCommitInterval"/>. Default: 512.</summary>
    public int PromptSets { get; init; } = 512;
}
