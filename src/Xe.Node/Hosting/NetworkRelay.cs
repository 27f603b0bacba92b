using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Primitives;

namespace Xe.Node.Hosting;

/// <summary>Stands for the network while elections are made, which come before it; nothing is sent until it is set.</summary>
internal sealed class NetworkRelay : IElectionNetwork
{
    private volatile IElectionNetwork? _target;

    public IElectionNetwork? Target
    {
        get => _target;
        set => _target = value;
    }

    public void Publish(Vote vote) => _target?.Publish(vote);

    public void PullVotes(Position position) => _target?.PullVotes(position);

    public void PullBlocks(IReadOnlyList<Hash256> hashes) => _target?.PullBlocks(hashes);
}
