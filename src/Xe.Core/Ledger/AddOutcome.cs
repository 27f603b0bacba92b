namespace Xe.Core.Ledger;

/// <summary>What became of a submitted block. All but <see cref="Rejected"/> are success to the submitter (spec 03 §5).</summary>
public enum AddOutcome : byte
{
    /// <summary>On the chain.</summary>
    Added,
    /// <summary>Known before, or one sibling more than a position keeps; nothing happened, and nothing is to be forwarded.</summary>
    Duplicate,
    /// <summary>A sibling of another block: kept aside until an election decides.</summary>
    Staged,
    /// <summary>Refused.</summary>
    Rejected,
}
