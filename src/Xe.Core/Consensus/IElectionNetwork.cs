using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Consensus;

/// <summary>What elections ask of the network. Calls only enqueue; answers come back through
/// <see cref="Elections.Receive"/> and the ledger.</summary>
public interface IElectionNetwork
{
    /// <summary>Publishes an own vote to everybody.</summary>
    void Publish(Vote vote);

    /// <summary>Asks peers for their votes at a position (spec 04 §12.2).</summary>
    void PullVotes(Position position);

    /// <summary>Asks peers for bodies (spec 04 §12.3).</summary>
    void PullBlocks(IReadOnlyList<Hash256> hashes);
}
