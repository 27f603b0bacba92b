using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Consensus;

/// <summary>What elections ask of the network. Called under the elections' lock: implementations only enqueue, never call back,
/// and may drop a pull that is already under way; everything is asked for again while it is wanted. Answers come back through
/// <see cref="Elections.Receive"/> (votes, their signature verified before) and <see cref="Ledger.Ledger.Add"/> (bodies, as live
/// blocks).</summary>
public interface IElectionNetwork
{
    /// <summary>Publishes an own vote to everybody: topic <c>xe/votes</c> (spec 04 §3.1). A final vote is on stable storage when
    /// this is called. A failed publication needs no report: votes are repeated every 15 s.</summary>
    void Publish(Vote vote);

    /// <summary>Asks peers for their votes at a position, one after another (spec 04 §12.2); at most
    /// <see cref="ConsensusParameters.MaxPulls"/> per sweep, each position every 15 s at most.</summary>
    void PullVotes(Position position);

    /// <summary>Asks peers for bodies, at most 64 hashes (spec 04 §12.3): recorded candidates not held here, and blocks that
    /// weight votes for. Only the hashes asked for may be taken in.</summary>
    void PullBlocks(IReadOnlyList<Hash256> hashes);
}
