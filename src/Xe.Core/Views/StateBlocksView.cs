using Xe.Core.StateChain;

namespace Xe.Core.Views;

/// <summary><c>GET /statechain/blocks</c> (spec 08 §11).</summary>
public sealed record StateBlocksView
{
    /// <summary>The page.</summary>
    public IReadOnlyList<StateBlock> Blocks { get; init => field = value ?? []; } = [];

    /// <summary>Blocks on the chain, genesis included.</summary>
    public ulong BlockCount { get; init; }
}
