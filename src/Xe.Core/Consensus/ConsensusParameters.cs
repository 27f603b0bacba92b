namespace Xe.Core.Consensus;

/// <summary>Timing and bounds of elections (spec 04 §2). Behaviour, not validity: other values slow finality, they do not fork.</summary>
public sealed record ConsensusParameters
{
    /// <summary>How long no new held candidate may have appeared before a lock. Default 3 s (public rules).</summary>
    public TimeSpan StabilityWindow { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>An unchanged preference, a final vote or a pull is repeated this often per position. Default 15 s.</summary>
    public TimeSpan RepeatInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Period of the conflict and frontier sweeps. Default 15 s.</summary>
    public TimeSpan SweepPeriod { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Youngest conflict a sweep acts on. Default 10 s.</summary>
    public TimeSpan MinConflictAge { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Age from which missing bodies are handled. Default 30 s.</summary>
    public TimeSpan PhantomAge { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Age from which a voted-for body that nobody serves counts as dead, and a candidate whose source is not final is no
    /// longer waited for. Default 10 min.</summary>
    public TimeSpan UnretrievableAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a winner that failed full validation for good is not tried again. Default 30 s.</summary>
    public TimeSpan FailedPromotionQuarantine { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Shortest time between two emissions for one position that only repeat. Default 200 ms.</summary>
    public TimeSpan MinRepeat { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Vote pulls in flight at most. Default 32.</summary>
    public int MaxPulls { get; init; } = 32;

    /// <summary>Votes kept per representative for blocks not held here (spec 04 §20.4). Default 4,096.</summary>
    public int MaxUnheldVotesPerRepresentative { get; init; } = 4096;

    // On only in the simulator, which plants this bug to prove that its checkers notice: hashes then count, as candidates and
    // in every sum of votes, although no held block at the position has them.
    internal bool CountUnheldHashes { get; init; }

    /// <summary>Defaults with the stability window of the network's rules.</summary>
    public static ConsensusParameters For(NetworkRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new ConsensusParameters { StabilityWindow = rules.StabilityWindow };
    }
}
