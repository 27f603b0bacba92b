using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.Client.Http;

// Blocks, conflicts, delegation (spec 08 §8, §9).
public sealed partial class XeClient
{
    /// <summary>A block on a chain; null where the node has none of this hash.</summary>
    public Task<BlockView?> GetBlockAsync(Hash256 hash, CancellationToken cancellationToken = default) =>
        FindAsync($"blocks/{hash}", Json.BlockView, cancellationToken);

    /// <summary>The newest blocks.</summary>
    /// <param name="limit">1 to 1000.</param>
    /// <param name="since">Only younger ones, Unix ns; null = all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IReadOnlyList<WireBlock>> GetRecentBlocksAsync(int limit, long? since = null, CancellationToken cancellationToken = default) =>
        GetAsync(Query("blocks/recent", ("limit", Text(limit)), ("since", since is { } from ? Text(from) : null)), Json.IReadOnlyListWireBlock, cancellationToken);

    /// <summary>Submits a complete block. Taken does not mean "on the chain": another block may stand at its place (spec 08 §8.3).</summary>
    /// <exception cref="XeException">"block_rejected" with the ledger's text.</exception>
    public Task<WireBlock> SubmitAsync(WireBlock block, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(block);
        return BlockTypeNames.Parse(block.Type) is null
            ? throw new XeException(XeErrors.BadValue, $"unknown block type {Core.GoQuote.Quote(block.Type)}")
            : PostAsync("blocks/" + block.Type, block, Json.WireBlock, Json.WireBlock, cancellationToken);
    }

    /// <summary>Open conflicts.</summary>
    public IAsyncEnumerable<ConflictView> GetConflictsAsync(CancellationToken cancellationToken = default) =>
        PagesAsync(offset => GetAsync(Page("conflicts", offset), Json.IReadOnlyListConflictView, cancellationToken), cancellationToken);

    /// <summary>Open conflicts of an account.</summary>
    public Task<IReadOnlyList<ConflictView>> GetConflictsAsync(Address account, CancellationToken cancellationToken = default) =>
        GetAsync($"conflicts/{account}", Json.IReadOnlyListConflictView, cancellationToken);

    /// <summary>Weights of the representatives.</summary>
    public Task<DelegationView> GetDelegationAsync(CancellationToken cancellationToken = default) => GetAsync("delegation", Json.DelegationView, cancellationToken);
}
