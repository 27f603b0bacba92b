using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Core.Consensus;

public sealed partial class Elections
{
    // Cast of spec 04 §7; the numbers are those of its steps. Runs under the lock.
    private void Cast(Position position, IReadOnlyList<Hash256> seeds)
    {
        if (OwnWeight == 0)                                                                     // 1
            return;
        if (_ledger.IsResolved(position))                                                       // 2
        {
            Close(position);
            return;
        }
        Election election = Open(position);
        if (OwnVote(position) is { IsFinal: true } final)                                       // 3
        {
            if (Reweigh(final) && Tally(position))
                return;
            Reaffirm(position, election, final.BlockHash);
            return;
        }
        if (ReadLock(position, election) is { } locked)                                         // 4
        {
            EmitFinal(position, election, locked);
            return;
        }

        List<Hash256> held = HeldCandidates(position, seeds);                          // 5, 20.2
        foreach (Hash256 candidate in held)                                                     // 6
        {
            if (election.Seen.Add(candidate))
                election.LastNewCandidate = Now;
        }
        IReadOnlyList<Hash256> recorded = _ledger.State.GetConflict(position)?.Hashes ?? [];
        if (held.Count == 0 && recorded.Count == 0)                                             // 7
            return;
        if (Prefer(position, held, recorded) is not { } preferred || !held.Contains(preferred))           // 8
            return;
        if (!MayBackHash(position, preferred))                                                  // 9
            return;

        Converge(position, election, preferred);                                                // 10
        if (_ledger.IsResolved(position))
            return;
        TryLock(position, election, preferred);                                                 // 11
    }

    // The lowest hash. A block whose validity hangs on other accounts is passed over while it could not be applied here: elected
    // by hash alone, it could win where it stands on the chain and be impossible everywhere else, or keep this representative
    // from ever voting at the position. Where only the blocks in its way cannot be unwound, it says nothing of the candidate.
    // Past the age from which nothing is waited for, one whose source is still not final gives way too: what that waits for may
    // be this very election. Sooner, representatives that see the source final at different times would lock different siblings.
    private Hash256? Prefer(Position position, List<Hash256> held, IReadOnlyList<Hash256> recorded)
    {
        bool isOld = _ledger.State.GetConflict(position) is { } record && Age(record) >= _parameters.UnretrievableAge;
        foreach (Hash256 candidate in recorded.Concat(held).Order())
        {
            if (!held.Contains(candidate) || _ledger.GetBody(candidate) is not { } body || !DependsOnOthers(body.Type))
                return candidate;
            bool isPossible = _ledger.JudgePromotion(body) is not { } refused || CascadePlan.IsRefusal(refused);
            if (isPossible && !(isOld && !_ledger.DependenciesFinal(body)))
                return candidate;
        }
        return null;
    }

    private static bool DependsOnOthers(BlockType type) => type is BlockType.Receive or BlockType.LeaseAccept
        or BlockType.LeaseSettle or BlockType.LeaseCancel or BlockType.LeaseForceSettle;

    private Vote? OwnVote(Position position) => _key is null ? null : _ledger.State.Votes.Get(position, _key.PublicKey);

    private Hash256? ReadLock(Position position, Election election)
    {
        if (!election.LockRead)
        {
            election.Lock = _ledger.GetLock(position);
            election.LockRead = true;
        }
        return election.Lock;
    }

    // Only bodies that stand at the position are candidates: a vote for another account's low hash must not lead honest
    // representatives to prefer it (spec 04 §20.2).
    private List<Hash256> HeldCandidates(Position position, IReadOnlyList<Hash256> seeds)
    {
        var held = new List<Hash256>(2);
        void Consider(Hash256 hash)
        {
            if (!held.Contains(hash) && StandsAt(position, hash))
                held.Add(hash);
        }
        foreach (Hash256 seed in seeds)
            Consider(seed);
        foreach (Vote vote in _ledger.State.Votes.At(position))
            Consider(vote.BlockHash);
        if (_ledger.State.GetConflict(position) is { } record)
        {
            foreach (Hash256 hash in record.Hashes)
                Consider(hash);
        }
        if (_ledger.GetChildHash(position) is { } child)
            Consider(child);
        return held;
    }

    private bool StandsAt(Position position, Hash256 hash) =>
        _parameters.CountUnheldHashes || (_ledger.GetBody(hash) is { } body && body.Position == position);

    private bool MayBackHash(Position position, Hash256 hash) =>
        _ledger.GetBody(hash) is { } body && body.Position == position ? _ledger.DependenciesFinal(body) : _parameters.CountUnheldHashes;

    private void Converge(Position position, Election election, Hash256 preferred)
    {
        Vote? own = OwnVote(position);
        long now = Now;
        bool changed = own is null || own.BlockHash != preferred;
        long? due = election.LastEmission is { } last
            ? last + Ticks(election.RepeatAsked ? _parameters.MinRepeat : _parameters.RepeatInterval)
            : null;
        if (!changed && due > now)
        {
            Wake(position, election, due.Value);
            return;
        }
        Vote vote = Sign(position, preferred, isFinal: false);
        _ledger.ApplyVotes([vote], [], needsFullSync: false);
        election.LastEmission = now;
        election.RepeatAsked = false;
        Wake(position, election, now + Ticks(_parameters.RepeatInterval));
        Tally(position);
        _network.Publish(vote);
    }

    private void TryLock(Position position, Election election, Hash256 preferred)
    {
        UInt128 weight = 0;
        foreach (Vote vote in _ledger.State.Votes.At(position))
        {
            if (vote.BlockHash == preferred)
                weight += vote.Weight;
        }
        if (!Quorum.IsReached(weight, ElectionTotal(position)))
            return;
        long open = (election.LastNewCandidate ?? Now) + Ticks(_parameters.StabilityWindow);
        if (Now < open)
        {
            Wake(position, election, open);
            return;
        }
        EmitFinal(position, election, preferred);
    }

    // Locks (write-once), then the final vote, published only when both are on stable storage (spec 04 §7, EmitFinal).
    private void EmitFinal(Position position, Election election, Hash256 hash)
    {
        if (election.FinalPending)
            return;
        bool isNewLock = ReadLock(position, election) is null;
        Hash256 locked = election.Lock ?? hash;
        // Nothing is locked that could not be voted for: a lock that cannot be followed would never be honoured.
        if (!MayBackHash(position, locked))
            return;
        election.Lock = locked;
        Vote vote = Sign(position, locked, isFinal: true);
        election.FinalPending = true;
        DurableTicket ticket = _ledger.ApplyVotes(
            [vote], isNewLock ? [new KeyValuePair<Position, Hash256>(position, locked)] : [], needsFullSync: true);
        ticket.OnCompleted(failure => EnqueueFlushed(new Flushed(vote, IsFirst: true, failure)));
    }

    // Only now, with lock and vote on stable storage, may the vote leave (spec 04 §7, EmitFinal 5–6).
    private void Published(Flushed flushed)
    {
        Position position = flushed.Vote.Position;
        if (_open.TryGetValue(position, out Election? election))
        {
            election.FinalPending = false;
            if (flushed.Failure is null)
                election.LastEmission = Now;
            Wake(position, election, Now + Ticks(_parameters.RepeatInterval));
        }
        if (flushed.Failure is not null)
            return;
        _network.Publish(flushed.Vote);
        if (flushed.IsFirst)
            Tally(position);
    }

    // A stored final vote is repeated with a new timestamp for the same hash (spec 04 §7.3). Lock and vote were flushed when
    // it was first made; after a restart the store has them, so only a vote still pending must wait.
    private void Reaffirm(Position position, Election election, Hash256 hash)
    {
        if (election.FinalPending)
            return;
        long now = Now;
        long? due = election.LastEmission is { } last
            ? last + Ticks(election.RepeatAsked ? _parameters.MinRepeat : _parameters.RepeatInterval)
            : null;
        if (due > now)
        {
            Wake(position, election, due.Value);
            return;
        }
        election.LastEmission = now;
        election.RepeatAsked = false;
        Vote fresh = Sign(position, hash, isFinal: true);
        election.FinalPending = true;
        _ledger.Flush().OnCompleted(failure => EnqueueFlushed(new Flushed(fresh, IsFirst: false, failure)));
    }

    private Vote Sign(Position position, Hash256 hash, bool isFinal)
    {
        var unsigned = new Vote
        {
            RepKey = _key!.PublicKey,
            BlockHash = hash,
            Position = position,
            Timestamp = _clock.UnixNow(),
            IsFinal = isFinal,
            Signature = default,
            Weight = VoteWeight(position, _ownAddress),
        };
        Span<byte> signed = stackalloc byte[VoteEncoding.SignedSize];
        VoteEncoding.WriteSigned(unsigned, signed);
        return unsigned with { Signature = _key.Sign(signed) };
    }
}
