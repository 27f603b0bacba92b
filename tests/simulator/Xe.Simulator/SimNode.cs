using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Simulator;

/// <summary>One node of a run: a real ledger and real elections over a simulated disk and network.</summary>
public sealed class SimNode : IElectionNetwork
{
    private const int MaxWaiting = 256;

    private readonly SimWorld _world;
    private readonly SimKey? _key;
    private readonly Queue<Block> _waiting = new();
    private Elections _elections = null!;
    private SimWriter _writer;

    /// <summary>A node with an empty disk.</summary>
    public SimNode(SimWorld world, int index, SimKey? key)
    {
        _world = world;
        Index = index;
        _key = key;
        _writer = world.NewWriter([]);
        Start();
    }

    /// <summary>Number of the node.</summary>
    public int Index { get; }

    /// <summary>False between a crash and the restart.</summary>
    public bool IsUp { get; private set; }

    /// <summary>The representative key, where the node votes.</summary>
    public SimKey? Key => _key;

    /// <summary>The running ledger.</summary>
    public Ledger Ledger { get; private set; } = null!;

    /// <summary>The writer and its store.</summary>
    public SimWriter Writer => _writer;

    /// <summary>Starts over from what is on disk.</summary>
    public void Start()
    {
        Ledger = Ledger.Open(_world.LedgerOptions, _writer, _writer.Store);
        Ledger.Observe(new NodeChecker(_world.Checker, this));
        _elections = new Elections(Ledger, _key, this, _world.Clock, _world.Parameters);
        IsUp = true;
        Pump();
    }

    /// <summary>Loses everything that was not flushed.</summary>
    public void Crash()
    {
        IsUp = false;
        _waiting.Clear();
        IReadOnlyList<ChangeSet> survived = _writer.Crash();
        _world.Checker.Crashed(Index);
        _writer = _world.NewWriter(survived);
    }

    /// <summary>Takes in a block from a peer or a client; forwards what it did not know.</summary>
    public void Receive(Block block, bool synced)
    {
        if (!IsUp)
            return;
        AddResult result = Ledger.Add(new CheckedBlock(block, SignerOf(block)), synced);
        _world.Trace(() => $"n{Index} block {block.Hash.Short} {block.Type} -> {result.Outcome} {result.Rejection?.Text}");
        if (result.Outcome is AddOutcome.Added or AddOutcome.Staged)
        {
            _world.Network.Broadcast(Index, block);
            RetryWaiting();
        }
        else if (result.Rejection is { Retryable: true } && _waiting.Count < MaxWaiting)
        {
            _waiting.Enqueue(block);
        }
        Pump();
    }

    /// <summary>Takes in a vote.</summary>
    public void Receive(Vote vote)
    {
        if (!IsUp)
            return;
        Rejection? refused = _elections.Receive(vote);
        _world.Trace(() => $"n{Index} vote {vote.RepKey.Short} {vote.BlockHash.Short} final={vote.IsFinal} -> {refused?.Text ?? "ok"}");
        Pump();
    }

    /// <summary>Answers a vote pull.</summary>
    public IReadOnlyList<Vote> VotesFor(Position position) => IsUp ? _elections.VotesFor(position) : [];

    /// <summary>Answers a body pull.</summary>
    public Block? Body(Hash256 hash) => IsUp ? Ledger.GetBody(hash) : null;

    /// <summary>Asks one peer for everything above the own final heights: frontier sync, shortened.</summary>
    public void SyncFrom(int peer)
    {
        if (!IsUp)
            return;
        Dictionary<Address, ulong> finals = Ledger.State.Accounts.ToDictionary(a => a.Account, a => a.FinalHeight);
        _world.Network.Send(Index, peer, asked =>
        {
            if (!asked.IsUp)
                return;
            foreach (AccountState account in asked.Ledger.State.Accounts.OrderBy(a => a.Account))
            {
                ulong from = finals.GetValueOrDefault(account.Account) + 1;
                foreach (Block block in asked.Ledger.Blocks.GetChainBlocks(account.Account, from, 64))
                    _world.Network.Send(peer, Index, asker => asker.Receive(block, synced: true));
            }
        });
    }

    /// <summary>Lets time-driven work run.</summary>
    public void Pump()
    {
        if (IsUp)
            _elections.Tick();
    }

    void IElectionNetwork.Publish(Vote vote) => _world.Network.Broadcast(Index, vote);

    void IElectionNetwork.PullVotes(Position position) => _world.Network.PullVotes(Index, position);

    void IElectionNetwork.PullBlocks(IReadOnlyList<Hash256> hashes) => _world.Network.PullBlocks(Index, hashes);

    private void RetryWaiting()
    {
        for (int n = _waiting.Count; n > 0; n--)
        {
            Block block = _waiting.Dequeue();
            AddResult result = Ledger.Add(new CheckedBlock(block, SignerOf(block)));
            if (result.Outcome is AddOutcome.Added or AddOutcome.Staged)
                n = _waiting.Count + 1;
            else if (result.Rejection is { Retryable: true })
                _waiting.Enqueue(block);
        }
    }

    // Every block of a run was signed with its account's key when it was made.
    private PublicKey? SignerOf(Block block) => _world.KeyOf(block.Account);
}
