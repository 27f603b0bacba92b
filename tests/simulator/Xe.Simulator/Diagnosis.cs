using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Simulator;

/// <summary>Looks at all nodes of a healed network: are they alike with everything final, and where they are not, does the
/// protocol say that they may not be? Every difference is traced to its root: a block to what it builds on or takes in, a
/// position to its votes. What cannot be traced is a violation.</summary>
public sealed class Diagnosis
{
    private readonly SimWorld _world;
    private readonly IReadOnlyList<SimNode> _nodes;
    private readonly Dictionary<(int Node, Position Position), bool> _positions = [];
    private readonly Dictionary<(int Node, Hash256 Block), bool> _blocks = [];
    private readonly HashSet<StuckCause> _causes = [];
    private readonly List<string> _unexplained = [];

    private Diagnosis(SimWorld world) => (_world, _nodes) = (world, world.Network.Nodes);

    /// <summary>Everything final and alike on every node.</summary>
    public bool Converged { get; private set; }

    /// <summary>Roots of what is not; meaningful where nothing is unexplained.</summary>
    public IReadOnlyCollection<StuckCause> Causes => _causes;

    /// <summary>What should have come about and did not.</summary>
    public IReadOnlyList<string> Unexplained => _unexplained;

    /// <summary>Diagnoses a world; every node must be up.</summary>
    public static Diagnosis Of(SimWorld world)
    {
        ArgumentNullException.ThrowIfNull(world);
        var diagnosis = new Diagnosis(world);
        diagnosis.Run();
        return diagnosis;
    }

    private void Run()
    {
        bool alike = true;
        foreach (SimNode node in _nodes)
        {
            foreach (Position position in OpenPositions(node))
            {
                alike = false;
                if (!ExplainsPosition(node, position))
                    _unexplained.Add($"n{node.Index} leaves {Text(position)} open: {Votes(node, position)}");
            }
        }
        foreach (SimNode from in _nodes)
        {
            foreach (AccountState account in from.Ledger.State.Accounts.OrderBy(a => a.Account))
            {
                foreach (SimNode node in _nodes.Where(n => n.Ledger.State.GetAccount(account.Account)?.Frontier != account.Frontier))
                {
                    alike = false;
                    foreach (Block block in from.Ledger.Blocks.GetChainBlocks(account.Account, 1, int.MaxValue))
                    {
                        if (node.Ledger.Blocks.GetEntry(block.Hash) is null && !ExplainsAbsence(node, from, block))
                            _unexplained.Add($"n{node.Index} lacks {block.Type} {block.Hash.Short} of n{from.Index}: {node.Ledger.JudgePromotion(block)?.Text}");
                    }
                }
            }
        }
        Converged = alike;
    }

    private static SortedSet<Position> OpenPositions(SimNode node)
    {
        var open = new SortedSet<Position>(node.Ledger.State.Conflicts.Select(c => c.Position));
        foreach (Address address in node.Ledger.State.Unfinalized)
        {
            AccountState account = node.Ledger.State.GetAccount(address)!;
            foreach (ChainEntry entry in node.Ledger.Blocks.GetChain(address, account.FinalHeight + 1, int.MaxValue))
                open.Add(new Position(entry.Account, entry.Previous));
        }
        return open;
    }

    private bool ExplainsPosition(SimNode node, Position position)
    {
        if (_positions.TryGetValue((node.Index, position), out bool known))
            return known;
        _positions[(node.Index, position)] = false;
        return _positions[(node.Index, position)] = ParentExplains(node, position) || VotesExplain(node, position);
    }

    private bool ParentExplains(SimNode node, Position position)
    {
        if (position.Previous.IsZero || node.Ledger.IsFinal(position.Previous))
            return false;
        if (node.Ledger.Blocks.GetEntry(position.Previous) is { } parent)
            return ExplainsPosition(node, new Position(parent.Account, parent.Previous));
        return HolderOf(position.Previous) is { } holder && ExplainsAbsence(node, holder, holder.Ledger.Blocks.GetBlock(position.Previous)!);
    }

    private bool VotesExplain(SimNode node, Position position)
    {
        PossibleVotes votes = new(_world, node, position);
        if (votes.Winner is { } winner)
            return PassesOver(node, winner);
        if (votes.Best(votes.Choice, _ => true) is { } hopeful)
        {
            // Then some of those it needs must be kept from voting, for a reason that holds on their node.
            return votes.Best(votes.Choice, r => !IsHeldBack(r, position, hopeful)) is null;
        }
        Hash256? lowest = votes.LowestChoice();
        if (votes.Best(voter => votes.Bound(voter) ?? lowest, _ => true) is null)
            return Because(StuckCause.SplitVotes);
        return _nodes.Where(n => n.Key is not null && votes.Bound(n) is null && votes.Choice(n) != lowest).All(n => PassesOver(n, lowest!.Value));
    }

    private bool IsHeldBack(SimNode representative, Position position, Hash256 hash)
    {
        if (representative.Ledger.IsResolved(position))
            return false;
        if (ParentExplains(representative, position))
            return true;
        return representative.Ledger.GetBody(hash) is { } body && !representative.Ledger.DependenciesFinal(body) && SourceExplains(representative, body);
    }

    // A candidate that others prefer and that this node refuses, or was never let in by it.
    private bool PassesOver(SimNode representative, Hash256 hash)
    {
        if (representative.Ledger.GetBody(hash) is { } held)
        {
            return (!representative.Ledger.DependenciesFinal(held) && SourceExplains(representative, held))
                || RefusalExplains(representative, held, representative.Ledger.JudgePromotion(held));
        }
        SimNode? holder = _nodes.FirstOrDefault(n => n.Ledger.GetBody(hash) is not null);
        return holder is not null && ExplainsAbsence(representative, holder, holder.Ledger.GetBody(hash)!);
    }

    // A block on the chain of one node and not on that of another.
    private bool ExplainsAbsence(SimNode node, SimNode holder, Block block)
    {
        if (node.Ledger.Blocks.GetEntry(block.Hash) is not null)
            return false;
        if (_blocks.TryGetValue((node.Index, block.Hash), out bool known))
            return known;
        _blocks[(node.Index, block.Hash)] = false;
        return _blocks[(node.Index, block.Hash)] = FindsAbsence(node, holder, block);
    }

    private bool FindsAbsence(SimNode node, SimNode holder, Block block)
    {
        if (!block.IsOpen && node.Ledger.Blocks.GetEntry(block.Previous) is null)
            return ExplainsAbsence(node, holder, holder.Ledger.Blocks.GetBlock(block.Previous)!);
        if (node.Ledger.GetChildHash(block.Position) is not null && node.Ledger.IsResolved(block.Position))
            return !holder.Ledger.IsResolved(block.Position) && ExplainsPosition(holder, block.Position);
        bool isCandidate = node.Ledger.GetChildHash(block.Position) is not null || node.Ledger.State.GetConflict(block.Position) is not null;
        if (isCandidate && node.Ledger.GetBody(block.Hash) is not null)
            return ExplainsPosition(node, block.Position);
        if (node.Ledger.State.GetConflict(block.Position) is { Hashes.Count: >= ConflictRecord.MaxHashes })
            return Because(StuckCause.FullRecord);
        ConflictRecord[] freezing = [.. node.Ledger.State.Conflicts.Where(c => c.Position.Account == block.Account).OrderBy(c => c.Position)];
        if (!isCandidate && freezing.Length > 0)
            return freezing.All(c => ExplainsPosition(node, c.Position));
        if (_world.Leases && node.Ledger.Blocks.Contains(block.Hash))
            return Because(StuckCause.LostAccept);
        return RefusalExplains(node, block, node.Ledger.JudgePromotion(block));
    }

    private bool RefusalExplains(SimNode node, Block block, Rejection? refused)
    {
        if (refused is null)
            return false;
        if (refused.Code is CascadePlan.UnsupportedCode or Undo.UnsupportedCode)
            return Because(StuckCause.SwapRefused);
        if (SourceExplains(node, block))
            return true;
        return _world.Leases && refused.Code is not ("swap_finalized" or "cascade_finalized") && Because(StuckCause.LeaseState);
    }

    private bool SourceExplains(SimNode node, Block block)
    {
        if (block.Source.IsZero)
            return false;
        if (node.Ledger.Blocks.GetEntry(block.Source) is { } source)
            return !node.Ledger.IsFinal(block.Source) && ExplainsPosition(node, new Position(source.Account, source.Previous));
        return HolderOf(block.Source) is { } holder && ExplainsAbsence(node, holder, holder.Ledger.Blocks.GetBlock(block.Source)!);
    }

    private bool Because(StuckCause cause)
    {
        _causes.Add(cause);
        return true;
    }

    private SimNode? HolderOf(Hash256 hash) => _nodes.FirstOrDefault(n => n.Ledger.Blocks.GetEntry(hash) is not null);

    private static string Candidate(SimNode node, Hash256 hash) => node.Ledger.GetBody(hash) is { } body
        ? $"{body.Type} {hash.Short[..6]} ({node.Ledger.JudgePromotion(body)?.Text ?? "applicable"})"
        : $"{hash.Short[..6]} (not held)";

    private static string Text(Position position) => $"{position.Account.Short[..6]}@{position.Previous.Short[..6]}";

    private static string Votes(SimNode node, Position position) =>
        $"on chain {(node.Ledger.GetChildHash(position) is { } child ? $"{node.Ledger.GetBody(child)!.Type} {child.Short[..6]} dependencies final={node.Ledger.DependenciesFinal(node.Ledger.GetBody(child)!)}" : "nothing")}, candidates {string.Join('+', node.Ledger.State.GetConflict(position)?.Hashes.Select(h => Candidate(node, h)) ?? [])}, votes "
        + string.Join('+', node.Ledger.State.Votes.At(position).OrderBy(v => v.RepKey).Select(v => $"{v.BlockHash.Short[..6]}{(v.IsFinal ? "!" : "")}"));
}
