using Xe.Core.Blocks;
using Xe.Core.Ledger.Rules;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Core.Ledger;

/// <summary>The ledger: judges blocks, keeps the hot state, hands every effect to the writer in the order it became visible.
/// Signatures, hashes and work are checked outside; what remains per block is a few dictionary steps, done one at a time
/// under one gate. The gate stands for the account, lease and multi-account locks of spec 03 §14: it orders everything they
/// order, and there is no lock order to get wrong.</summary>
public sealed partial class Ledger
{
    private readonly Lock _gate = new();
    private readonly ILedgerWriter _writer;
    private readonly ILedgerReader _store;
    private readonly LiveLedger _live;
    private readonly NetworkRules _rules;
    private readonly ILedgerConfig _config;
    private readonly TimeProvider _clock;
    private readonly bool _finalityWall;
    private readonly List<ILedgerObserver> _observers = [];

    private Ledger(LedgerOptions options, ILedgerWriter writer, LeaseTiming timing)
    {
        _writer = writer;
        _store = writer.View;
        _live = new LiveLedger(State, _store);
        _rules = options.Rules;
        _config = options.Config;
        _clock = options.Clock;
        _finalityWall = options.FinalityWall;
        Timing = timing;
    }

    /// <summary>Accounts, pendings, leases, conflicts and weights, as of now.</summary>
    public LedgerState State { get; } = new();

    /// <summary>Bodies and chains, including what is not yet written.</summary>
    public IBlockStore Blocks => _store;

    /// <summary>Effective lease timing, from the persisted genesis (spec 03 §1.2).</summary>
    public LeaseTiming Timing { get; }

    /// <summary>Adds an observer. Before the first block only.</summary>
    public void Observe(ILedgerObserver observer)
    {
        lock (_gate)
            _observers.Add(observer);
    }

    private RuleContext Context(LedgerOverlay view, bool synced) => new()
    {
        View = view,
        Live = _live,
        Config = _config,
        Rules = _rules,
        Timing = Timing,
        NowNs = _clock.UnixNow(),
        Synced = synced,
        FinalityWall = _finalityWall,
    };

    // The only place where ledger state changes: memory and the writer's queue together, under the gate.
    private DurableTicket Apply(ChangeSet set)
    {
        DurableTicket ticket = _writer.Enqueue(set);
        State.Apply(set);
        _undone += (ulong)set.Removed.Count;
        foreach (ILedgerObserver observer in _observers)
            observer.Applied(set);
        return ticket;
    }
}
