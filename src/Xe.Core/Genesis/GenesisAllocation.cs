using Xe.Core.Blocks;
using Xe.Core.Keys;
using Xe.Core.Primitives;

namespace Xe.Core.Genesis;

/// <summary>Spreads the supply of a generated network over representatives: a ledger genesis delegates all of it to one, so
/// the others' shares are first sends of the treasury, which each opens by delegating to itself.</summary>
public static class GenesisAllocation
{
    /// <summary>The blocks to submit, in order: for each share a send of the treasury and the opening receive. Work is found.</summary>
    /// <param name="network">The network, with the treasury's and the receivers' secrets.</param>
    /// <param name="shares">Role of the receiver ("node-1" …) and its amount, micro-XE.</param>
    /// <param name="clock">Timestamps of the blocks: a node takes live blocks within an hour of its own clock.</param>
    /// <param name="cancellationToken">Ends the work search.</param>
    public static IReadOnlyList<Block> Build(
        GeneratedNetwork network, IReadOnlyList<KeyValuePair<string, ulong>> shares, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(shares);
        GenesisPair pair = network.Pair;
        BlockBuilder builder = new(clock);
        BlockSigner signer = new(pair.NetworkId, pair.Rules);
        using AccountKey treasury = AccountKey.FromSeed(network.Secret("treasury").Seed);
        ChainTip tip = new(pair.Treasury, pair.LedgerHash, pair.Ledger.Balance, 0, 0);
        List<Block> blocks = [];
        foreach ((string role, ulong amount) in shares)
        {
            using AccountKey receiver = AccountKey.FromSeed(network.Secret(role).Seed);
            Block send = Complete(signer, builder.Send(tip, Asset.Xe, receiver.Address, amount), treasury, cancellationToken);
            tip = tip.After(send);
            blocks.Add(send);
            blocks.Add(Complete(
                signer, builder.Receive(ChainTip.Unopened(receiver.Address), Asset.Xe, send.Hash, amount, receiver.Address), receiver, cancellationToken));
        }
        return blocks;
    }

    private static Block Complete(BlockSigner signer, WireBlock draft, AccountKey key, CancellationToken cancellationToken) =>
        signer.TryComplete(draft, key, out Block? block, out Rejection? rejection, cancellationToken)
            ? block
            : throw new InvalidOperationException("own block refused: " + rejection.Text);
}
