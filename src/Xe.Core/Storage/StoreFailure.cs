namespace Xe.Core.Storage;

/// <summary>Why a store failed: what an operator can do depends on it.</summary>
public enum StoreFailure
{
    /// <summary>Anything else; the message says what.</summary>
    Other = 0,
    /// <summary>The disk or the allowed size is full. Nothing of the failed group was written.</summary>
    Full,
    /// <summary>The file is damaged.</summary>
    Corrupt,
    /// <summary>The file is not a store of ours.</summary>
    NotAStore,
    /// <summary>File, directory or disk cannot be written.</summary>
    ReadOnly,
    /// <summary>Another process holds the data directory or the file; retryable (spec 05 §1.8).</summary>
    Locked,
    /// <summary>Written by a newer version of this program (spec 05, open point 4).</summary>
    NewerFormat,
    /// <summary>The data directory belongs to another network (spec 03 §15.2).</summary>
    ForeignGenesis,
    /// <summary>Reading or writing the disk failed.</summary>
    Io,
    /// <summary>A change set does not fit the state it is applied to: a bug in the caller; nothing was written.</summary>
    Misfit,
    /// <summary>The store or its writer was closed.</summary>
    Closed,
}
