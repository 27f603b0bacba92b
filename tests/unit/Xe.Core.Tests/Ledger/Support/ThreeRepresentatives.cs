using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Genesis;
using Xe.Core.Keys;
using Xe.Core.Primitives;

namespace Xe.Core.Tests.Ledger.Support;

/// <summary>The network of spec 04 §19: R1, R2 and R3 with 40, 35 and 25 of the weight, a fourth node without any, and an account A
/// whose chain is final so far.</summary>
internal sealed class ThreeRepresentatives
{
    public ThreeRepresentatives()
    {
        Rig keys = new();
        AccountKey[] representatives = [keys.Key(1), keys.Key(2), keys.Key(3)];
        Nodes = [.. representatives.Select(r => new ElectionNode(r, Clock)), new ElectionNode(null, Clock)];
        Online = [.. Nodes];
        Representatives = representatives;
        A = keys.Key(10);

        // The treasury keeps 40 % under R1; what A holds is too little to matter.
        foreach ((int holder, ulong percent, AccountKey rep) in (ReadOnlySpan<(int, ulong, AccountKey)>)[(31, 35, representatives[1]), (32, 25, representatives[2])])
            Everywhere(r => r.Funded(holder, LedgerGenesis.Supply / 100 * percent, rep.Address));
        Everywhere(r => r.Funded(10, 1_000_000));
        Everywhere(r =>
        {
            r.Finalize(r.Treasury);
            r.Finalize(r.Key(31));
            r.Finalize(r.Key(32));
            r.Finalize(r.Key(10));
        });
        foreach (ElectionNode node in Nodes)
        {
            node.Elections.Tick();
            node.Take();
        }
    }

    public TestClock Clock { get; } = new();

    public IReadOnlyList<ElectionNode> Nodes { get; }

    public HashSet<ElectionNode> Online { get; }

    public IReadOnlyList<AccountKey> Representatives { get; }

    public AccountKey A { get; }

    public ElectionNode R1 => Nodes[0];

    public ElectionNode R2 => Nodes[1];

    public ElectionNode R3 => Nodes[2];

    public ElectionNode Bystander => Nodes[3];

    /// <summary>The position after A's present frontier as R1 sees it.</summary>
    public Position Next => new(A.Address, R1.Rig.State(A)!.Frontier);

    /// <summary>Two sends of A at one position, the lower hash first.</summary>
    public (Block Low, Block High) Fork(Address? to = null)
    {
        Block one = R1.Rig.Send(A, to ?? R1.Rig.Key(50).Address, 10), two = R1.Rig.Send(A, to ?? R1.Rig.Key(51).Address, 20);
        return one.Hash.CompareTo(two.Hash) < 0 ? (one, two) : (two, one);
    }

    /// <summary>Lets time pass in small steps; every vote published by a node that is online reaches every other one at the next.</summary>
    public void Run(TimeSpan span)
    {
        TimeSpan step = TimeSpan.FromMilliseconds(50);
        for (TimeSpan done = TimeSpan.Zero; done < span; done += step)
        {
            Clock.Advance(step);
            foreach (ElectionNode node in Online)
                node.Elections.Tick();
            foreach (ElectionNode from in Nodes)
            {
                foreach (Vote vote in from.Take())
                {
                    foreach (ElectionNode to in Online.Where(n => n != from && Online.Contains(from)))
                        to.Elections.Receive(vote);
                }
            }
        }
    }

    public bool IsFinal(Hash256 hash) => Online.All(n => n.Rig.Ledger.IsFinal(hash));

    private void Everywhere(Action<Rig> act)
    {
        foreach (ElectionNode node in Nodes)
            act(node.Rig);
    }
}
