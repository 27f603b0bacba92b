using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Node.Net.Gossip;

/// <summary>Gossiped blocks that came before the block they build on: without it every reordering on the way would wait for the
/// next sync. Bounded, the oldest is given up first; for one thread.</summary>
internal sealed class WaitingRoom(int capacity)
{
    private readonly Dictionary<Hash256, List<Block>> _byMissing = [];
    private readonly LinkedList<(Hash256 Missing, Block Block)> _order = new();
    private readonly Dictionary<Hash256, LinkedListNode<(Hash256 Missing, Block Block)>> _nodes = [];

    public int Count => _nodes.Count;

    /// <summary>Keeps a block until the missing one comes.</summary>
    public void Add(Hash256 missing, Block block)
    {
        if (_nodes.ContainsKey(block.Hash))
            return;
        if (_nodes.Count >= capacity)
            Remove(_order.First!.Value.Block);
        if (!_byMissing.TryGetValue(missing, out List<Block>? waiters))
            _byMissing.Add(missing, waiters = []);
        waiters.Add(block);
        _nodes.Add(block.Hash, _order.AddLast((missing, block)));
    }

    /// <summary>The blocks that waited for this one.</summary>
    public IReadOnlyList<Block> Release(Hash256 arrived)
    {
        if (!_byMissing.Remove(arrived, out List<Block>? waiters))
            return [];
        foreach (Block block in waiters)
        {
            if (_nodes.Remove(block.Hash, out LinkedListNode<(Hash256 Missing, Block Block)>? node))
                _order.Remove(node);
        }
        return waiters;
    }

    private void Remove(Block block)
    {
        if (!_nodes.Remove(block.Hash, out LinkedListNode<(Hash256 Missing, Block Block)>? node))
            return;
        _order.Remove(node);
        List<Block> waiters = _byMissing[node.Value.Missing];
        waiters.Remove(block);
        if (waiters.Count == 0)
            _byMissing.Remove(node.Value.Missing);
    }
}
