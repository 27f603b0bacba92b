using Xe.Core.Blocks;

namespace Xe.Core.Ledger.Rules;

/// <summary>The rules of one block type: checks in the order of spec 03 §8, then effects on the context's overlay.</summary>
public interface IBlockRule
{
    /// <summary>The type judged here.</summary>
    BlockType Type { get; }

    /// <summary>Full validation. Null = accepted, with all effects recorded on the overlay; otherwise the first failing
    /// check, with nothing recorded.</summary>
    Rejection? Apply(RuleContext context, Block block);

    /// <summary>Staged validation of a sibling against its parent's balance (spec 03 §7.1), deliberately weaker. Null = may
    /// be recorded as a candidate.</summary>
    /// <param name="context">Context over live state.</param>
    /// <param name="block">The sibling.</param>
    /// <param name="parentBalance">Balance of the block's asset at its parent, micro-units.</param>
    Rejection? CheckStaged(RuleContext context, Block block, ulong parentBalance);
}
