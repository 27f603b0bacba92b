using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;
using Xe.Simulator;

namespace Xe.Testing.Stores;

/// <summary>A random but valid history, made by a real ledger from a seed: payments, burns, claims, leases and their accepts
/// and cancels, forks whose winner is a loser as often as not (undo and cascade), votes, locks, finality. The same
/// seed gives the same change sets: clock and keys come from it too.</summary>
public sealed class RandomHistory : ILedgerWriter, IDisposable
{
    private readonly SimRandom _random;
    private readonly SimClock _clock = new();
    private readonly MemoryStore _store = new();
    private readonly BlockMaker _blocks;
    private readonly SimKey _treasury;
    private readonly SimKey _provider;
    private readonly SimKey _timekeeper;
    private readonly SimKey[] _users;

    private readonly bool _forks;

    /// <summary>Runs a history of so many steps, with or without conflicts.</summary>
    public RandomHistory(ulong seed, int steps, bool forks = true)
    {
        _forks = forks;
        _random = new SimRandom(seed);
        _blocks = new BlockMaker(_clock);
        (_treasury, _provider, _timekeeper) = (new SimKey(_random), new SimKey(_random), new SimKey(_random));
        _users = [.. Enumerable.Range(0, 6).Select(_ => new SimKey(_random))];
        Options = new LedgerOptions
        {
            Genesis = BlockMaker.Genesis(_treasury, _users[0].Address),
            Rules = NetworkRules.Dev,
            Config = new SimConfig(_timekeeper, _provider),
            Clock = _clock,
        };
        Ledger = Ledger.Open(Options, this, _store);
        for (int i = 0; i < steps; i++)
        {
            _clock.MoveTo(_clock.Elapsed + _random.Milliseconds(0, 400));
            Step();
        }
    }

    /// <summary>What a ledger over a copy of the store is opened with.</summary>
    public LedgerOptions Options { get; }

    /// <summary>The ledger at the end of the history.</summary>
    public Ledger Ledger { get; }

    /// <summary>What it wrote, in order.</summary>
    public List<ChangeSet> Sets { get; } = [];

    /// <summary>Every position that was locked.</summary>
    public IEnumerable<Position> Locked => Sets.SelectMany(set => set.Locks).Select(item => item.Key).Distinct();

    /// <summary>Every block that ever had a place.</summary>
    public IEnumerable<Hash256> Placed => Sets.SelectMany(set => set.Added).Select(added => added.Entry.Hash).Distinct();

    /// <summary>Everything a store with the first sets holds.</summary>
    public string Dump(ILedgerStore store) => StoreDump.Of(store, Locked, Placed);

    ILedgerReader ILedgerWriter.View => _store;

    DurableTicket ILedgerWriter.LastTicket => DurableTicket.Completed;

    DurableTicket ILedgerWriter.Enqueue(ChangeSet changes)
    {
        _store.Commit([changes], fullSync: false);
        Sets.Add(changes);
        return DurableTicket.Completed;
    }

    /// <inheritdoc />
    public void Dispose() => _store.Dispose();

    private void Step()
    {
        SimKey user = _random.Chance(0.3) ? _treasury : _random.Pick(_users);
        AccountState? state = Ledger.State.GetAccount(user.Address);
        switch (_random.Next(16))
        {
            case 0 or 1 or 2 or 3 or 4 when state is { Xe: > 1_000 }:
                Add(user, _blocks.Send(user, state, Other(user).Address, 1 + (ulong)_random.Next(1_000_000) % (state.Xe.Value / 2), Asset.Xe));
                break;
            case 5 or 6 or 7 or 8:
                TakeIn(_random.Pick(_users));
                break;
            case 9 when state is { Xe: > 1_000 }:
                Add(user, _blocks.Burn(user, state, 1 + (ulong)_random.Next(100)));
                break;
            case 10:
                SimKey claimer = _random.Chance(0.3) ? _provider : user;
                Add(claimer, _blocks.Claim(claimer, Ledger.State.GetAccount(claimer.Address)));
                break;
            case 11 or 12 when _forks:
                Fork(_random.Pick(_users));
                break;
            case 13:
                Vote();
                break;
            case 14:
                Finalise(user);
                break;
            default:
                Lease();
                break;
        }
    }

    private SimKey Other(SimKey user) => _random.Pick(_users.Where(other => other != user).ToArray());

    private AddOutcome Add(SimKey signer, Block block) => Ledger.Add(new CheckedBlock(block, signer.PublicKey), synced: true).Outcome;

    private void TakeIn(SimKey user)
    {
        IReadOnlyList<PendingSend> pendings = Ledger.State.Pendings.ByDestination(user.Address, 0, 4);
        if (pendings.Count > 0)
            Add(user, _blocks.Receive(user, Ledger.State.GetAccount(user.Address), _random.Pick(pendings), _random.Chance(0.3) ? _random.Pick(_users).Address : null));
    }

    // A sibling of one of the last blocks, and an election that one of the two wins.
    private void Fork(SimKey user)
    {
        IReadOnlyList<ChainEntry> chain = Ledger.Blocks.GetChain(user.Address, 1, int.MaxValue);
        if (chain.Count < 2)
            return;
        ChainEntry parent = chain[Math.Max(0, chain.Count - 2 - _random.Next(3))];
        if (parent.Xe is not > 10_000)
            return;
        var state = new AccountState { Account = user.Address, Frontier = parent.Hash, Height = parent.Height, LastTimestamp = parent.Timestamp, Xe = parent.Xe, Xusd = parent.Xusd };
        Block sibling = _random.Chance(0.3)
            ? _blocks.Burn(user, state, 1 + (ulong)_random.Next(5_000))
            : _blocks.Send(user, state, Other(user).Address, 1 + (ulong)_random.Next(5_000), Asset.Xe);
        if (Add(user, sibling) != AddOutcome.Staged || !_random.Chance(0.8))
            return;
        Hash256 standing = Ledger.GetChildHash(sibling.Position)!.Value;
        bool swaps = _random.Chance(0.6);
        Ledger.Confirm(sibling.Position, swaps ? sibling.Hash : standing, [swaps ? standing : sibling.Hash]);
    }

    private void Vote()
    {
        foreach (ConflictRecord conflict in Ledger.State.Conflicts.OrderBy(conflict => conflict.Position).Take(2))
        {
            bool final = _random.Chance(0.4);
            Hash256 hash = Ledger.GetLock(conflict.Position) ?? _random.Pick(conflict.Hashes);
            var vote = new Vote
            {
                RepKey = _random.Pick(_users).PublicKey,
                BlockHash = hash,
                Position = conflict.Position,
                Timestamp = _clock.UnixNow(),
                IsFinal = final,
                Signature = new byte[64],
                Weight = _random.NextULong(),
            };
            Ledger.ApplyVotes([vote], final ? [new(conflict.Position, hash)] : [], needsFullSync: final);
        }
    }

    private void Finalise(SimKey user)
    {
        if (Ledger.State.GetAccount(user.Address) is not { } state || state.FinalHeight >= state.Height || Ledger.State.HasConflict(user.Address))
            return;
        ulong height = state.FinalHeight + 1 + (ulong)_random.Next((int)Math.Min(3, state.Height - state.FinalHeight));
        ChainEntry entry = Ledger.Blocks.GetEntryAt(user.Address, height)!;
        Ledger.Confirm(new Position(entry.Account, entry.Previous), entry.Hash, []);
    }

    private void Lease()
    {
        LeaseRecord? open = Ledger.State.Leases.Where(lease => lease.IsLive).OrderBy(lease => lease.LeaseHash).FirstOrDefault();
        if (open is not null && _random.Chance(0.5) && Ledger.State.GetAccount(_provider.Address) is { Xusd: > 1_000 } provider && open.State == LeaseState.Created)
        {
            Add(_provider, _blocks.Accept(_provider, provider, open, _timekeeper));
            return;
        }
        SimKey user = open is not null && _users.FirstOrDefault(key => key.Address == open.Consumer) is { } consumer ? consumer : _random.Pick(_users);
        if (Ledger.State.GetAccount(user.Address) is not { Xusd: > 100_000 } state)
            return;
        Add(user, open is not null && open.Consumer == user.Address ? _blocks.Cancel(user, state, open) : _blocks.Lease(user, state, _provider.Address));
    }
}
