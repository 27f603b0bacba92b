using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.Node.Events;

/// <summary>Gives events to subscribers. Told under the ledger's gate, so it only enqueues: each subscriber has a bounded
/// queue that loses its oldest entries, and the newest events are kept for those who come back.</summary>
public sealed class EventHub : ILedgerObserver
{
    /// <summary>Events kept for a resume.</summary>
    public const int Kept = 4_096;

    /// <summary>Most subscribers at one time.</summary>
    public const int MaxSubscribers = 256;

    private readonly Lock _gate = new();
    private readonly NodeEvent?[] _ring = new NodeEvent?[Kept];
    private readonly List<EventSubscription> _subscribers = [];
    private readonly LedgerState _state;
    private long _last;

    /// <summary>A hub of a ledger. Observes nothing by itself.</summary>
    /// <param name="state">Where conflicts are read.</param>
    /// <param name="clock">Marks this process's events: a resume from another process's is told as a gap.</param>
    public EventHub(LedgerState state, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(clock);
        _state = state;
        Epoch = clock.GetUtcNow().ToUnixTimeMilliseconds();
    }

    /// <summary>First part of event ids: when this process began, Unix ms.</summary>
    public long Epoch { get; }

    /// <summary>Sequence of the newest event; 0 before the first.</summary>
    public long Last
    {
        get
        {
            lock (_gate)
                return _last;
        }
    }

    /// <summary>Subscribes; null where there are too many subscribers. Dispose to end.</summary>
    /// <param name="filter">What is wanted.</param>
    /// <param name="after">Sequence behind which to begin; null = with the next event.</param>
    public EventSubscription? Subscribe(Func<NodeEvent, bool> filter, long? after = null)
    {
        lock (_gate)
        {
            if (_subscribers.Count >= MaxSubscribers)
                return null;
            EventSubscription subscription = new(this, filter);
            if (after is { } sequence)
            {
                long oldest = Math.Max(1, _last - Kept + 1);
                long first = sequence > _last ? oldest : Math.Max(sequence + 1, oldest);
                if (sequence > _last || first > sequence + 1)
                    subscription.MarkGap();
                for (long i = first; i <= _last; i++)
                    subscription.Offer(_ring[i % Kept]!);
            }
            _subscribers.Add(subscription);
            return subscription;
        }
    }

    /// <summary>Tells of a refused submission.</summary>
    public void Rejected(WireBlock block, Core.Rejection rejection)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(rejection);
        RejectedEvent payload = new() { Hash = block.Hash, Account = block.Account, Type = block.Type, Error = rejection.Text, Retryable = rejection.Retryable };
        Publish(NodeEventKind.Rejected, Address.TryParse(block.Account, out Address account) ? account : null, payload);
    }

    /// <summary>Tells of a peer.</summary>
    public void PeerChanged(PeerEvent peer) => Publish(NodeEventKind.Peer, null, peer);

    /// <inheritdoc />
    public void BlockAdded(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        Publish(NodeEventKind.Accepted, block.Account, block);
    }

    /// <inheritdoc />
    public void ConflictChanged(Position position)
    {
        if (_state.GetConflict(position) is { } record)
            Publish(NodeEventKind.Conflict, position.Account, record);
    }

    /// <inheritdoc />
    public void Applied(ChangeSet changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        for (int i = 0; i < changes.Accounts.Count; i++)
        {
            ChangeSet.Change<Address, AccountState> change = changes.Accounts[i];
            if (change.After is { } after && after.FinalHeight > (change.Before?.FinalHeight ?? 0))
                Publish(NodeEventKind.Final, after.Account, Final(after, changes));
        }
        foreach (Vote vote in changes.Votes)
            Publish(NodeEventKind.Vote, vote.Position.Account, vote);
        foreach (ChangeSet.Change<Hash256, LeaseRecord> lease in changes.Leases)
        {
            if (lease.After is { } after && lease.Before?.State != after.State)
                Publish(NodeEventKind.Lease, after.Consumer, after);
        }
        foreach (ChangeSet.Change<Position, ConflictRecord> conflict in changes.Conflicts)
        {
            if (conflict.After is null && conflict.Before is { } decided)
                Publish(NodeEventKind.Conflict, conflict.Key.Account, decided with { Hashes = [] });
        }
    }

    internal void Remove(EventSubscription subscription)
    {
        lock (_gate)
            _subscribers.Remove(subscription);
    }

    private static FinalEvent Final(AccountState after, ChangeSet changes)
    {
        Hash256 winner = after.FinalHeight == after.Height ? after.Frontier : default;
        for (int i = 0; i < changes.Statuses.Count; i++)
        {
            if (changes.Statuses[i].Value == BlockStatus.Finalized)
                winner = changes.Statuses[i].Key;
        }
        return new FinalEvent { Account = after.Account.ToString(), Height = after.FinalHeight, Hash = winner.IsZero ? "" : winner.ToString() };
    }

    private void Publish(NodeEventKind kind, Address? account, object payload)
    {
        lock (_gate)
        {
            NodeEvent happened = new(++_last, kind, account, payload);
            _ring[_last % Kept] = happened;
            foreach (EventSubscription subscriber in _subscribers)
                subscriber.Offer(happened);
        }
    }
}
