using Xe.Core.Blocks;

namespace Xe.Node.Net.Sync;

/// <summary>Settings of frontier sync.</summary>
public sealed record FrontierSyncOptions
{
    /// <summary>Announce and use the higher limits between nodes that both announce them. Default: yes.</summary>
    public bool Bulk { get; init; } = true;

    /// <summary>Shortest time between two sessions with one peer. Default: 5 s, the time a responder wants.</summary>
    public TimeSpan Cooldown { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Verifies signatures of ranges in lanes; null = one after the other.</summary>
    public SignatureLanes? Lanes { get; init; }
}
