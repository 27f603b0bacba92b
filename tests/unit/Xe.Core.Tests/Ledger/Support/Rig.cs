using Xe.Core.Blocks;
using Xe.Core.Genesis;
using Xe.Core.Keys;
using Xe.Core.Leases;
using Xe.Core.Ledger;
using Xe.Core.Ledger.Rules;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Core.Tests.Ledger.Support;

/// <summary>A real ledger over a memory store, with keys, a clock and state-chain values under the test's control.</summary>
internal sealed class Rig
{
    /// <summary>The timing of testnet-0003.</summary>
    public static LeaseTiming Timing { get; } =
        new(5, 120_000_000_000, 300_000_000_000, 3_600_000_000_000, 600_000_000_000, 60_000_000_000);

    private readonly byte[] _networkId = "rig"u8.ToArray();
    private readonly Dictionary<int, AccountKey> _keys = [];

    public Rig(NetworkRules? rules = null, TestClock? clock = null)
    {
        Clock = clock ?? new TestClock();
        Rules = rules ?? NetworkRules.Public with { WorkDifficulty = 0 };
        Store = new MemoryStore();
        Writer = new DirectWriter(Store);
        Treasury = Key(0);
        Representative = Key(1).Address;
        Genesis = Sign(Treasury, new Block
        {
            Type = BlockType.Genesis,
            Account = Treasury.Address,
            Previous = default,
            Balance = LedgerGenesis.Supply,
            Timestamp = 0,
            Asset = Asset.Xe,
            Representative = Representative,
            Timing = Timing,
            PubKey = Treasury.PublicKey,
            Hash = default,
        }, []);
        Ledger = Xe.Core.Ledger.Ledger.Open(Options, Writer, Store);
    }

    public NetworkRules Rules { get; }

    public TestClock Clock { get; }

    public TestConfig Config { get; } = new();

    public MemoryStore Store { get; }

    public DirectWriter Writer { get; }

    public AccountKey Treasury { get; }

    public Address Representative { get; }

    public Block Genesis { get; }

    public Xe.Core.Ledger.Ledger Ledger { get; }

    public LedgerOptions Options => new() { Genesis = Genesis, Rules = Rules, Config = Config, Clock = Clock };

    /// <summary>A ledger rebuilt from the store: what a restart would load.</summary>
    public Xe.Core.Ledger.Ledger Reopen(DirectWriter? writer = null) => Xe.Core.Ledger.Ledger.Open(Options, writer ?? new DirectWriter(Store), Store);

    /// <summary>The n-th key of the rig.</summary>
    public AccountKey Key(int n)
    {
        if (!_keys.TryGetValue(n, out AccountKey? key))
        {
            byte[] seed = new byte[32];
            BitConverter.TryWriteBytes(seed, n + 1);
            _keys.Add(n, key = AccountKey.FromSeed(seed));
        }
        return key;
    }

    public AccountState? State(AccountKey key) => Ledger.State.GetAccount(key.Address);

    public ulong Balance(AccountKey key, Asset asset) => State(key)?.Balance(asset) ?? 0;

    /// <summary>A block on top of what the ledger says of the account; unsigned.</summary>
    public Block Draft(BlockType type, AccountKey key, Asset asset, ulong balance) => new()
    {
        Type = type,
        Account = key.Address,
        Previous = State(key)?.Frontier ?? default,
        Balance = balance,
        Timestamp = Math.Max(Clock.NowNs, State(key)?.LastTimestamp ?? 0),
        Asset = asset,
        PubKey = State(key) is null && type != BlockType.MultisigOpen ? key.PublicKey : null,
        Hash = default,
    };

    public Block Send(AccountKey from, Address to, ulong amount, Asset? asset = null, Func<Block, Block>? change = null)
    {
        Asset of = asset ?? Asset.Xe;
        Block draft = Draft(BlockType.Send, from, of, unchecked(Balance(from, of) - amount)) with { Destination = to, Amount = amount };
        return Sign(from, draft, change);
    }

    public Block Receive(AccountKey key, Hash256 send, Func<Block, Block>? change = null)
    {
        PendingSend pending = Ledger.State.GetPending(send)!;
        Block draft = Draft(BlockType.Receive, key, pending.Asset, Balance(key, pending.Asset) + pending.Amount) with { Source = send };
        return Sign(key, draft, change);
    }

    public Block Mint(AccountKey key, ulong amount, Func<Block, Block>? change = null) => Sign(key,
        Draft(BlockType.Mint, key, Asset.Xusd, unchecked(Balance(key, Asset.Xusd) + amount)) with { Amount = amount }, change);

    public Block Burn(AccountKey key, ulong amount, Func<Block, Block>? change = null) => Sign(key,
        Draft(BlockType.Burn, key, Asset.Xe, unchecked(Balance(key, Asset.Xe) - amount)) with { Amount = amount }, change);

    public Block Sign(AccountKey key, Block draft, Func<Block, Block>? change = null) =>
        Sign(key, change is null ? draft : change(draft), _networkId);

    /// <summary>Hash and the signatures of some members of a keyset.</summary>
    public Block SignMultisig(Block draft, params AccountKey[] signers)
    {
        Hash256 hash = BlockEncoding.ComputeHash(draft, _networkId);
        return draft with
        {
            Hash = hash,
            Signatures = [.. signers.Select(s => new BlockSignature(s.PublicKey.ToString(), SignatureText.FromBytes(s.Sign(hash.Value.Span))))],
        };
    }

    public AddResult Add(Block block, bool synced = false) => Ledger.Add(Ledger.Precheck(block), synced);

    /// <summary>The rule of a block's type alone, without credentials and conflict gate.</summary>
    public Rejection? Judge(Block block, bool synced = false) => RuleBook.For(block.Type)!.Apply(new RuleContext
    {
        View = new LedgerOverlay(Ledger.State),
        Live = new LiveLedger(Ledger.State, Store),
        Config = Config,
        Rules = Rules,
        Timing = Ledger.Timing,
        NowNs = Clock.NowNs,
        Synced = synced,
    }, block);

    /// <summary>Adds a block that must be accepted.</summary>
    public Block Must(Block block, bool synced = false)
    {
        AddResult result = Add(block, synced);
        Assert.True(result.Outcome == AddOutcome.Added, $"{block.Type} {result.Outcome}: {result.Rejection?.Text}");
        return block;
    }

    /// <summary>Opens an account with XE from the treasury.</summary>
    public AccountKey Funded(int n, ulong amount = 1_000_000, Address? representative = null)
    {
        AccountKey key = Key(n);
        Block send = Must(Send(Treasury, key.Address, amount));
        Must(Receive(key, send.Hash, b => b with { Representative = representative }));
        return key;
    }

    /// <summary>Gives an account XUSD by a mint of the rig's minter.</summary>
    public void FundXusd(AccountKey key, ulong amount)
    {
        AccountKey minter = Key(90);
        Config.Minters.Add(minter.Address);
        Must(Mint(minter, amount));
        Block send = Must(Send(minter, key.Address, amount, Asset.Xusd));
        Must(Receive(key, send.Hash));
    }

    /// <summary>Makes everything on an account's chain final.</summary>
    public void Finalize(AccountKey key)
    {
        while (State(key) is { } state && state.FinalHeight < state.Height)
        {
            ChainEntry next = Store.GetEntryAt(key.Address, state.FinalHeight + 1)!;
            Assert.Null(Ledger.Confirm(new Position(key.Address, next.Previous), next.Hash, []));
        }
    }

    private static Block Sign(AccountKey key, Block block, byte[] network)
    {
        Hash256 hash = BlockEncoding.ComputeHash(block, network);
        return block with { Hash = hash, Signature = SignatureText.FromBytes(key.Sign(hash.Value.Span)) };
    }
}
