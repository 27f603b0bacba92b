using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Simulator;

/// <summary>The votes one node can ever hold at a position.</summary>
internal sealed class PossibleVotes
{
    private readonly SimWorld _world;
    private readonly SimNode _node;
    private readonly Position _position;
    private readonly Hash256[] _candidates;
    private readonly UInt128 _total;

    public PossibleVotes(SimWorld world, SimNode node, Position position)
    {
        (_world, _node, _position) = (world, node, position);
        _total = Total(node);
        _candidates = [.. world.Network.Nodes.SelectMany(Candidates).Distinct().Order()];
    }

    /// <summary>The candidate with a quorum of final votes here.</summary>
    public Hash256? Winner => _candidates.Select(c => (Hash256?)c).FirstOrDefault(c => Quorum.IsReached(Weigh(v => v.IsFinal && v.BlockHash == c), _total));

    /// <summary>A candidate that could reach a quorum here if all who have not spoken irrevocably and who may do so did.</summary>
    public Hash256? Best(Func<SimNode, Hash256?> choice, Func<SimNode, bool> mayStillVote)
    {
        foreach (Hash256 candidate in _candidates)
        {
            UInt128 possible = Weigh(v => v.IsFinal && v.BlockHash == candidate);
            foreach (SimNode voter in _world.Network.Nodes.Where(n => n.Key is not null && !HasFinal(n)))
            {
                if (choice(voter) == candidate && (Bound(voter) is not null || (mayStillVote(voter) && CanLock(voter, candidate, choice, mayStillVote))))
                    possible += Weight(_node, voter.Key!.Address);
            }
            if (Quorum.IsReached(possible, _total))
                return candidate;
        }
        return null;
    }

    /// <summary>The lowest of what honest representatives choose.</summary>
    public Hash256? LowestChoice() => _world.Network.Nodes.Where(n => n.Key is not null && Bound(n) is null).Select(Choice).Where(c => c is not null).Min() ?? (_candidates.Length > 0 ? _candidates[0] : null);

    /// <summary>What a representative speaks for whatever others do: its lock, or what is final with it.</summary>
    public Hash256? Bound(SimNode voter) =>
        voter.Ledger.GetLock(_position) ?? (voter.Ledger.IsResolved(_position) ? voter.Ledger.GetChildHash(_position) : null);

    /// <summary>What an honest representative votes for in the end: what it is bound to, else the lowest candidate it knows but
    /// for receives and the like that could not stand there on its node.</summary>
    public Hash256? Choice(SimNode voter)
    {
        if (Bound(voter) is { } bound)
            return bound;
        foreach (Hash256 candidate in Candidates(voter).Distinct().Order())
        {
            if (voter.Ledger.GetBody(candidate) is not { } body)
            {
                if (voter.Ledger.State.GetConflict(_position)?.Hashes.Contains(candidate) == true)
                    return candidate;
                continue;
            }
            if (body.Source.IsZero)
                return candidate;
            bool isPossible = voter.Ledger.JudgePromotion(body) is not { } refused || CascadePlan.IsRefusal(refused);
            if (isPossible && (!IsOld(voter) || voter.Ledger.DependenciesFinal(body)))
                return candidate;
        }
        return null;
    }

    // A lock takes a quorum of votes of either kind for the preference, as this very representative holds them: where one
    // representative told everybody something else, there may be none.
    private bool CanLock(SimNode voter, Hash256 preference, Func<SimNode, Hash256?> choice, Func<SimNode, bool> mayStillVote)
    {
        UInt128 behind = 0;
        foreach (SimKey key in _world.Representatives)
        {
            Vote? held = voter.Ledger.State.Votes.Get(_position, key.PublicKey);
            SimNode? honest = _world.Network.Nodes.FirstOrDefault(n => n.Key == key);
            bool agrees = honest is null || held is { IsFinal: true }
                ? held?.BlockHash == preference
                : choice(honest) == preference && (Bound(honest) is not null || mayStillVote(honest));
            if (agrees)
                behind += Weight(voter, key.Address);
        }
        return Quorum.IsReached(behind, Total(voter));
    }

    private bool IsOld(SimNode voter) => voter.Ledger.State.GetConflict(_position) is { } record
        && _world.Clock.UnixNow() - record.DetectedAtNs >= _world.Parameters.UnretrievableAge.Ticks * 100;

    private bool HasFinal(SimNode voter) => _node.Ledger.State.Votes.Get(_position, voter.Key!.PublicKey) is { IsFinal: true };

    private UInt128 Weigh(Func<Vote, bool> counts)
    {
        UInt128 sum = 0;
        foreach (Vote vote in _node.Ledger.State.Votes.At(_position).Where(counts))
            sum += vote.Weight;
        return sum;
    }

    private UInt128 Total(SimNode node) =>
        node.Ledger.State.GetConflict(_position) is { TotalWeight: > 0 } record ? record.TotalWeight : node.Ledger.EligibleTotal();

    private UInt128 Weight(SimNode node, Address representative) =>
        node.Ledger.State.GetConflict(_position) is { WeightSnapshot.Count: > 0 } record
            ? record.WeightSnapshot.GetValueOrDefault(representative)
            : node.Ledger.State.Weights.Get(representative);

    private IEnumerable<Hash256> Candidates(SimNode node) =>
        (node.Ledger.State.GetConflict(_position)?.Hashes ?? [])
            .Concat(node.Ledger.State.Votes.At(_position).Select(v => v.BlockHash))
            .Concat(node.Ledger.GetChildHash(_position) is { } child ? [child] : [])
            .Where(h => _world.Network.Nodes.Any(n => n.Ledger.GetBody(h) is { } body && body.Position == _position));
}
