using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Primitives;
using Xe.Core.StateChain;
using Xe.Core.Views;

namespace Xe.Node;

/// <summary>A node that stands alone by its operator's choice: nothing listens, nothing is sent, and its own representative
/// decides what is final.</summary>
public sealed class NoNetwork : INodeNetwork
{
    /// <inheritdoc />
    public string PeerId => "";

    /// <inheritdoc />
    public IReadOnlyList<string> Addresses => [];

    /// <inheritdoc />
    public IReadOnlyList<PeerView> Peers => [];

    /// <inheritdoc />
    public int PeerCount => 0;

    /// <inheritdoc />
    public bool IsStandalone => true;

    /// <inheritdoc />
    public long DroppedBlocks => 0;

    /// <inheritdoc />
    public long LastSyncNs => 0;

    /// <inheritdoc />
    public int QuarantinedBlocks => 0;

    /// <inheritdoc />
    public PeerSoftware? SoftwareOf(Address representative) => null;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public void PublishBlock(Block block) { }

    /// <inheritdoc />
    public void PublishStateBlock(StateBlock block) { }

    /// <inheritdoc />
    public void Publish(Vote vote) { }

    /// <inheritdoc />
    public void PullVotes(Position position) { }

    /// <inheritdoc />
    public void PullBlocks(IReadOnlyList<Hash256> hashes) { }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
