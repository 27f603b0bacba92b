namespace Xe.Core.Work;

/// <summary>How <see cref="WorkSearch"/> searches. The defaults suit a wallet: all cores, random start.</summary>
public sealed record WorkSearchOptions
{
    /// <summary>Backend; default the fastest the processor has.</summary>
    public WorkBackend Backend { get; init; }

    /// <summary>Threads; default 0, one per processor.</summary>
    public int Threads { get; init; }

    /// <summary>First nonce to try; default null, a random one. The result for a given start is always the same.</summary>
    public ulong? StartNonce { get; init; }

    /// <summary>Receives progress about every <see cref="ProgressInterval"/>, from a searching thread; default none.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }

    /// <summary>Time between progress reports; default 250 ms.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Clock of progress and elapsed time; default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
