using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Primitives;

namespace Xe.Node.Tests.Net.Fakes;

/// <summary>For elections of one node alone.</summary>
internal sealed class NoElectionNetwork : IElectionNetwork
{
    public void Publish(Vote vote) { }

    public void PullVotes(Position position) { }

    public void PullBlocks(IReadOnlyList<Hash256> hashes) { }
}
