using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Libp2p;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Sync;

/// <summary>When to sync with whom (spec 07 §2.5, §2.6). Thread-safe; state per peer lasts as long as its connection.</summary>
internal sealed class SyncTracker(TimeProvider clock) : ILedgerObserver
{
    internal static readonly TimeSpan FullResyncInterval = TimeSpan.FromSeconds(60);
    internal static readonly TimeSpan IncapableTime = TimeSpan.FromMinutes(10);
    private const int RejectionsBeforeOmission = 3;
    private const int MaxRejectedPerPeer = 10_000;
    private const int MaxPeers = 4096;

    private readonly Lock _gate = new();
    private readonly FifoMap<PeerId, PeerState> _peers = new(MaxPeers);
    private long? _lastFullResync;
    private bool _dirty = true;
    private long _frontiersVersion;

    /// <summary>Counts changes of the own frontiers.</summary>
    public long FrontiersVersion => Interlocked.Read(ref _frontiersVersion);

    /// <summary>Asks for a sync with everybody soon.</summary>
    public void SetDirty()
    {
        lock (_gate)
            _dirty = true;
    }

    /// <summary>Picks the peers to sync with now; where there are any, the dirty mark is cleared at once.</summary>
    public IReadOnlyList<PeerId> Select(IEnumerable<PeerId> connected)
    {
        lock (_gate)
        {
            long now = clock.GetTimestamp();
            bool all = _dirty || _lastFullResync is not { } last || clock.GetElapsedTime(last, now) >= FullResyncInterval;
            List<PeerId> selected = [];
            foreach (PeerId peer in connected)
            {
                _peers.TryGet(peer, out PeerState? state);
                if (state?.IncapableSince is { } since && clock.GetElapsedTime(since, now) < IncapableTime)
                    continue;
                if (all || state?.SyncedVersion is not { } synced || synced != FrontiersVersion)
                    selected.Add(peer);
            }
            if (selected.Count > 0)
                (_dirty, _lastFullResync) = (false, now);
            return selected;
        }
    }

    /// <summary>The peer does not serve frontier sync.</summary>
    public void MarkIncapable(PeerId peer)
    {
        lock (_gate)
            Get(peer).IncapableSince = clock.GetTimestamp();
    }

    /// <summary>A session ended well; the own frontiers as they are now count as shown to the peer.</summary>
    public void MarkSynced(PeerId peer)
    {
        lock (_gate)
            Get(peer).SyncedVersion = FrontiersVersion;
    }

    /// <summary>Counts the accounts a terminal page rejected; the counts of all others begin anew.</summary>
    public void CountRejected(PeerId peer, IReadOnlyList<Address> rejected)
    {
        lock (_gate)
        {
            PeerState state = Get(peer);
            Dictionary<Address, int> counts = [];
            foreach (Address account in rejected.Take(MaxRejectedPerPeer))
                counts[account] = state.Rejections.GetValueOrDefault(account) + 1;
            state.Rejections = counts;
        }
    }

    /// <summary>Accounts to leave out of a request, so that the peer sends its complete chain (spec 07 §2.5).</summary>
    public IReadOnlySet<Address> Omitted(PeerId peer)
    {
        lock (_gate)
        {
            return _peers.TryGet(peer, out PeerState? state)
                ? state.Rejections.Where(entry => entry.Value >= RejectionsBeforeOmission).Select(entry => entry.Key).ToHashSet()
                : new HashSet<Address>();
        }
    }

    /// <summary>A connection to the peer was closed.</summary>
    public void Forget(PeerId peer)
    {
        lock (_gate)
            _peers.Remove(peer);
    }

    void ILedgerObserver.BlockAdded(Block block) { }

    void ILedgerObserver.ConflictChanged(Position position) { }

    void ILedgerObserver.Applied(ChangeSet changes)
    {
        if (changes.Added.Count + changes.Removed.Count > 0)
            Interlocked.Increment(ref _frontiersVersion);
    }

    private PeerState Get(PeerId peer)
    {
        if (!_peers.TryGet(peer, out PeerState? state))
            _peers.Set(peer, state = new PeerState());
        return state;
    }

    private sealed class PeerState
    {
        public long? IncapableSince { get; set; }
        public long? SyncedVersion { get; set; }
        public Dictionary<Address, int> Rejections { get; set; } = [];
    }
}
