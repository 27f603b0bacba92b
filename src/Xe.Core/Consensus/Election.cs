using Xe.Core.Primitives;

namespace Xe.Core.Consensus;

/// <summary>What a node remembers of one open position between events: memory only, rebuilt after a restart (spec 04 §15).</summary>
internal sealed class Election
{
    /// <summary>Held candidates seen here; at most the recorded ones plus those voted for by weight.</summary>
    public HashSet<Hash256> Seen { get; } = [];

    /// <summary>When the last held candidate appeared, monotonic ticks; null = none yet.</summary>
    public long? LastNewCandidate { get; set; }

    /// <summary>When the own vote was last published; null = never, or the preference must go out at once.</summary>
    public long? LastEmission { get; set; }

    /// <summary>Set by an inbound vote: the own vote is repeated soon, no sooner than the shortest repeat.</summary>
    public bool RepeatAsked { get; set; }

    /// <summary>When votes were last pulled; null = never.</summary>
    public long? LastPull { get; set; }

    /// <summary>A due time at which the position is looked at again; null = none.</summary>
    public long? Due { get; set; }

    /// <summary>The commit-lock, once read or written.</summary>
    public Hash256? Lock { get; set; }

    /// <summary>True once the store was asked for the lock.</summary>
    public bool LockRead { get; set; }

    /// <summary>True while a final vote waits for its flush.</summary>
    public bool FinalPending { get; set; }

    /// <summary>Winners that failed full validation, with the time their quarantine ends.</summary>
    public Dictionary<Hash256, long>? FailedPromotions { get; set; }
}
