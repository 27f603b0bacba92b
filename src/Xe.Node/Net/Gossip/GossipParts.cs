using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.StateChain;
using Xe.Libp2p;
using Xe.Node.AccountDirectory;
using Xe.Node.Net.Pulls;
using Xe.Node.Observability;

namespace Xe.Node.Net.Gossip;

/// <summary>What gossip feeds.</summary>
internal sealed record GossipParts
{
    public required PeerId LocalPeer { get; init; }

    public required TimeProvider Clock { get; init; }

    public required BlockDecoder Decoder { get; init; }

    /// <summary>Takes blocks whose hash and work hold, those that wait together at once.</summary>
    public required Action<IReadOnlyList<Block>> TakeBlocks { get; init; }

    public required Elections Elections { get; init; }

    public required NodeMetrics Metrics { get; init; }

    public required StateChainLog StateChain { get; init; }

    /// <summary>State-chain blocks before a received one are missing.</summary>
    public required Action StateGap { get; init; }

    public required DirectoryTable Directory { get; init; }

    public required CertificateIngest Certificates { get; init; }
}
