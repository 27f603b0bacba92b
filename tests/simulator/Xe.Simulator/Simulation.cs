using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Simulator;

/// <summary>One seed from start to verdict.</summary>
public sealed class Simulation
{
    // Healing takes seconds; a minute of retries of every kind comes on top.
    private const int MaxRounds = 60;

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
        Diagnosis? diagnosis = null;
        for (int round = 1; round <= MaxRounds; round++)
        {
            Advance(TimeSpan.FromSeconds(4));
            if (round % 4 != 0 && !LooksConverged())
                continue;
            diagnosis = Diagnosis.Of(_world);
            if (diagnosis.Converged || (round >= 12 && diagnosis.Unexplained.Count == 0))
                break;
        }
        foreach (SimNode node in _world.Network.Nodes)
            CheckRebuild(node);
        if (diagnosis!.Unexplained.Count > 0)
        {
            throw new ViolationException(
                $"no agreement {_world.Clock.Elapsed.TotalSeconds:F0} s after the start, long after healing: {string.Join("; ", diagnosis.Unexplained)}");
        }
        return new SimReport(_world.Checker.FinalPositions, _world.Checker.Undone, _world.Network.Sent, diagnosis.Converged, diagnosis.Causes);
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

    // Cheap: most runs need no diagnosis before they have come this far.
    private bool LooksConverged() => _world.Network.Nodes.All(n =>
        n.IsUp && !n.Ledger.State.Unfinalized.Any() && !n.Ledger.State.Conflicts.Any());

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
