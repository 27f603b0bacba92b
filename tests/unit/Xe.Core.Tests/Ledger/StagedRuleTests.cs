using Xe.Core.Blocks;
using Xe.Core.Keys;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Tests.Ledger.Support;

namespace Xe.Core.Tests.Ledger;

/// <summary>The conflict gate and every text of staged validation (spec 03 §7): what may stand for election beside a block on the
/// chain. A refused sibling leaves no record: it must not be able to freeze the account.</summary>
public sealed class StagedRuleTests
{
    private static readonly Hash256 Nowhere = new(Enumerable.Repeat((byte)0xAB, 32).ToArray());

    private static readonly IReadOnlyDictionary<string, RuleCase> Cases = Gate().Concat(Money()).Concat(Leases()).ToDictionary(c => c.Name);

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_refused_sibling_says_why_and_is_not_recorded(string name) => Cases[name].Run();

    private static IEnumerable<RuleCase> Gate() =>
    [
        new("7.3.1 sibling final", "conflicts_with_final", false, l =>
        {
            Block rival = Sibling(l, BlockType.Burn, 1, b => b with { Amount = 1, Balance = 999_999 });
            l.Rig.Finalize(l.Consumer);
            return (rival, $"block conflicts with finalized block {l.Rig.State(l.Consumer)!.Frontier.Short} — rejected");
        }),
        new("7.3.2 asset missing", "asset_missing", false, l => (Sibling(l, BlockType.Send, 1, b => b with { Asset = default }), "conflict block must have an asset")),
        new("7.3.2 asset unsupported", "asset_unsupported", false, l => (Sibling(l, BlockType.Send, 1, b => b with { Asset = Doge }), "conflict block: unsupported asset: \"DOGE\"")),
        new("7.3.4 credentials come first", "signature_invalid", false, l =>
        {
            Block rival = Sibling(l, BlockType.Burn, 1, b => b with { Amount = 1, Balance = 999_999 });
            return (rival with { Signature = SignatureText.FromBytes(new byte[64]) }, "signature: signature verification failed");
        }),
        new("7.1 genesis", "unknown_type", false, l => (Sibling(l, BlockType.Genesis, 1, b => b), "conflict block: staged block: unknown type: genesis")),
        new("7.1 lease_renew", "unknown_type", false, l => (Sibling(l, BlockType.LeaseRenew, 1, b => b), "conflict block: staged block: unknown type: lease_renew")),
        new("7.1 multisig_open", "conflicting_open", false, l => (Sibling(l, BlockType.MultisigOpen, 1, b => b with { Keyset = new Keyset([l.Consumer.PublicKey], 1) }),
            "conflict block: staged multisig_open: conflicting account opens are invalid")),
        new("7.1 multisig_update", "balance_mismatch", false, l => (Sibling(l, BlockType.MultisigUpdate, 1, b => b with { Balance = 2, Keyset = new Keyset([l.Consumer.PublicKey], 1) }),
            "conflict block: staged multisig_update: balance mismatch: expected 1000000, got 2")),
    ];

    private static IEnumerable<RuleCase> Money() =>
    [
        new("send amount", "zero_amount", false, l => (Sibling(l, BlockType.Send, 0, b => b), "conflict block: staged send: amount must be > 0")),
        new("send funds", "insufficient_balance", false, l => (Sibling(l, BlockType.Send, 1_000_001, b => b), "conflict block: staged send: insufficient balance: have 1000000, sending 1000001")),
        new("send balance", "balance_mismatch", false, l => (Sibling(l, BlockType.Send, 5, b => b with { Balance = 1 }), "conflict block: staged send: balance mismatch: expected 999995, got 1")),
        new("send self", "send_to_self", false, l => (Sibling(l, BlockType.Send, 5, b => b with { Balance = 999_995, Destination = b.Account }), "conflict block: staged send: cannot send to self")),
        new("burn asset", "burn_asset", false, l => (Sibling(l, BlockType.Burn, 5, b => b with { Asset = Asset.Xusd }), "conflict block: staged burn: restricted to XE")),
        new("burn amount", "zero_amount", false, l => (Sibling(l, BlockType.Burn, 0, b => b), "conflict block: staged burn: amount must be > 0")),
        new("burn funds", "insufficient_balance", false, l => (Sibling(l, BlockType.Burn, 1_000_001, b => b), "conflict block: staged burn: insufficient balance: have 1000000 XE, burning 1000001")),
        new("burn balance", "balance_mismatch", false, l => (Sibling(l, BlockType.Burn, 5, b => b with { Balance = 1 }), "conflict block: staged burn: balance mismatch: expected 999995, got 1")),
        new("mint asset", "mint_asset", false, l => (Sibling(l, BlockType.Mint, 5, b => b), "conflict block: staged mint: restricted to XUSD")),
        new("mint authority", "not_minter", false, l => (Sibling(l, BlockType.Mint, 5, b => b with { Asset = Asset.Xusd }),
            $"conflict block: staged mint: account {l.Consumer.Address.Short} is not an authorized minter")),
        new("mint amount", "zero_amount", false, l => (Minter(l, 0, b => b), "conflict block: staged mint: amount must be > 0")),
        new("mint overflow", "balance_overflow", false, l => (Minter(l, ulong.MaxValue, b => b), "conflict block: staged mint: balance would overflow uint64")),
        new("mint balance", "balance_mismatch", false, l => (Minter(l, 5, b => b with { Balance = 1 }), "conflict block: staged mint: balance mismatch: expected 10000005, got 1")),
        new("receive pending", "source_not_pending", true, l => (Sibling(l, BlockType.Receive, 5, b => b with { Source = Nowhere }),
            $"conflict block: staged receive: source send not pending: {Nowhere.Short}")),
        new("receive addressee", "not_addressed", false, l =>
        {
            Hash256 send = l.Rig.Must(l.Rig.Send(l.Rig.Treasury, l.Provider.Address, 9)).Hash;
            return (Sibling(l, BlockType.Receive, 5, b => b with { Source = send }), "conflict block: staged receive: send not addressed to this account");
        }),
        new("receive escrow", "live_escrow", false, l =>
        {
            l.Certify(LeaseRig.Certificate, c => c with { Provider = l.Consumer.Address.ToString() });
            AccountKey payer = l.Rig.Funded(75);
            l.Rig.FundXusd(payer, 100_000);
            Hash256 lease = l.Rig.Must(l.Rig.Sign(payer, l.Lease() with
            {
                Account = payer.Address, Previous = l.Rig.State(payer)!.Frontier, Destination = l.Consumer.Address, Balance = 69_000,
            })).Hash;
            return (Sibling(l, BlockType.Receive, 5, b => b with { Source = lease }), $"conflict block: staged receive: cannot receive a live lease escrow: {lease.Short}");
        }),
        new("receive balance", "balance_mismatch", false, l =>
        {
            Hash256 send = l.Rig.Must(l.Rig.Send(l.Rig.Treasury, l.Consumer.Address, 9)).Hash;
            return (Sibling(l, BlockType.Receive, 5, b => b with { Source = send }), "conflict block: staged receive: balance mismatch: expected 1000009, got 999995");
        }),
        new("receive overflow", "balance_overflow", false, l =>
        {
            l.Rig.Must(l.Rig.Mint(l.Rig.Key(90), ulong.MaxValue));
            Hash256 send = l.Rig.Must(l.Rig.Send(l.Rig.Key(90), l.Consumer.Address, ulong.MaxValue, Asset.Xusd)).Hash;
            return (Sibling(l, BlockType.Receive, 5, b => b with { Source = send }), "conflict block: staged receive: balance would overflow uint64");
        }),
    ];

    private static IEnumerable<RuleCase> Leases() =>
    [
        new("lease funds", "insufficient_balance", false, l => (Sibling(l, BlockType.Lease, 10_000_001, b => b with { Asset = Asset.Xusd }),
            "conflict block: staged lease: insufficient balance: have 10000000, need 10000001")),
        new("lease balance", "balance_mismatch", false, l => (Sibling(l, BlockType.Lease, 5, b => b with { Asset = Asset.Xusd, Balance = 1 }),
            "conflict block: staged lease: balance mismatch: expected 9999995, got 1")),
        new("accept funds", "insufficient_balance", false, l => (Sibling(l, BlockType.LeaseAccept, 10_000_001, b => b with { Asset = Asset.Xusd }),
            "conflict block: staged lease_accept: insufficient balance: have 10000000, need 10000001")),
        new("accept balance", "balance_mismatch", false, l => (Sibling(l, BlockType.LeaseAccept, 5, b => b with { Asset = Asset.Xusd, Balance = 1 }),
            "conflict block: staged lease_accept: balance mismatch: expected 9999995, got 1")),
        new("settle escrow", "no_escrow", false, l => (Sibling(l, BlockType.LeaseSettle, 5, b => b with { Source = Nowhere }), "conflict block: staged lease_settle: no pending escrow for lease")),
        new("settle overflow", "balance_overflow", false, l =>
        {
            Hash256 lease = l.Created();
            return (Sibling(l, BlockType.LeaseSettle, ulong.MaxValue, b => b with { Source = lease }), "conflict block: staged lease_settle: balance would overflow uint64");
        }),
        new("settle balance", "balance_mismatch", false, l =>
        {
            Hash256 lease = l.Created();
            return (Sibling(l, BlockType.LeaseSettle, 5, b => b with { Source = lease, Balance = 1 }), "conflict block: staged lease_settle: balance mismatch: expected 1000005, got 1");
        }),
        new("cancel escrow", "no_escrow", false, l => (Sibling(l, BlockType.LeaseCancel, 5, b => b with { Source = Nowhere }), "conflict block: staged lease_cancel: no pending send for lease")),
        new("cancel balance", "balance_mismatch", false, l =>
        {
            Hash256 lease = l.Created();
            return (Sibling(l, BlockType.LeaseCancel, 5, b => b with { Source = lease, Asset = Asset.Xusd, Balance = 1 }),
                "conflict block: staged lease_cancel: balance mismatch: expected 10000000, got 1");
        }),
        new("force escrow", "no_escrow", false, l => (Sibling(l, BlockType.LeaseForceSettle, 5, b => b with { Source = Nowhere }), "conflict block: staged lease_force_settle: no pending escrow for lease")),
        new("force balance", "balance_mismatch", false, l =>
        {
            Hash256 lease = l.Created();
            return (Sibling(l, BlockType.LeaseForceSettle, 5, b => b with { Source = lease, Asset = Asset.Xusd, Balance = 1 }),
                "conflict block: staged lease_force_settle: balance mismatch: expected 10000000, got 1");
        }),
    ];

    [Fact]
    public void A_valid_sibling_is_recorded_with_the_weights_of_the_moment_and_the_account_frozen()
    {
        var leases = new LeaseRig();
        Rig rig = leases.Rig;
        Block rival = Sibling(leases, BlockType.Burn, 5, b => b);
        Block first = rig.Store.GetBlock(rig.State(leases.Consumer)!.Frontier)!;
        Assert.Equal(AddOutcome.Staged, rig.Add(rival).Outcome);
        Xe.Core.Consensus.ConflictRecord record = rig.Ledger.State.GetConflict(rival.Position)!;
        Assert.Equal([first.Hash, rival.Hash], record.Hashes);
        Assert.Equal(rig.Clock.NowNs, record.DetectedAtNs);
        Assert.Equal((ulong)rig.Ledger.State.Weights.Total, record.TotalWeight);
        Assert.Equal((ulong)rig.Ledger.State.Weights.Get(rig.Representative), record.WeightSnapshot[rig.Representative]);
        Assert.Equal(rival, rig.Ledger.State.GetStaged(rival.Hash));
        Assert.Equal(first.Hash, rig.State(leases.Consumer)!.Frontier);
        Assert.Equal(AddOutcome.Duplicate, rig.Add(rival).Outcome);
    }

    // A block of the consumer, beside one it has already on its chain on top of its opening state.
    private static Block Sibling(LeaseRig l, BlockType type, ulong amount, Func<Block, Block> change)
    {
        Block draft = l.Rig.Draft(type, l.Consumer, Asset.Xe, unchecked(1_000_000 - amount)) with { Amount = amount, Destination = l.Provider.Address };
        draft = type is BlockType.Burn or BlockType.Mint or BlockType.Receive ? draft with { Destination = default } : draft;
        // The asset's own parent balance, for changes that only name the asset.
        Block rival = change(draft);
        if (rival.Source != default && rival.Type == BlockType.Receive && l.Rig.Ledger.State.GetPending(rival.Source) is { } pending)
            rival = rival with { Asset = pending.Asset };
        l.Rig.Must(l.Rig.Send(l.Consumer, l.Rig.Key(71).Address, 1));
        return l.Rig.Sign(l.Consumer, rival);
    }

    private static Block Minter(LeaseRig l, ulong amount, Func<Block, Block> change)
    {
        l.Rig.Config.Minters.Add(l.Consumer.Address);
        return Sibling(l, BlockType.Mint, amount, b => change(b with { Asset = Asset.Xusd, Balance = unchecked(10_000_000 + amount) }));
    }

    private static Asset Doge => Asset.TryCreate("DOGE", out Asset asset, out _) ? asset : throw new InvalidOperationException();
}
