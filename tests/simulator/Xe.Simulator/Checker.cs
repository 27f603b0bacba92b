using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Simulator;

/// <summary>Watches every applied change on every honest node: no two nodes make siblings final, no final block is undone,
/// money is neither made nor lost but by the blocks that may.</summary>
public sealed class Checker
{
    private readonly Dictionary<Position, (Hash256 Hash, int Node)> _finals = [];
    private readonly Dictionary<(int Node, Hash256 Hash), ulong> _finalOnNode = [];

    /// <summary>Positions that became final anywhere.</summary>
    public int FinalPositions => _finals.Count;

    /// <summary>Undone blocks seen, over all nodes.</summary>
    public int Undone { get; private set; }

    /// <summary>A crash may take finality back on that node (it was not flushed), never for the network.</summary>
    public void Crashed(int node)
    {
        foreach ((int Node, Hash256 Hash) key in _finalOnNode.Keys.Where(k => k.Node == node).ToArray())
            _finalOnNode.Remove(key);
    }

    /// <summary>Called under the node's gate for each applied set.</summary>
    public void Applied(int node, ChangeSet set, Func<Address, ulong, ulong, IReadOnlyList<ChainEntry>> chain, Func<Hash256, Block> body, Func<Hash256, Block?> held)
    {
        foreach (ChainEntry removed in set.Removed)
        {
            Undone++;
            if (_finalOnNode.ContainsKey((node, removed.Hash)))
                throw new ViolationException($"node {node} undid final block {removed.Hash.Short} at height {removed.Height} of {removed.Account.Short}");
        }
        CheckMoney(node, set, body);
        foreach (KeyValuePair<Position, Hash256> locked in set.Locks)
        {
            if (held(locked.Value)?.Position != locked.Key)
                throw new ViolationException($"node {node} locked {locked.Value.Short}, of which it holds no block at that position");
        }
        foreach (ChangeSet.Change<Address, AccountState> change in set.Accounts)
        {
            ulong before = change.Before?.FinalHeight ?? 0;
            ulong after = change.After?.FinalHeight ?? 0;
            if (after < before)
                throw new ViolationException($"node {node} lowered the final height of {change.Key.Short} from {before} to {after}");
            if (change.After is { } state && state.FinalHeight > state.Height)
                throw new ViolationException($"node {node} made {change.Key.Short} final above its chain ({state.FinalHeight} > {state.Height})");
            if (after > before)
            {
                foreach (ChainEntry entry in chain(change.Key, before + 1, after))
                    Final(node, entry);
            }
        }
    }

    private void Final(int node, ChainEntry entry)
    {
        _finalOnNode[(node, entry.Hash)] = entry.Height;
        var position = new Position(entry.Account, entry.Previous);
        if (!_finals.TryGetValue(position, out (Hash256 Hash, int Node) known))
            _finals.Add(position, (entry.Hash, node));
        else if (known.Hash != entry.Hash)
            throw new ViolationException($"siblings final: node {known.Node} has {known.Hash.Short}, node {node} has {entry.Hash.Short} at {entry.Account.Short} height {entry.Height}");
    }

    // Balances, pendings and locked stakes may change only by what the set's blocks make or destroy.
    private static void CheckMoney(int node, ChangeSet set, Func<Hash256, Block> body)
    {
        foreach (Asset asset in (ReadOnlySpan<Asset>)[Asset.Xe, Asset.Xusd])
        {
            Int128 observed = 0;
            foreach (ChangeSet.Change<Address, AccountState> c in set.Accounts)
                observed += (Int128)(c.After?.Balance(asset) ?? 0) - (c.Before?.Balance(asset) ?? 0);
            foreach (ChangeSet.Change<Hash256, PendingSend> c in set.Pendings)
                observed += (c.After is { } a && a.Asset == asset ? a.Amount : (Int128)0) - (c.Before is { } b && b.Asset == asset ? b.Amount : (Int128)0);
            if (asset == Asset.Xusd)
            {
                foreach (ChangeSet.Change<Hash256, LeaseRecord> c in set.Leases)
                    observed += Stake(c.After) - Stake(c.Before);
            }
            Int128 made = 0;
            foreach (ChangeSet.Appended added in set.Added)
                made += Made(added.Block, asset, set);
            foreach (ChainEntry removed in set.Removed)
                made -= Made(body(removed.Hash), asset, set);
            if (observed != made)
                throw new ViolationException($"node {node}: {asset} changed by {observed}, blocks account for {made}");
        }
    }

    private static ulong Escrow(ChangeSet set, Hash256 lease)
    {
        ChangeSet.Change<Hash256, PendingSend> change = set.Pendings.First(p => p.Key == lease);
        return (change.Before ?? change.After)!.Amount;
    }

    private static Int128 Stake(LeaseRecord? lease) => lease is { State: LeaseState.Accepted, Settled: false } ? lease.Stake : 0;

    private static Int128 Made(Block block, Asset asset, ChangeSet set) => block.Type switch
    {
        BlockType.Genesis when asset == Asset.Xe => block.Balance,
        BlockType.Claim when asset == Asset.Xusd => 1_000_000,
        BlockType.Mint when asset == Asset.Xusd => block.Amount,
        BlockType.Burn when asset == Asset.Xe => -(Int128)block.Amount,
        BlockType.LeaseSettle when asset == Asset.Xe => block.Amount,
        BlockType.LeaseSettle => -(Int128)Escrow(set, block.Source),
        _ => 0,
    };
}
