namespace Xe.Libp2p.Pubsub.Scoring;

/// <summary>Where a seen message stands.</summary>
internal enum DeliveryStatus
{
    /// <summary>Being validated.</summary>
    Pending,

    /// <summary>Accepted and forwarded.</summary>
    Valid,

    /// <summary>Rejected: every further copy counts against its sender.</summary>
    Invalid,

    /// <summary>Ignored, or not validated for want of capacity: copies count neither way.</summary>
    Ignored,
}
