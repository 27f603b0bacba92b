namespace Xe.Libp2p.Dht;

/// <summary>One iterative lookup: asks the nearest peers known, learns nearer ones from their answers, ends when the
/// nearest have all answered. Runs on one logical thread; requests run beside it.</summary>
internal sealed class Lookup(KadKey target, PeerId self, DhtOptions options)
{
    private const int MaxCandidates = 512;

    private enum State
    {
        Heard,
        Asked,
        Answered,
        Failed,
    }

    private sealed class Candidate(PeerId peer, KadKey key)
    {
        public PeerId Peer { get; } = peer;

        public KadKey Key { get; } = key;

        public State State { get; set; }
    }

    private readonly Dictionary<PeerId, Candidate> _known = [];
    private readonly List<Candidate> _byDistance = [];

    /// <summary>Requests made.</summary>
    public int Requests { get; private set; }

    /// <summary>Runs to its end and returns the nearest peers that answered, nearest first.</summary>
    /// <param name="seeds">Where to start.</param>
    /// <param name="ask">Asks one peer; null = no answer. Must not throw except on cancellation.</param>
    /// <param name="enough">Ends the lookup early; asked after each answer.</param>
    /// <param name="cancellationToken">Ends it with an exception.</param>
    public async Task<List<PeerId>> RunAsync(
        IEnumerable<PeerId> seeds, Func<PeerId, CancellationToken, Task<IReadOnlyList<DhtPeer>?>> ask, Func<bool>? enough, CancellationToken cancellationToken)
    {
        foreach (PeerId seed in seeds) Add(seed);
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Dictionary<Task<IReadOnlyList<DhtPeer>?>, Candidate> running = [];
        bool follow = false;
        try
        {
            while (true)
            {
                // First until the beta nearest have answered; then the rest of the k nearest are asked too, so that what is
                // stored at "the k nearest" lands there.
                int wanted = follow ? options.BucketSize : options.Resiliency;
                if (enough?.Invoke() == true) break;
                if (Nearest(wanted).All(candidate => candidate.State == State.Answered))
                {
                    if (follow || enough is not null) break;
                    follow = true;
                    continue;
                }
                foreach (Candidate candidate in Nearest(options.BucketSize).Where(candidate => candidate.State == State.Heard).ToArray())
                {
                    if (running.Count >= options.Concurrency || Requests >= options.MaxRequestsPerLookup) break;
                    candidate.State = State.Asked;
                    Requests++;
                    running.Add(ask(candidate.Peer, done.Token), candidate);
                }
                if (running.Count == 0) break;
                Task<IReadOnlyList<DhtPeer>?> ended = await Task.WhenAny(running.Keys).WaitAsync(cancellationToken).ConfigureAwait(false);
                running.Remove(ended, out Candidate? asked);
                IReadOnlyList<DhtPeer>? answer = ended.IsCompletedSuccessfully ? await ended.ConfigureAwait(false) : null;
                asked!.State = answer is null ? State.Failed : State.Answered;
                foreach (DhtPeer peer in answer ?? []) Add(peer.Id);
            }
        }
        finally
        {
            await done.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running.Keys.Cast<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return [.. _byDistance.Where(candidate => candidate.State == State.Answered).Take(options.BucketSize).Select(candidate => candidate.Peer)];
    }

    private IEnumerable<Candidate> Nearest(int count) => _byDistance.Where(candidate => candidate.State != State.Failed).Take(count);

    private void Add(PeerId peer)
    {
        if (peer == self || _known.Count >= MaxCandidates || _known.ContainsKey(peer)) return;
        Candidate candidate = new(peer, KadKey.Of(peer));
        int at = _byDistance.FindIndex(other => target.CompareDistance(candidate.Key, other.Key) < 0);
        _byDistance.Insert(at < 0 ? _byDistance.Count : at, candidate);
        _known.Add(peer, candidate);
    }
}
