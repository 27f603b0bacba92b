namespace Xe.Core.StateChain;

/// <summary>What became of an offered block (spec 11 §4).</summary>
public enum StateApplyKind
{
    /// <summary>It is the new tip.</summary>
    Applied,
    /// <summary>Known, or of an index this node holds no block of: nothing changed, no fault.</summary>
    Duplicate,
    /// <summary>Blocks between the tip and this one are missing: sync.</summary>
    Gap,
    /// <summary>Another block is held at this index; there is no fork choice.</summary>
    Fork,
    /// <summary>It breaks a rule.</summary>
    Rejected,
}
