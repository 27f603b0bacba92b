using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Primitives;

namespace Xe.Core.Storage;

/// <summary>Elections (spec 05 §2, entities 7, 8, 9, 12).</summary>
public interface IConsensusStore
{
    /// <summary>Every conflict record, ascending by position. Complete or throws.</summary>
    IReadOnlyList<ConflictRecord> LoadConflicts();

    /// <summary>Every staged body, ascending by hash. Complete or throws.</summary>
    IReadOnlyList<Block> LoadStaged();

    /// <summary>Every stored vote, ascending by position and representative. Complete or throws. Streams.</summary>
    IEnumerable<Vote> LoadVotes();
}
