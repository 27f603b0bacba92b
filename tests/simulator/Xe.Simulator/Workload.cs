using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Simulator;

/// <summary>What clients, faults and a dishonest representative do to the network, all by chance.</summary>
public sealed class Workload(SimWorld world)
{
    private readonly SimRandom _random = world.Random;

    /// <summary>Spreads the weight over the representatives and gives users something to spend; no faults yet.</summary>
    public void Distribute()
    {
        SimNode first = world.Network.Nodes[0];
        int n = world.Holders.Count;
        ulong supply = 42_000_000_000_000;
        // The dishonest one gets at most a quarter: with frozen weights differing a little, a third must stay out of reach.
        ulong[] parts = [.. Enumerable.Range(0, n).Select(i => (ulong)(i == world.Dishonest ? 20 + _random.Next(6) : 60 + _random.Next(60)))];
        ulong sum = parts.Aggregate((a, b) => a + b);
        if (world.Dishonest >= 0)
        {
            ulong honest = sum - parts[world.Dishonest];
            parts[world.Dishonest] = Math.Min(parts[world.Dishonest] * 3, honest / 3);
            sum = honest + parts[world.Dishonest];
        }
        for (int i = 0; i < n; i++)
            Fund(first, world.Holders[i], supply / 100 * 97 / sum * parts[i], world.Representatives[i].Address);
        foreach (SimKey user in world.Users)
            Fund(first, user, supply / 1000, _random.Pick(world.Representatives).Address);
        if (!world.Leases)
            return;
        foreach (SimKey key in world.Users.Append(world.Provider))
            first.Receive(world.Blocks.Claim(key, first.Ledger.State.GetAccount(key.Address)), synced: false);
    }

    /// <summary>One random act of a client or of fate.</summary>
    public void Act()
    {
        switch (_random.Next(world.Leases ? 14 : 12))
        {
            case 0 or 1 or 2 or 3: Pay(); break;
            case 4 or 5 or 6: TakeIn(); break;
            case 7: Burn(); break;
            case 8 or 9: Fork(); break;
            case 10: CrashOne(); break;
            case 11: SplitOrHeal(); break;
            case 12: LeaseStep(); break;
            default: CancelLease(); break;
        }
    }

    private SimNode? AnyNode()
    {
        SimNode node = _random.Pick(world.Network.Nodes);
        return node.IsUp ? node : null;
    }

    private void Fund(SimNode node, SimKey key, ulong amount, Address representative)
    {
        Block send = world.Blocks.Send(world.Treasury, node.Ledger.State.GetAccount(world.Treasury.Address)!, key.Address, amount, Asset.Xe);
        node.Receive(send, synced: false);
        PendingSend pending = node.Ledger.State.GetPending(send.Hash)!;
        node.Receive(world.Blocks.Receive(key, node.Ledger.State.GetAccount(key.Address), pending, representative), synced: false);
    }

    private void Pay()
    {
        if (AnyNode() is not { } node)
            return;
        SimKey from = _random.Pick(world.Users);
        SimKey to = _random.Pick(world.Users);
        if (from == to || node.Ledger.State.GetAccount(from.Address) is not { Xe: > 1000 } state)
            return;
        node.Receive(world.Blocks.Send(from, state, to.Address, 1 + (ulong)_random.Next((int)Math.Min(state.Xe.Value / 4, int.MaxValue)), Asset.Xe), synced: false);
    }

    private void TakeIn()
    {
        if (AnyNode() is not { } node)
            return;
        SimKey user = _random.Pick(world.Users);
        IReadOnlyList<PendingSend> pendings = node.Ledger.State.Pendings.ByDestination(user.Address, 0, 4);
        if (pendings.Count == 0)
            return;
        Address? representative = _random.Chance(0.2) ? _random.Pick(world.Representatives).Address : null;
        node.Receive(world.Blocks.Receive(user, node.Ledger.State.GetAccount(user.Address), _random.Pick(pendings), representative), synced: false);
    }

    private void Burn()
    {
        if (AnyNode() is not { } node)
            return;
        SimKey user = _random.Pick(world.Users);
        if (node.Ledger.State.GetAccount(user.Address) is { Xe: > 1000 } state)
            node.Receive(world.Blocks.Burn(user, state, 1 + (ulong)_random.Next(100)), synced: false);
    }

    // An owner signs up to ten siblings of one block and hands them to different nodes; the dishonest representative, where
    // there is one, makes the most of it.
    private void Fork()
    {
        if (AnyNode() is not { } node)
            return;
        SimKey from = _random.Pick(world.Users);
        if (node.Ledger.State.GetAccount(from.Address) is not { Xe: > 1000 } state)
            return;
        int siblings = _random.Chance(0.1) ? 3 + _random.Next(8) : 2;
        var hashes = new List<Hash256>();
        for (int i = 0; i < siblings; i++)
        {
            Block block = _random.Chance(0.2)
                ? world.Blocks.Burn(from, state, 1 + (ulong)_random.Next(1000))
                : world.Blocks.Send(from, state, _random.Pick(world.Users.Where(u => u != from).ToArray()).Address, 1 + (ulong)_random.Next(1_000_000), Asset.Xe);
            hashes.Add(block.Hash);
            SimNode target = _random.Pick(world.Network.Nodes);
            world.Scheduler.After(_random.Milliseconds(0, _random.Chance(0.5) ? 20 : 2000), () => target.Receive(block, synced: false));
        }
        if (world.Dishonest >= 0)
            Equivocate(new Position(from.Address, state.Frontier), hashes);
    }

    private void Equivocate(Position position, IReadOnlyList<Hash256> hashes)
    {
        SimKey key = world.Representatives[world.Dishonest];
        for (int to = 0; to < world.Network.Nodes.Count; to++)
        {
            foreach (bool final in (ReadOnlySpan<bool>)[false, true])
            {
                var vote = new Vote
                {
                    RepKey = key.PublicKey,
                    BlockHash = _random.Chance(0.1) ? Fabricated() : _random.Pick(hashes),
                    Position = position,
                    Timestamp = world.Clock.UnixNow(),
                    IsFinal = final,
                    Signature = new byte[64],
                };
                int target = to;
                world.Scheduler.After(_random.Milliseconds(0, 1500),
                    () => world.Network.Send(world.Dishonest, target, node => node.Receive(vote)));
            }
        }
    }

    // A hash lower than any honest candidate: of no block, or of a block that stands elsewhere.
    private Hash256 Fabricated()
    {
        Span<byte> bytes = stackalloc byte[32];
        for (int i = 1; i < bytes.Length; i++)
            bytes[i] = (byte)_random.Next(256);
        Hash256[] elsewhere = AnyNode()?.Ledger.State.Accounts.Select(a => a.Frontier).Order().ToArray() ?? [];
        return elsewhere.Length > 0 && _random.Chance(0.5) ? elsewhere[0] : new Hash256(bytes);
    }

    private void CrashOne()
    {
        if (AnyNode() is not { } node)
            return;
        node.Crash();
        world.Trace(() => $"n{node.Index} crash");
        world.Scheduler.After(_random.Milliseconds(10, 4000), () =>
        {
            world.Trace(() => $"n{node.Index} restart");
            node.Start();
        });
    }

    private void SplitOrHeal()
    {
        if (_random.Chance(0.5))
            world.Network.Partition();
        else
            world.Network.Heal();
    }

    private void LeaseStep()
    {
        if (AnyNode() is not { } node)
            return;
        LeaseRecord? open = node.Ledger.State.Leases.Where(l => l.State == LeaseState.Created).MinBy(l => l.LeaseHash);
        if (open is not null && node.Ledger.State.GetAccount(world.Provider.Address) is { Xusd: > 1000 } provider)
        {
            node.Receive(world.Blocks.Accept(world.Provider, provider, open, world.Timekeeper), synced: false);
            return;
        }
        SimKey user = _random.Pick(world.Users);
        if (node.Ledger.State.GetAccount(user.Address) is { Xusd: > 100_000 } state)
            node.Receive(world.Blocks.Lease(user, state, world.Provider.Address), synced: false);
    }

    private void CancelLease()
    {
        if (AnyNode() is not { } node)
            return;
        LeaseRecord? live = node.Ledger.State.Leases.Where(l => l.IsLive).MinBy(l => l.LeaseHash);
        if (live is null || world.Users.FirstOrDefault(u => u.Address == live.Consumer) is not { } consumer
            || node.Ledger.State.GetAccount(consumer.Address) is not { } state)
        {
            return;
        }
        node.Receive(world.Blocks.Cancel(consumer, state, live), synced: false);
    }
}
