using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Consensus;

public sealed partial class Elections
{
    private const int MaxAddressesRemembered = 4096;
    private readonly Dictionary<PublicKey, Address> _addresses = [];

    /// <summary>Takes in a vote whose signature was verified (spec 04 §8). Null = used, or rightly ignored.</summary>
    public Rejection? Receive(Vote vote)
    {
        ArgumentNullException.ThrowIfNull(vote);
        lock (_lock)
        {
            Address representative = AddressOf(vote.RepKey);
            if (VoteCheck.WeightAndTime(vote, (ulong)UInt128.Min(EligibleWeight(representative), ulong.MaxValue), _clock) is { } invalid)
                return invalid;

            Position position = vote.Position;
            if (_ledger.IsResolved(position))
            {
                AnswerFromState(position);
                return null;
            }
            Vote? existing = _ledger.State.Votes.Get(position, vote.RepKey);
            // Weight known now may be more than when the vote was stored, by a node that was still syncing: a repeated final
            // vote brings it up to date, or the position could stay short of a quorum for ever.
            if (existing is { IsFinal: true } && vote.IsFinal && existing.BlockHash == vote.BlockHash)
            {
                if (Reweigh(existing))
                    Tally(position);
                // Where nothing is due, this node once had nothing it could vote for: that may have changed.
                if (!_open.TryGetValue(position, out Election? idle) || idle.Due is null)
                    Cast(position, [vote.BlockHash]);
                return null;
            }
            // A final vote is irrevocable; an older converge vote is a replay (spec 04 §20.6).
            if (existing is not null && (existing.IsFinal || (!vote.IsFinal && vote.Timestamp < existing.Timestamp)))
                return null;
            if (_ledger.GetChildHash(position) is null && _ledger.State.GetConflict(position) is null
                && !_unheld.TryAdmit(vote.RepKey, position))
            {
                return new Rejection("vote_table_full", "too many votes of this representative for unknown blocks");
            }

            _ledger.ApplyVotes([vote with { Weight = VoteWeight(position, representative) }], [], needsFullSync: false);
            Election election = Open(position);
            if (existing is null || existing.BlockHash != vote.BlockHash || existing.IsFinal != vote.IsFinal)
                election.RepeatAsked = true;
            Tally(position);
            Cast(position, [vote.BlockHash]);
            return null;
        }
    }

    // Few keys vote, and often: the hash is worth remembering.
    private Address AddressOf(PublicKey representative)
    {
        if (_addresses.TryGetValue(representative, out Address known))
            return known;
        if (_addresses.Count >= MaxAddressesRemembered)
            _addresses.Clear();
        return _addresses[representative] = Address.FromPublicKey(representative);
    }

    private bool Reweigh(Vote stored)
    {
        ulong weight = VoteWeight(stored.Position, AddressOf(stored.RepKey));
        if (weight == stored.Weight)
            return false;
        _ledger.ApplyVotes([stored with { Weight = weight }], [], needsFullSync: false);
        return true;
    }

    /// <summary>Answers a vote pull: the stored votes, and a fresh own final vote where the position is final
    /// (spec 04 §12.2).</summary>
    public IReadOnlyList<Vote> VotesFor(Position position)
    {
        lock (_lock)
        {
            IReadOnlyList<Vote> stored = _ledger.State.Votes.At(position);
            if (OwnWeight == 0 || !_ledger.IsResolved(position) || _ledger.GetChildHash(position) is not { } child
                || stored.Any(v => v.IsFinal && v.RepKey == _key!.PublicKey))
            {
                return stored;
            }
            return [.. stored, Sign(position, child, isFinal: true)];
        }
    }

    // A late voter is told the outcome: sound, because the child is behind the finality wall (spec 04 §12.1).
    private void AnswerFromState(Position position)
    {
        if (OwnWeight == 0 || _ledger.GetChildHash(position) is not { } child || !_answers.TryTake(position, Now, Ticks(_parameters.RepeatInterval)))
            return;
        Vote fresh = Sign(position, child, isFinal: true);
        _ledger.Flush().OnCompleted(failure => EnqueueFlushed(new Flushed(fresh, IsFirst: false, failure)));
    }
}
