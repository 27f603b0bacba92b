namespace Xe.Core.Ledger;

/// <summary>What became of a submitted block. All but <see cref="Rejected"/> are success to the submitter (spec 03 §5).</summary>
public enum AddOutcome : byte
{
    /// <summary>On the chain.</summary>
    Added,
    /// <summary>Known before; nothing happened.</summary>
    Duplicate,
    /// <summary>A sibling of another block: kept aside until an election decides.</summary>
    Staged,
    /// <summary>Refused.</summary>
    Rejected,
}
