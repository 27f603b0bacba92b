namespace Xe.Core.Ledger;

/// <summary>Whether a candidate could be made the child of its position on this node.</summary>
public enum Promotability : byte
{
    /// <summary>It is there, or could be put there.</summary>
    Now,
    /// <summary>Not on this node as it stands; other nodes, or this one later, may judge otherwise.</summary>
    Later,
    /// <summary>Never, on any node with the same final parent.</summary>
    Never,
}
