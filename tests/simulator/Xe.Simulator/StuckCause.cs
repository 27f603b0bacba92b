namespace Xe.Simulator;

/// <summary>Why the protocol itself leaves a position undecided for ever on a node although everybody is online.</summary>
public enum StuckCause
{
    /// <summary>Locks and irrevocable votes are spread so that no candidate can reach a quorum (spec 04 §13, §19.3c).</summary>
    SplitVotes,
    /// <summary>A winner is known, but a descendant or consumer of the loser is of a type no cascade may unwind: refused on every
    /// attempt (spec 03 §16.3, 04 §14).</summary>
    SwapRefused,
    /// <summary>More siblings than a record keeps: nodes that met different ten prefer different ones (spec 03 §7.3.6, 04 §14).</summary>
    FullRecord,
    /// <summary>Leases only: what stands on another account of this node (an accept built on, a lease cancelled or taken on) keeps
    /// the block out (spec 03 §10.4, §16.5, 04 §10.2).</summary>
    LeaseState,
    /// <summary>Leases only: an accept that a cancel unwound is a known block and never comes back by itself (spec 03 §16.6).</summary>
    LostAccept,
}
