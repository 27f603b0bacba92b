namespace Xe.Libp2p.Pubsub;

/// <summary>A validator's verdict on a message (spec 06 §7.5).</summary>
public enum ValidationResult
{
    /// <summary>Forward and deliver.</summary>
    Accept,

    /// <summary>Drop without penalty.</summary>
    Ignore,

    /// <summary>Drop, and count it against every peer that forwarded it (P4).</summary>
    Reject,
}
