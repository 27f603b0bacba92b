using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Simulator;

/// <summary>One seed from start to verdict.</summary>
public sealed class Simulation
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(50);
    private readonly SimWorld _world;
    private readonly Workload _workload;

    /// <summary>Prepares a run.</summary>
    public Simulation(SimOptions options)
    {
        _world = new SimWorld(options);
        _workload = new Workload(_world);
    }

    /// <summary>Runs to the end. Throws <see cref="ViolationException"/> at the step that breaks a property.</summary>
    public SimReport Run()
    {
        foreach (SimNode node in _world.Network.Nodes)
            Tick(node);
        _workload.Distribute();
        Advance(TimeSpan.FromSeconds(8));

        _world.Network.Loss = _world.Random.Chance(0.5) ? 0.2 * _world.Random.Next(100) / 100 : 0;
        int acts = 20 + _world.Random.Next(40);
        for (int i = 0; i < acts; i++)
        {
            _world.Scheduler.After(_world.Random.Milliseconds(0, 15_000), _workload.Act);
        }
        Sync();
        Advance(TimeSpan.FromSeconds(16));

        _world.Network.Heal();
        _world.Network.Loss = 0;
        Advance(TimeSpan.FromSeconds(5));
        bool stuck = false;
        bool converged = false;
        for (int round = 0; round < 60 && !converged && !stuck; round++)
        {
            Advance(TimeSpan.FromSeconds(4));
            converged = Converged();
            stuck = round > 10 && !converged && HasSplitLocks();
        }
        foreach (SimNode node in _world.Network.Nodes)
            CheckRebuild(node);
        if (!converged && !stuck && !_world.Leases)
            throw new ViolationException($"no agreement {_world.Clock.Elapsed.TotalSeconds:F0} s after the start, long after healing: {Disagreement()}");
        return new SimReport(_world.Checker.FinalPositions, _world.Checker.Undone, _world.Network.Sent, converged, stuck);
    }

    private void Advance(TimeSpan span) => _world.Scheduler.RunUntil(_world.Clock.Elapsed + span, () => { });

    private void Tick(SimNode node) => _world.Scheduler.After(TickEvery, () =>
    {
        node.Pump();
        Tick(node);
    });

    private void Sync() => _world.Scheduler.After(_world.Random.Milliseconds(500, 1500), () =>
    {
        SimNode node = _world.Random.Pick(_world.Network.Nodes);
        int peer = _world.Random.Next(_world.Network.Nodes.Count);
        if (peer != node.Index)
            node.SyncFrom(peer);
        Sync();
    });

    private bool Converged()
    {
        Dictionary<Address, (Hash256, ulong)> expected = View(_world.Network.Nodes[0]);
        foreach (SimNode node in _world.Network.Nodes)
        {
            if (!node.IsUp || node.Ledger.State.Unfinalized.Any() || node.Ledger.State.Conflicts.Any())
                return false;
            Dictionary<Address, (Hash256, ulong)> view = View(node);
            if (view.Count != expected.Count || view.Any(v => !expected.TryGetValue(v.Key, out (Hash256, ulong) other) || other != v.Value))
                return false;
        }
        return true;
    }

    private static Dictionary<Address, (Hash256, ulong)> View(SimNode node) =>
        node.Ledger.State.Accounts.ToDictionary(a => a.Account, a => (a.Frontier, a.FinalHeight));

    // The accepted price of having no lower bar (spec 04 §19.3c): representatives locked on different siblings so that none
    // can reach a quorum any more.
    private bool HasSplitLocks()
    {
        HashSet<Position> positions = [];
        foreach (SimNode node in _world.Network.Nodes)
        {
            foreach (ConflictRecord record in node.Ledger.State.Conflicts)
                positions.Add(record.Position);
        }
        return positions.Any(IsSplit);
    }

    private bool IsSplit(Position position)
    {
        SimNode any = _world.Network.Nodes[0];
        UInt128 total = any.Ledger.EligibleTotal();
        var locked = new Dictionary<Hash256, UInt128>();
        UInt128 free = 0;
        foreach (SimNode node in _world.Network.Nodes)
        {
            UInt128 weight = any.Ledger.State.Weights.Get(_world.Representatives[node.Index].Address);
            if (node.Key is null)
                continue;
            if (node.Ledger.GetLock(position) is { } hash)
                locked[hash] = locked.GetValueOrDefault(hash) + weight;
            else
                free += weight;
        }
        if (locked.Count == 0)
            return false;
        // Whoever is not locked prefers the lowest candidate and never any other.
        Hash256 lowest = _world.Network.Nodes
            .SelectMany(n => n.Ledger.State.GetConflict(position)?.Hashes ?? []).Concat(locked.Keys).Min();
        locked[lowest] = locked.GetValueOrDefault(lowest) + free;
        return locked.Values.All(w => !Quorum.IsReached(w, total));
    }

    private string Disagreement()
    {
        var text = new List<string>();
        foreach (SimNode node in _world.Network.Nodes)
        {
            text.Add($"n{node.Index}{(node.IsUp ? "" : " down")}: conflicts [{string.Join(",", node.Ledger.State.Conflicts.Select(c => Contested(node, c)))}], unfinal "
                + string.Join(",", node.Ledger.State.Unfinalized.Order().Select(a => Unfinal(node, a))));
        }
        return string.Join("; ", text);
    }

    private static string Contested(SimNode node, ConflictRecord record) =>
        $"{record.Position.Account.Short[..6]}@{record.Position.Previous.Short[..6]} resolved={node.Ledger.IsResolved(record.Position)} on={node.Ledger.GetChildHash(record.Position)?.Short[..6]} "
        + string.Join("+", record.Hashes.Select(h => $"{h.Short[..6]}{(node.Ledger.GetBody(h) is null ? "?" : "")}:{node.Ledger.Blocks.GetStatus(h)}"))
        + $" votes={string.Join("+", node.Ledger.State.Votes.At(record.Position).Select(v => $"{v.BlockHash.Short[..6]}{(v.IsFinal ? "!" : "")}"))}";

    private static string Unfinal(SimNode node, Address address)
    {
        AccountState state = node.Ledger.State.GetAccount(address)!;
        return $"{address.Short[..6]}:{state.FinalHeight}/{state.Height}@{state.Frontier.Short[..6]}";
    }

    // What a restart would load must be what is in memory.
    private void CheckRebuild(SimNode node)
    {
        Ledger rebuilt = Ledger.Open(_world.LedgerOptions, _world.NewWriter([]), node.Writer.Rebuild());
        LedgerState memory = node.Ledger.State;
        LedgerState fresh = rebuilt.State;
        Same(node, "accounts", memory.Accounts.OrderBy(a => a.Account), fresh.Accounts.OrderBy(a => a.Account));
        Same(node, "pendings", memory.Pendings.All().OrderBy(p => p.SendHash), fresh.Pendings.All().OrderBy(p => p.SendHash));
        Same(node, "leases", memory.Leases.OrderBy(l => l.LeaseHash), fresh.Leases.OrderBy(l => l.LeaseHash));
        Same(node, "weights", memory.Weights.All().OrderBy(w => w.Key), fresh.Weights.All().OrderBy(w => w.Key));
        Same(node, "conflicts", memory.Conflicts.Select(c => c.Position).Order(), fresh.Conflicts.Select(c => c.Position).Order());
        if (memory.BlockCount != fresh.BlockCount || memory.Weights.Total != fresh.Weights.Total || memory.Weights.Underflows != 0)
            throw new ViolationException($"node {node.Index}: block count or total weight differ from a rebuild");
    }

    private static void Same<T>(SimNode node, string what, IEnumerable<T> memory, IEnumerable<T> rebuilt)
    {
        if (!memory.SequenceEqual(rebuilt))
            throw new ViolationException($"node {node.Index}: {what} in memory differ from a rebuild");
    }
}
