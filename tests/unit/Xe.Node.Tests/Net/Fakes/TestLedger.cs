using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Genesis;
using Xe.Core.Keys;
using Xe.Core.Leases;
using Xe.Core.Ledger;
using Xe.Core.Ledger.Rules;
using Xe.Core.Primitives;
using Xe.Core.StateChain;
using Xe.Core.Storage;

namespace Xe.Node.Tests.Net.Fakes;

/// <summary>A real ledger of the built-in development network over a memory store, with a block factory.</summary>
internal sealed class TestLedger : IDisposable, ILedgerConfig
{
    private readonly LedgerWriter _writer;

    public TestLedger(TimeProvider? clock = null)
    {
        Clock = clock ?? TimeProvider.System;
        Store = new MemoryStore();
        _writer = new LedgerWriter(Store);
        Ledger = Ledger.Open(new LedgerOptions { Genesis = Pair.Ledger, Rules = Pair.Rules, Config = this, Clock = Clock }, _writer, Store);
        StateChain = StateChainLog.Open(Pair.StateChain, Store, out _)!;
        Decoder = Pair.CreateDecoder();
    }

    public static GenesisPair Pair => DevNetwork.Pair;

    public TimeProvider Clock { get; }

    public MemoryStore Store { get; }

    public Ledger Ledger { get; }

    public StateChainLog StateChain { get; }

    public BlockDecoder Decoder { get; }

    public static AccountKey Treasury { get; } = AccountKey.FromSeed(DevNetwork.Generated.Secret("treasury").Seed);

    public TimekeeperSet? Timekeepers => StateChain.Current.Timekeepers;

    public bool AllEligible => true;

    public bool IsMinter(Address account) => false;

    public bool IsEligible(Address representative) => true;

    public IReadOnlyList<LockedEmission> EpochCandidates(long timeNs) => [];

    public PerformanceCertificate? GetCertificate(string certificateHash) => null;

    /// <summary>A send on top of the account's present chain, not added.</summary>
    public Block MakeSend(AccountKey from, Address to, ulong amount) => Complete(Builder.Send(Tip(from.Address, Asset.Xe), Asset.Xe, to, amount), from);

    /// <summary>A receive of a pending, not added.</summary>
    public Block MakeReceive(AccountKey to, Block send) =>
        Complete(Builder.Receive(Tip(to.Address, Asset.Xe), Asset.Xe, send.Hash, send.Amount, to.Address), to);

    /// <summary>Adds a block that must be accepted.</summary>
    public Block Add(Block block)
    {
        AddResult result = Ledger.Add(Ledger.Precheck(block));
        Assert.True(result.Outcome is AddOutcome.Added or AddOutcome.Staged, result.Rejection?.Text);
        return block;
    }

    public Block Send(AccountKey from, Address to, ulong amount) => Add(MakeSend(from, to, amount));

    public Block Receive(AccountKey to, Block send) => Add(MakeReceive(to, send));

    /// <summary>Opens a number of accounts from the treasury and lets them send to each other.</summary>
    public IReadOnlyList<AccountKey> Populate(int accounts, int transfers)
    {
        List<AccountKey> keys = [];
        for (int i = 0; i < accounts; i++)
        {
            AccountKey key = AccountKey.Generate();
            Receive(key, Send(Treasury, key.Address, 1_000_000));
            keys.Add(key);
        }
        for (int i = 0; i < transfers; i++)
        {
            AccountKey to = keys[(i + 1 + i / keys.Count % (keys.Count - 1)) % keys.Count];
            Receive(to, Send(keys[i % keys.Count], to.Address, 1));
        }
        return keys;
    }

    /// <summary>Everything that must be equal on two nodes: account, frontier, height, balances.</summary>
    public static string Fingerprint(Ledger ledger) => string.Join('\n', ledger.State.Accounts.OrderBy(a => a.Account)
        .Select(a => $"{a.Account}:{a.Frontier}:{a.Height}:{a.Xe}:{a.Xusd}"));

    public void Dispose() => _writer.Dispose();

    private BlockBuilder Builder => new(Clock);

    private ChainTip Tip(Address account, Asset asset)
    {
        AccountState? state = Ledger.State.GetAccount(account);
        return state is null ? ChainTip.Unopened(account) : new ChainTip(account, state.Frontier, state.Xe ?? 0, state.Xusd ?? 0, state.LastTimestamp);
    }

    private static Block Complete(WireBlock draft, AccountKey key) =>
        new BlockSigner(Pair.NetworkId, Pair.Rules).TryComplete(draft, key, out Block? block, out Rejection? rejection, CancellationToken.None)
            ? block
            : throw new InvalidOperationException(rejection.Text);
}
