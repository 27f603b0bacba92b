namespace Xe.Libp2p.Pubsub;

/// <summary>What became of a message this host wanted to publish.</summary>
public enum PublishResult
{
    /// <summary>Handed to the outbound queues of the topic's peers, of which there may be none yet, and delivered locally.</summary>
    Published,

    /// <summary>The topic's own validator ignored it; nothing was sent.</summary>
    Ignored,

    /// <summary>The topic's own validator rejected it; nothing was sent.</summary>
    Rejected,

    /// <summary>The RPC would be longer than the message limit; nothing was sent.</summary>
    TooLarge,

    /// <summary>A message with this id was seen already; nothing was sent.</summary>
    Duplicate,

    /// <summary>The router was stopped; nothing was sent.</summary>
    Stopped,
}
