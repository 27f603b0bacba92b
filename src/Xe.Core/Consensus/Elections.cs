using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Core.Consensus;

/// <summary>Runs the elections of one node (spec 04): casts own votes, takes in others', tallies, confirms, sweeps. Every
/// public method is safe to call from any thread; work is done one step at a time under one lock, the position and quorum
/// locks of spec 04 §17 in one. Time moves only through <see cref="Tick"/>, which the host calls often (every 10–100 ms), so
/// that a simulator can drive it with a virtual clock.</summary>
public sealed partial class Elections : ILedgerObserver
{
    private readonly Lock _lock = new();
    private readonly Ledger.Ledger _ledger;
    private readonly IVotingKey? _key;
    private readonly Address _ownAddress;
    private readonly IElectionNetwork _network;
    private readonly TimeProvider _clock;
    private readonly ConsensusParameters _parameters;
    private readonly Dictionary<Position, Election> _open = [];
    private readonly PriorityQueue<Position, long> _due = new();
    private readonly UnheldVotes _unheld;
    private readonly Queue<Work> _work = new();
    private readonly Queue<Flushed> _flushed = new();
    private readonly Lock _workLock = new();
    private long _nextSweep;

    /// <summary>Elections over a ledger. A node without a key only counts.</summary>
    /// <param name="ledger">The ledger; this instance observes it from now on.</param>
    /// <param name="key">The representative key, or null.</param>
    /// <param name="network">Where votes and pulls go.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="parameters">Timing.</param>
    public Elections(Ledger.Ledger ledger, IVotingKey? key, IElectionNetwork network, TimeProvider clock, ConsensusParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(parameters);
        _ledger = ledger;
        _key = key;
        _ownAddress = key is null ? default : Address.FromPublicKey(key.PublicKey);
        _network = network;
        _clock = clock;
        _parameters = parameters;
        _unheld = new UnheldVotes(parameters.MaxUnheldVotesPerRepresentative);
        _nextSweep = Now + Ticks(parameters.SweepPeriod);
        ledger.Observe(this);
        DropOrphans();
    }

    /// <summary>Raised when there is work for <see cref="Tick"/>, from any thread, often under the ledger's gate: handlers
    /// only set a signal.</summary>
    public event Action? WorkArrived;

    /// <summary>When <see cref="Tick"/> has something to do next by time alone, in timestamp units of the clock.</summary>
    public long NextDue
    {
        get
        {
            lock (_lock)
                return _due.TryPeek(out _, out long due) && due < _nextSweep ? due : _nextSweep;
        }
    }

    /// <summary>Positions with volatile state, for inspection.</summary>
    public int OpenElections
    {
        get
        {
            lock (_lock)
                return _open.Count;
        }
    }

    private long Now => _clock.GetTimestamp();

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _clock.TimestampFrequency);

    /// <summary>Does everything that is due: events of the ledger, re-drives, sweeps. Returns what was done, for pacing.</summary>
    public int Tick()
    {
        int done = 0;
        lock (_lock)
        {
            while (TryDequeue(out Flushed flushed))
            {
                Published(flushed);
                done++;
            }
            while (TryDequeue(out Work work))
            {
                Run(work);
                done++;
            }
            long now = Now;
            while (_due.TryPeek(out Position position, out long due) && due <= now)
            {
                _due.Dequeue();
                if (_open.TryGetValue(position, out Election? election) && election.Due == due)
                {
                    election.Due = null;
                    Cast(position, []);
                    done++;
                }
            }
            if (now >= _nextSweep)
            {
                _nextSweep = now + Ticks(_parameters.SweepPeriod);
                PullVotedBodies();
                SweepConflicts();
                SweepFrontiers();
                done++;
            }
        }
        return done;
    }

    /// <inheritdoc />
    void ILedgerObserver.BlockAdded(Block block) => Enqueue(new Work(block.Position, block.Hash));

    /// <inheritdoc />
    void ILedgerObserver.ConflictChanged(Position position) => Enqueue(new Work(position, default));

    /// <inheritdoc />
    void ILedgerObserver.Applied(ChangeSet changes) { }

    private void Enqueue(Work work)
    {
        lock (_workLock)
            _work.Enqueue(work);
        WorkArrived?.Invoke();
    }

    // Called by the store's writer, which must never wait for an election: it only leaves the outcome here.
    private void EnqueueFlushed(Flushed flushed)
    {
        lock (_workLock)
            _flushed.Enqueue(flushed);
        WorkArrived?.Invoke();
    }

    private bool TryDequeue(out Flushed flushed)
    {
        lock (_workLock)
            return _flushed.TryDequeue(out flushed);
    }

    private bool TryDequeue(out Work work)
    {
        lock (_workLock)
            return _work.TryDequeue(out work);
    }

    private void Run(Work work)
    {
        _unheld.Release(work.Position);
        if (work.Seed.IsZero)
            Cast(work.Position, _ledger.State.GetConflict(work.Position)?.Hashes ?? []);
        else
            Cast(work.Position, [work.Seed]);
        // Votes that came before their block count now, also on a node that casts none.
        if (_ledger.State.Votes.At(work.Position).Count > 0)
            Tally(work.Position);
    }

    private Election Open(Position position)
    {
        if (!_open.TryGetValue(position, out Election? election))
            _open.Add(position, election = new Election());
        return election;
    }

    private void Close(Position position) => _open.Remove(position);

    private void Wake(Position position, Election election, long at)
    {
        if (election.Due is { } due && due <= at)
            return;
        election.Due = at;
        _due.Enqueue(position, at);
    }

    private UInt128 OwnWeight => _key is null ? 0 : EligibleWeight(_ownAddress);

    private UInt128 EligibleWeight(Address representative) =>
        _ledger.IsEligible(representative) ? _ledger.State.Weights.Get(representative) : 0;

    /// <summary>The denominator at a position: the conflict's frozen total, else the current eligible total (spec 04 §4).</summary>
    private UInt128 ElectionTotal(Position position) =>
        _ledger.State.GetConflict(position) is { TotalWeight: > 0 } record ? record.TotalWeight : _ledger.EligibleTotal();

    /// <summary>The weight a vote is stored with (spec 04 §4).</summary>
    private ulong VoteWeight(Position position, Address representative)
    {
        if (_ledger.State.GetConflict(position) is { WeightSnapshot.Count: > 0 } record)
            return record.WeightSnapshot.GetValueOrDefault(representative);
        UInt128 weight = EligibleWeight(representative);
        return weight > ulong.MaxValue ? 0 : (ulong)weight;
    }

    // A seed of zero stands for "the hashes of the conflict".
    private readonly record struct Work(Position Position, Hash256 Seed);

    // A final vote whose flush ended: well, or with a failure.
    private readonly record struct Flushed(Vote Vote, bool IsFirst, Exception? Failure);
}
