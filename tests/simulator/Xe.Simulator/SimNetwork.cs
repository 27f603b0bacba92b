using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Primitives;

namespace Xe.Simulator;

/// <summary>Carries messages between nodes: late, out of order, twice, or not at all; not across a partition.</summary>
public sealed class SimNetwork(Scheduler scheduler, SimRandom random, double loss, int maxDelayMs)
{
    private readonly List<SimNode> _nodes = [];
    private int[] _side = [];

    /// <summary>Messages sent so far.</summary>
    public long Sent { get; private set; }

    /// <summary>Share of messages lost; set to 0 when the network heals.</summary>
    public double Loss { get; set; } = loss;

    /// <summary>All nodes.</summary>
    public IReadOnlyList<SimNode> Nodes => _nodes;

    /// <summary>Adds a node.</summary>
    public void Add(SimNode node)
    {
        _nodes.Add(node);
        _side = new int[_nodes.Count];
    }

    /// <summary>Splits the nodes in two by chance.</summary>
    public void Partition()
    {
        for (int i = 0; i < _side.Length; i++)
            _side[i] = random.Next(2);
    }

    /// <summary>Joins all sides.</summary>
    public void Heal() => Array.Clear(_side);

    /// <summary>Sends a block to every other node.</summary>
    public void Broadcast(int from, Block block) => ToAll(from, node => node.Receive(block, synced: false));

    /// <summary>Sends a vote to every other node.</summary>
    public void Broadcast(int from, Vote vote) => ToAll(from, node => node.Receive(vote));

    /// <summary>Delivers something to one node.</summary>
    public void Send(int from, int to, Action<SimNode> deliver)
    {
        Sent++;
        if (_side[from] != _side[to] || random.Chance(Loss))
            return;
        Deliver(to, deliver);
        if (random.Chance(0.05))
            Deliver(to, deliver);
    }

    /// <summary>Asks a random reachable peer for votes at a position.</summary>
    public void PullVotes(int from, Position position)
    {
        int peer = random.Next(_nodes.Count);
        if (peer == from)
            return;
        Send(from, peer, asked =>
        {
            foreach (Vote vote in asked.VotesFor(position))
                Send(peer, from, asker => asker.Receive(vote));
        });
    }

    /// <summary>Asks a random reachable peer for bodies.</summary>
    public void PullBlocks(int from, IReadOnlyList<Hash256> hashes)
    {
        int peer = random.Next(_nodes.Count);
        if (peer == from)
            return;
        Send(from, peer, asked =>
        {
            foreach (Hash256 hash in hashes)
            {
                if (asked.Body(hash) is { } body)
                    Send(peer, from, asker => asker.Receive(body, synced: false));
            }
        });
    }

    private void ToAll(int from, Action<SimNode> deliver)
    {
        for (int to = 0; to < _nodes.Count; to++)
        {
            if (to != from)
                Send(from, to, deliver);
        }
    }

    private void Deliver(int to, Action<SimNode> deliver) =>
        scheduler.After(random.Milliseconds(1, maxDelayMs), () => deliver(_nodes[to]));
}
