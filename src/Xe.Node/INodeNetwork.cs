using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Primitives;
using Xe.Core.StateChain;
using Xe.Core.Views;

namespace Xe.Node;

/// <summary>What the rest of a node asks of its network. Publishing only enqueues: nothing here waits for a peer. Made with
/// the node's parts before it listens; <see cref="StartAsync"/> opens it once everything it serves exists (spec 14 §3.3).</summary>
public interface INodeNetwork : IElectionNetwork, IAsyncDisposable
{
    /// <summary>libp2p peer id, base58; "" on a node without a network.</summary>
    string PeerId { get; }

    /// <summary>Multiaddresses listened on, with the peer id; none before the start and without a network.</summary>
    IReadOnlyList<string> Addresses { get; }

    /// <summary>Connected peers, as they are now.</summary>
    IReadOnlyList<PeerView> Peers { get; }

    /// <summary>How many, without building the list.</summary>
    int PeerCount { get; }

    /// <summary>True where the operator declared the node to be alone: no peer and no sync is waited for.</summary>
    bool IsStandalone { get; }

    /// <summary>Blocks shed from the gossip receive queue since start (spec 14 §4.2).</summary>
    long DroppedBlocks { get; }

    /// <summary>End of the last successful sync round, Unix ns; 0 before the first.</summary>
    long LastSyncNs { get; }

    /// <summary>Blocks that sync will not try again for now (spec 03 §19).</summary>
    int QuarantinedBlocks { get; }

    /// <summary>What a representative's node runs, by way of its directory entry and its handshake; null where unknown
    /// (spec 08 §6.4).</summary>
    PeerSoftware? SoftwareOf(Address representative);

    /// <summary>Listens, then dials in the background. Throws where it cannot listen; nothing stays open then.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Spreads a block that is committed here.</summary>
    void PublishBlock(Block block);

    /// <summary>Spreads a state-chain block that is committed here.</summary>
    void PublishStateBlock(StateBlock block);
}
