namespace Xe.Core.Views;

/// <summary><c>GET /ready</c>: readiness, with status 200 or 503 (spec 08 §13.2).</summary>
public sealed record ReadyView
{
    /// <summary>"ready" or "not_ready".</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>All checks pass.</summary>
    public bool Ready { get; init; }

    /// <summary>In evaluation order.</summary>
    public IReadOnlyList<CheckView> Checks { get; init => field = value ?? []; } = [];

    /// <summary>Connected peers.</summary>
    public int PeerCount { get; init; }

    /// <summary>Quorum denominator.</summary>
    public ulong DelegatedWeightMicroXe { get; init; }

    /// <summary>Weight that voted in the last 10 min.</summary>
    public ulong ActiveRepresentativeWeightMicroXe { get; init; }

    /// <summary>Representatives with weight.</summary>
    public int Representatives { get; init; }

    /// <summary>Those that voted in the last 10 min.</summary>
    public int ActiveRepresentatives { get; init; }

    /// <summary>Active share less 0.67.</summary>
    public double QuorumMarginRatio { get; init; }

    /// <summary>Seconds without finality while something waits for it.</summary>
    public double FinalityStallSeconds { get; init; }

    /// <summary>Final heights raised since start.</summary>
    public ulong FinalityAdvances { get; init; }

    /// <summary>Accounts with blocks that are not final.</summary>
    public int UnfinalizedPositions { get; init; }

    /// <summary>Open conflicts.</summary>
    public int ConflictsOpen { get; init; }

    /// <summary>16 hex digits over all frontiers; equal on nodes in step.</summary>
    public string? FrontierFingerprint { get; init; }

    /// <summary>Age of the sample all this is from.</summary>
    public double SampleAgeSeconds { get; init; }

    /// <summary>Why there is nothing more to say.</summary>
    public string? Note { get; init; }
}
