using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Core.Consensus;

public sealed partial class Elections
{
    private const int MaxAnswersRemembered = 16_384;
    private readonly AnswerLimiter _answers = new(MaxAnswersRemembered);

    // Stale conflicts, spec 04 §11.1.
    private void SweepConflicts()
    {
        foreach (ConflictRecord record in _ledger.State.Conflicts.OrderBy(c => c.Position).ToArray())
        {
            Position position = record.Position;
            if (_ledger.IsResolved(position) && _ledger.GetChildHash(position) is { } final)
            {
                _ledger.Confirm(position, final, record.Hashes);
                Close(position);
                continue;
            }
            if (IsOrphan(record))
            {
                _ledger.DropConflict(position);
                Close(position);
                continue;
            }
            TimeSpan age = Age(record);
            if (age >= _parameters.PhantomAge)
            {
                if (!HandlePhantoms(record, age))
                    continue;
            }
            else if (age < _parameters.MinConflictAge)
            {
                continue;
            }
            Cast(position, record.Hashes);
            if (!Tally(position) && !_ledger.IsResolved(position))
                Pull(position);
        }
    }

    // Bodies that weight votes for and that are not held here: without them the preference of this node could differ from
    // everybody's for ever, since only recorded candidates are asked for otherwise. Changes no decision, only when it is met.
    private void PullVotedBodies()
    {
        var wanted = new HashSet<Hash256>();
        foreach (KeyValuePair<Position, Vote[]> votes in _ledger.State.Votes.All)
        {
            foreach (Vote vote in votes.Value)
            {
                if (vote.Weight > 0 && wanted.Count < MaxBodiesPerPull && _ledger.GetBody(vote.BlockHash) is null)
                    wanted.Add(vote.BlockHash);
            }
        }
        if (wanted.Count > 0)
            _network.PullBlocks([.. wanted.Order()]);
    }

    // What one block request may ask for (spec 04 §2).
    private const int MaxBodiesPerPull = 64;

    // Frontiers, spec 04 §11.2: voters cast for everything unfinal, others pull votes for the ends of each unfinal range.
    private void SweepFrontiers()
    {
        bool votes = OwnWeight != 0;
        int pulls = 0;
        foreach (Address address in _ledger.State.Unfinalized.Order().ToArray())
        {
            if (_ledger.State.GetAccount(address) is not { } account)
                continue;
            if (votes)
            {
                foreach (ChainEntry entry in _ledger.Blocks.GetChain(address, account.FinalHeight + 1, MaxCastsPerAccount))
                {
                    var position = new Position(entry.Account, entry.Previous);
                    Cast(position, [entry.Hash]);
                    // The votes at hand may be enough by now: the total moves with every delegation.
                    Tally(position);
                }
            }
            if (pulls < _parameters.MaxPulls)
                pulls += PullEnds(account);
        }
    }

    // A long unfinal chain is voted for from its lowest block up; the rest follows as parents become final.
    private const int MaxCastsPerAccount = 64;

    private int PullEnds(AccountState account)
    {
        int pulls = 0;
        ChainEntry? low = _ledger.Blocks.GetEntryAt(account.Account, account.FinalHeight + 1);
        if (low is null)
            return 0;
        var lowest = new Position(low.Account, low.Previous);
        if (account.Height > low.Height && _ledger.Blocks.GetEntryAt(account.Account, account.Height) is { } high)
            pulls += Pull(new Position(high.Account, high.Previous)) ? 1 : 0;
        if (_ledger.State.GetConflict(lowest) is null)
            pulls += Pull(lowest) ? 1 : 0;
        return pulls;
    }

    private bool Pull(Position position)
    {
        Election election = Open(position);
        long now = Now;
        if (election.LastPull is { } last && now - last < Ticks(_parameters.RepeatInterval))
            return false;
        election.LastPull = now;
        _network.PullVotes(position);
        return true;
    }

    // Orphaned: the parent is gone from the chain, no candidate is on it, and one was rolled back (spec 04 §11.1.2). Or nothing
    // stands there any more and nothing ever can: without this the record would freeze the account for good.
    private bool IsOrphan(ConflictRecord record)
    {
        Position position = record.Position;
        if (record.Hashes.Any(h => _ledger.Blocks.GetEntry(h) is not null))
            return false;
        bool parentGone = position.Previous.IsZero
            ? _ledger.State.GetAccount(position.Account) is null
            : _ledger.Blocks.GetEntry(position.Previous) is null;
        return (parentGone && record.Hashes.Any(h => _ledger.Blocks.GetStatus(h) == BlockStatus.Rejected))
            || (_ledger.GetChildHash(position) is null && record.Hashes.All(h => IsDead(h, MaxDeadDepth)));
    }

    // A block that no node can ever put on a chain again: another is final in its place, in that of a block it builds on or takes
    // in, or has taken in what it takes in.
    private bool IsDead(Hash256 hash, int depth)
    {
        if (depth == 0 || _ledger.GetBody(hash) is not { } block || _ledger.Blocks.GetEntry(hash) is not null)
            return false;
        if (_ledger.IsResolved(block.Position) || (!block.IsOpen && IsDead(block.Previous, depth - 1)))
            return true;
        return !block.Source.IsZero
            && (IsDead(block.Source, depth - 1)
                || (block.Type == BlockType.Receive && _ledger.Blocks.GetBySource(block.Source).Any(taker => _ledger.IsFinal(taker.Hash))));
    }

    private const int MaxDeadDepth = 16;

    private void DropOrphans()
    {
        foreach (ConflictRecord record in _ledger.State.Conflicts.OrderBy(c => c.Position).ToArray())
        {
            if (IsOrphan(record))
                _ledger.DropConflict(record.Position);
        }
    }

    private TimeSpan Age(ConflictRecord record) =>
        TimeSpan.FromMilliseconds((_clock.UnixNow() - record.DetectedAtNs) / 1_000_000.0);

    // Phantoms, spec 04 §11.3. True when every recorded body that matters is held.
    private bool HandlePhantoms(ConflictRecord record, TimeSpan age)
    {
        Position position = record.Position;
        List<Hash256> real = [.. record.Hashes.Where(h => _ledger.GetBody(h) is { } body && body.Position == position)];
        List<Hash256> phantoms = [.. record.Hashes.Except(real)];
        if (phantoms.Count == 0)
            return true;
        _network.PullBlocks(phantoms);

        HashSet<Hash256> voted = [.. _ledger.State.Votes.At(position).Where(v => v.Weight > 0).Select(v => v.BlockHash)];
        List<Hash256> live = real.Count >= 1 && age >= _parameters.UnretrievableAge ? [] : [.. phantoms.Where(voted.Contains)];
        if (real.Count == 0 && live.Count == 0)
        {
            _ledger.DropConflict(position);
            Close(position);
            return false;
        }
        if (live.Count < phantoms.Count)
            _ledger.SetCandidates(position, [.. record.Hashes.Where(h => real.Contains(h) || live.Contains(h))]);
        if (real.Count == 1)
        {
            // Never final merely because one body is at hand: only a tally decides.
            Cast(position, real);
            Tally(position);
            return false;
        }
        return real.Count >= 2 && live.Count == 0;
    }
}
