using Xe.Core.Primitives;
using Xe.Core.Work;

namespace Xe.Client.Blocks;

/// <summary>How <see cref="BlockFactory"/> works.</summary>
public sealed record BlockFactoryOptions
{
    /// <summary>Delegate that opening blocks name; null = the node's account where it has weight, else the heaviest
    /// representative: an account without one would give no weight to the network's finality.</summary>
    public Address? Representative { get; init; }

    /// <summary>Let the node search work (<c>POST /pow</c>) instead of this process. Default: no.</summary>
    public bool NodeWork { get; init; }

    /// <summary>Receives progress of the work search.</summary>
    public IProgress<WorkProgress>? Work { get; init; }

    /// <summary>How often a block is built anew where its frontier had moved. Default: 5.</summary>
    public int MaxRebuilds { get; init; } = 5;

    /// <summary>Time between two looks at a block that is waited for. Default: 200 ms.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Clock of timestamps and waits. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
