namespace Xe.Libp2p.Noise;

/// <summary>What became of a frame to be sent.</summary>
internal enum EnqueueStatus
{
    /// <summary>It will leave, in order.</summary>
    Queued,

    /// <summary>The queue is above its high water: wait for it to drain.</summary>
    Full,

    /// <summary>The connection cannot send any more.</summary>
    Closed,
}
