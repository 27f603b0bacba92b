namespace Xe.Client.Nodes;

/// <summary>How a node is started in the background.</summary>
public sealed record NodeStartOptions
{
    /// <summary>Its data directory.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The program that runs it.</summary>
    public required NodeProgram Program { get; init; }

    /// <summary>Options of <c>node run</c> besides <c>--data</c>. Never secrets: other users can read them.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Further environment of the node: the place for secrets.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Longest wait until the API answers; a large ledger takes a while to rebuild. Default: 120 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Clock of waits. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
