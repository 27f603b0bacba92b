namespace Xe.Node.Events;

/// <summary>Kinds of events; their names in the stream are lower case.</summary>
public enum NodeEventKind
{
    /// <summary>A block came onto a chain.</summary>
    Accepted,
    /// <summary>An account's final height rose.</summary>
    Final,
    /// <summary>A local submission was refused.</summary>
    Rejected,
    /// <summary>A conflict was recorded, changed or decided.</summary>
    Conflict,
    /// <summary>A vote was taken in or cast.</summary>
    Vote,
    /// <summary>A lease changed its state.</summary>
    Lease,
    /// <summary>A peer came or went.</summary>
    Peer,
}
