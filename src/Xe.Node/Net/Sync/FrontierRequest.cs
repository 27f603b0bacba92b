using Xe.Core.Primitives;

namespace Xe.Node.Net.Sync;

/// <summary>What the initiator of a frontier sync has (spec 07 §2.1). A hash of zeros stands for text that is no hash.</summary>
/// <param name="Frontiers">Last block of every account held, minus suppressed ones.</param>
/// <param name="PageSize">Blocks per page wanted.</param>
internal sealed record FrontierRequest(IReadOnlyDictionary<Address, Hash256> Frontiers, long PageSize)
{
    /// <summary>Own extension, heeded between peers that announced bulk sync: blocks wanted in this session; 0 = the common limit.</summary>
    public long MaxBlocks { get; init; }

    /// <summary>Own extension: only accounts from this one on are asked about.</summary>
    public Address From { get; init; }

    /// <summary>Own extension: only accounts up to and including this one; null = no end.</summary>
    public Address? To { get; init; }
}
