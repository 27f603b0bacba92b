using Xe.Core.Blocks;
using Xe.Core.Keys;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Tests.Ledger.Support;

namespace Xe.Core.Tests.Ledger;

/// <summary>Every check of spec 03 §8.1 to §8.5 and §8.13: text, code, class, and that nothing is written.</summary>
public sealed class MoneyRuleTests
{
    private static readonly Hash256 Nowhere = new(Enumerable.Repeat((byte)0xAB, 32).ToArray());

    private static readonly IReadOnlyDictionary<string, RuleCase> Cases = All().ToDictionary(c => c.Name);

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_failing_check_says_its_text_and_changes_nothing(string name) => Cases[name].Run();

    private static IEnumerable<RuleCase> All() => [.. Send(), .. Receive(), .. Mint(), .. Burn(), .. Others()];

    private static IEnumerable<RuleCase> Send() =>
    [
        new("send 1 unopened", "unopened_account", true, l =>
        {
            AccountKey key = l.Rig.Key(60);
            Block block = l.Rig.Send(key, l.Provider.Address, 0);
            return (block, $"send from unopened account: {key.Address.Short}");
        }),
        new("send 2 frontier", "previous_mismatch", true, l =>
            (l.Rig.Send(l.Consumer, l.Provider.Address, 1, change: b => b with { Previous = Nowhere }),
                $"previous mismatch: got {Nowhere.Short}, want {l.Rig.State(l.Consumer)!.Frontier.Short}")),
        new("send 3 mono", "timestamp_before_previous", false, l =>
            (l.Rig.Send(l.Consumer, l.Provider.Address, 1, change: b => b with { Timestamp = b.Timestamp - 1 }),
                $"block timestamp {l.Rig.State(l.Consumer)!.LastTimestamp - 1} is before previous block timestamp {l.Rig.State(l.Consumer)!.LastTimestamp}")),
        new("send 4 amount", "zero_amount", false, l => (l.Rig.Send(l.Consumer, l.Provider.Address, 0), "send amount must be > 0")),
        new("send 5 balance", "insufficient_balance", false, l =>
            (l.Rig.Send(l.Consumer, l.Provider.Address, 1_000_001), "insufficient balance: have 1000000, sending 1000001")),
        new("send 5 balance of the other asset", "insufficient_balance", false, l =>
            (l.Rig.Send(l.Consumer, l.Provider.Address, 10_000_001, Asset.Xusd), "insufficient balance: have 10000000, sending 10000001")),
        new("send 6 stated balance", "balance_mismatch", false, l =>
            (l.Rig.Send(l.Consumer, l.Provider.Address, 10, change: b => b with { Balance = 5 }), "balance mismatch: expected 999990, got 5")),
        new("send 8 self", "send_to_self", false, l => (l.Rig.Send(l.Consumer, l.Consumer.Address, 10), "cannot send to self")),
    ];

    private static IEnumerable<RuleCase> Receive() =>
    [
        new("receive 2 pending", "source_not_pending", true, l =>
            (l.Rig.Sign(l.Consumer, l.Rig.Draft(BlockType.Receive, l.Consumer, Asset.Xe, 1) with { Source = Nowhere }), $"source send not pending: {Nowhere.Short}")),
        new("receive 3 addressee", "not_addressed", false, l =>
            (l.Rig.Receive(l.Consumer, Sent(l, l.Provider).Hash), "send not addressed to this account")),
        new("receive 4 created escrow", "live_escrow", false, l =>
        {
            Hash256 lease = l.Created();
            return (l.Rig.Receive(l.Provider, lease), $"cannot receive a live lease escrow: {lease.Short}");
        }),
        new("receive 4 accepted escrow", "live_escrow", false, l =>
        {
            Hash256 lease = l.Accepted();
            return (l.Rig.Receive(l.Provider, lease), $"cannot receive a live lease escrow: {lease.Short}");
        }),
        new("receive 5 contested", "source_contested", true, l =>
        {
            Block rival = l.Rig.Send(l.Rig.Treasury, l.Rig.Key(70).Address, 3);
            Block send = Sent(l, l.Consumer);
            Assert.Equal(AddOutcome.Staged, l.Rig.Add(rival).Outcome);
            return (l.Rig.Receive(l.Consumer, send.Hash),
                $"source send {send.Hash.Short} is contested by an unresolved conflict — receive deferred pending resolution");
        }),
        new("receive 6 asset", "asset_mismatch", false, l =>
            (l.Rig.Receive(l.Consumer, Sent(l, l.Consumer).Hash, b => b with { Asset = Asset.Xusd }), "receive asset \"XUSD\" does not match pending send asset \"XE\"")),
        new("receive 7 first block", "first_block_previous", false, l =>
        {
            AccountKey key = l.Rig.Key(60);
            Hash256 send = Sent(l, key).Hash;
            Block block = l.Rig.Receive(key, send, b => b with { Previous = Nowhere });
            return (block, "first block on account must have previous=0");
        }, Direct: true),
        new("receive 7 mono", "timestamp_before_previous", false, l =>
            (l.Rig.Receive(l.Consumer, Sent(l, l.Consumer).Hash, b => b with { Timestamp = b.Timestamp - 1, Previous = Nowhere }),
                $"block timestamp {l.Rig.State(l.Consumer)!.LastTimestamp - 1} is before previous block timestamp {l.Rig.State(l.Consumer)!.LastTimestamp}")),
        new("receive 8 opening balance", "balance_mismatch", false, l =>
        {
            AccountKey key = l.Rig.Key(60);
            return (l.Rig.Receive(key, Sent(l, key).Hash, b => b with { Balance = 4 }), "open-receive balance mismatch: expected 3, got 4");
        }),
        new("receive 9 frontier", "previous_mismatch", true, l =>
            (l.Rig.Receive(l.Consumer, Sent(l, l.Consumer).Hash, b => b with { Previous = Nowhere }),
                $"previous mismatch: got {Nowhere.Short}, want {l.Rig.State(l.Consumer)!.Frontier.Short}")),
        new("receive 9 overflow", "balance_overflow", false, l =>
        {
            Block send = Rich(l);
            return (l.Rig.Receive(l.Consumer, send.Hash), "receive would overflow uint64 balance");
        }),
        new("receive 9 balance", "balance_mismatch", false, l =>
            (l.Rig.Receive(l.Consumer, Sent(l, l.Consumer).Hash, b => b with { Balance = 4 }), "receive balance mismatch: expected 1000003, got 4")),
    ];

    private static IEnumerable<RuleCase> Mint() =>
    [
        new("mint 1 asset", "mint_asset", false, l => (l.Rig.Mint(Minter(l), 5, b => b with { Asset = Asset.Xe }), "mint: restricted to XUSD")),
        new("mint 2 minter", "not_minter", false, l =>
            (l.Rig.Mint(l.Consumer, 5), $"mint: account {l.Consumer.Address.Short} is not an authorized minter")),
        new("mint 3 link", "foreign_link", false, l =>
            (l.Rig.Mint(Minter(l), 5, b => b with { HasForeignLink = true }), "mint: must not have source or destination")),
        new("mint 5 amount", "zero_amount", false, l => (l.Rig.Mint(Minter(l), 0), "mint: amount must be > 0")),
        new("mint 6 first block", "first_block_previous", false, l =>
        {
            AccountKey key = l.Rig.Key(60);
            l.Rig.Config.Minters.Add(key.Address);
            return (l.Rig.Mint(key, 5, b => b with { Previous = Nowhere }), "mint: first block must have previous=0");
        }, Direct: true),
        new("mint 6 opening balance", "balance_mismatch", false, l =>
        {
            AccountKey key = l.Rig.Key(60);
            l.Rig.Config.Minters.Add(key.Address);
            return (l.Rig.Mint(key, 5, b => b with { Balance = 6 }), "mint: balance mismatch: expected 5, got 6");
        }),
        new("mint 6 frontier", "previous_mismatch", true, l =>
            (l.Rig.Mint(Minter(l), 5, b => b with { Previous = Nowhere }), $"previous mismatch: got {Nowhere.Short}, want {l.Rig.State(Minter(l))!.Frontier.Short}")),
        new("mint 6 mono", "timestamp_before_previous", false, l =>
            (l.Rig.Mint(Minter(l), 5, b => b with { Timestamp = b.Timestamp - 1 }),
                $"block timestamp {l.Rig.Clock.NowNs - 1} is before previous block timestamp {l.Rig.Clock.NowNs}")),
        new("mint 6 overflow", "balance_overflow", false, l =>
        {
            l.Rig.Must(l.Rig.Mint(Minter(l), 1));
            return (l.Rig.Mint(Minter(l), ulong.MaxValue), "mint: balance would overflow uint64");
        }),
        new("mint 6 balance", "balance_mismatch", false, l =>
            (l.Rig.Mint(Minter(l), 5, b => b with { Balance = 6 }), "mint: balance mismatch: expected 5, got 6")),
    ];

    private static IEnumerable<RuleCase> Burn() =>
    [
        new("burn 1 asset", "burn_asset", false, l => (l.Rig.Burn(l.Consumer, 5, b => b with { Asset = Asset.Xusd }), "burn: restricted to XE")),
        new("burn 2 link", "foreign_link", false, l =>
            (l.Rig.Burn(l.Consumer, 5, b => b with { HasForeignLink = true }), "burn: must not have source or destination")),
        new("burn 3 amount", "zero_amount", false, l => (l.Rig.Burn(l.Consumer, 0), "burn: amount must be > 0")),
        new("burn 4 unopened", "unopened_account", true, l =>
            (l.Rig.Burn(l.Rig.Key(60), 5), $"burn from unopened account: {l.Rig.Key(60).Address.Short}")),
        new("burn 5 frontier", "previous_mismatch", true, l =>
            (l.Rig.Burn(l.Consumer, 5, b => b with { Previous = Nowhere }),
                $"previous mismatch: got {Nowhere.Short}, want {l.Rig.State(l.Consumer)!.Frontier.Short}")),
        new("burn 6 mono", "timestamp_before_previous", false, l =>
            (l.Rig.Burn(l.Consumer, 5, b => b with { Timestamp = b.Timestamp - 1 }),
                $"block timestamp {l.Rig.Clock.NowNs - 1} is before previous block timestamp {l.Rig.Clock.NowNs}")),
        new("burn 7 balance", "insufficient_balance", false, l =>
            (l.Rig.Burn(l.Consumer, 1_000_001), "insufficient balance: have 1000000 XE, burning 1000001")),
        new("burn 8 stated balance", "balance_mismatch", false, l =>
            (l.Rig.Burn(l.Consumer, 5, b => b with { Balance = 1 }), "balance mismatch: expected 999995, got 1")),
    ];

    private static IEnumerable<RuleCase> Others() =>
    [
        new("genesis on a ledger with blocks", "genesis_not_first", false, l =>
            (l.Rig.Sign(l.Rig.Key(60), l.Rig.Draft(BlockType.Genesis, l.Rig.Key(60), Asset.Xe, 42)), "genesis block rejected: ledger is not empty")),
        new("lease_renew is not activated", "not_activated", true, l =>
            (l.Rig.Sign(l.Consumer, l.Rig.Draft(BlockType.LeaseRenew, l.Consumer, Asset.Xusd, 1) with { Source = l.Accepted(), Previous = l.Rig.State(l.Consumer)!.Frontier }),
                "block type \"lease_renew\" requires feature \"lease_renew\": not yet activated (retry after statechain syncs)")),
        new("claim under public rules", "unknown_type", true, l =>
            (l.Rig.Sign(l.Consumer, l.Rig.Draft(BlockType.Claim, l.Consumer, Asset.Xusd, 11_000_000)), "unknown block type: claim")),
        new("an asset of no name", "asset_missing", false, l =>
            (l.Rig.Send(l.Consumer, l.Provider.Address, 1, change: b => b with { Asset = default }), "block must have an asset")),
        new("an unsupported asset", "asset_unsupported", false, l =>
            (l.Rig.Send(l.Consumer, l.Provider.Address, 1, change: b => b with { Asset = Other }), "unsupported asset: \"DOGE\"")),
        new("an account with an open conflict", "conflict_open", true, l =>
        {
            Block rival = l.Rig.Send(l.Consumer, l.Rig.Key(70).Address, 3);
            l.Rig.Must(l.Rig.Send(l.Consumer, l.Rig.Key(71).Address, 3));
            Assert.Equal(AddOutcome.Staged, l.Rig.Add(rival).Outcome);
            return (l.Rig.Send(l.Consumer, l.Provider.Address, 1), "account has unresolved conflict — block rejected pending resolution");
        }),
    ];

    private static Asset Other => Asset.TryCreate("DOGE", out Asset asset, out _) ? asset : throw new InvalidOperationException();

    private static Block Sent(LeaseRig l, AccountKey to) => l.Rig.Must(l.Rig.Send(l.Rig.Treasury, to.Address, 3));

    private static AccountKey Minter(LeaseRig l) => l.Rig.Key(90);

    private static Block Rich(LeaseRig l)
    {
        l.Rig.Must(l.Rig.Mint(Minter(l), ulong.MaxValue));
        return l.Rig.Must(l.Rig.Send(Minter(l), l.Consumer.Address, ulong.MaxValue - 1, Asset.Xusd));
    }
}
