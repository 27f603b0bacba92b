using Xe.Core.Blocks;
using Xe.Core.Keys;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Tests.Ledger.Support;

namespace Xe.Core.Tests.Ledger;

/// <summary>Who may sign for an account (spec 03 §6.2), and the rules of the keyset blocks (§8.11, §8.12).</summary>
public sealed class CredentialTests
{
    private static readonly Hash256 Nowhere = new(Enumerable.Repeat((byte)0xAB, 32).ToArray());

    private static readonly IReadOnlyDictionary<string, RuleCase> Cases = Single().Concat(Multisig()).Concat(Keysets()).ToDictionary(c => c.Name);

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_failing_check_says_its_text_and_changes_nothing(string name) => Cases[name].Run();

    private static IEnumerable<RuleCase> Single() =>
    [
        new("an unopened account has no key", "unopened_account", true, l =>
        {
            AccountKey key = l.Rig.Key(60);
            return (l.Rig.Send(key, l.Provider.Address, 1, change: b => b with { Previous = Nowhere, PubKey = null }),
                $"signature: unopened account {key.Address.Short} has no declared public key");
        }),
        new("another key", "signature_invalid", false, l => (l.Rig.Sign(l.Provider, l.Rig.Draft(BlockType.Burn, l.Consumer, Asset.Xe, 1)), "signature: signature verification failed")),
        new("a signature that is no hex", "signature_invalid", false, l => (l.Rig.Burn(l.Consumer, 1) with { Signature = SignatureText.FromText("zz") },
            "signature: invalid signature hex: encoding/hex: invalid byte: U+007A 'z'")),
        new("a short signature", "signature_invalid", false, l => (l.Rig.Burn(l.Consumer, 1) with { Signature = SignatureText.FromText("abcd") },
            "signature: invalid signature length: got 2, want 64")),
        new("signatures on a single-key account", "not_multisig", false, l => (l.Rig.SignMultisig(l.Rig.Draft(BlockType.Burn, l.Consumer, Asset.Xe, 1), l.Consumer),
            "block has signatures but account is not multisig")),
        new("signatures on an unopened account", "unopened_account", true, l =>
        {
            Address account = Wallet(l).DeriveAddress();
            Block draft = l.Rig.Draft(BlockType.Burn, l.Rig.Key(60), Asset.Xe, 1) with { Account = account, PubKey = null };
            return (l.Rig.SignMultisig(draft, l.Rig.Key(81)), $"block has signatures but multisig keyset is not known: unopened account {account.Short} (multisig_open not yet synced)");
        }),
    ];

    private static IEnumerable<RuleCase> Multisig() =>
    [
        new("a single signature", "multisig_required", false, l => (l.Rig.Sign(l.Rig.Key(81), Spend(l, Opened(l), 1)), "multisig account requires signatures")),
        new("a signer twice", "multisig_duplicate_signer", false, l => (l.Rig.SignMultisig(Spend(l, Opened(l), 1), l.Rig.Key(81), l.Rig.Key(81)),
            $"multisig: duplicate signer: {Twelve(l, 81)}")),
        new("a stranger", "multisig_unknown_signer", false, l => (l.Rig.SignMultisig(Spend(l, Opened(l), 1), l.Rig.Key(81), l.Rig.Key(84)),
            $"multisig: signer {Twelve(l, 84)} not in keyset")),
        new("a signer of few letters", "multisig_unknown_signer", false, l =>
        {
            Block block = l.Rig.SignMultisig(Spend(l, Opened(l), 1), l.Rig.Key(81));
            return (block with { Signatures = [new BlockSignature("abc", block.Signatures[0].Signature)] }, "multisig: signer abc not in keyset");
        }),
        new("a bad signature", "signature_invalid", false, l =>
        {
            Block block = l.Rig.SignMultisig(Spend(l, Opened(l), 1), l.Rig.Key(81), l.Rig.Key(82));
            return (block with { Signatures = [block.Signatures[0], block.Signatures[1] with { Signature = block.Signatures[0].Signature }] },
                $"multisig: sig from {Twelve(l, 82)}: signature verification failed");
        }),
        new("too few", "multisig_insufficient", false, l => (l.Rig.SignMultisig(Spend(l, Opened(l), 1), l.Rig.Key(81)), "multisig: insufficient signatures: got 1, need 2")),
        new("nobody of the keyset for a receive", "multisig_no_member", false, l =>
        {
            Address account = Opened(l);
            Hash256 send = l.Rig.Must(l.Rig.Send(l.Rig.Treasury, account, 5)).Hash;
            Block draft = Of(l, account, BlockType.Receive, Asset.Xe, l.Rig.Ledger.State.GetAccount(account)!.Balance(Asset.Xe) + 5) with { Source = send };
            return (l.Rig.SignMultisig(draft, l.Rig.Key(84)), "multisig: no valid signature from any keyset member");
        }),
    ];

    private static IEnumerable<RuleCase> Keysets() =>
    [
        new("open 1 keyset missing", "keyset_missing", false, l => (OpenAs(l, b => b) with { Keyset = null }, "multisig_open must include a keyset"), Direct: true),
        new("open 2 keyset", "keyset_threshold", false, l => (OpenAs(l, b => b with { Keyset = Wallet(l) with { Threshold = 4 } }), "multisig_open keyset: keyset threshold 4 exceeds key count 3"), Direct: true),
        new("open 4 account", "account_mismatch", false, l =>
        {
            Address other = l.Rig.Key(60).Address;
            return (OpenAs(l, b => b with { Account = other }), $"multisig_open account mismatch: got {other.Short}, want {Wallet(l).DeriveAddress().Short}");
        }),
        new("open 5 exists", "account_exists", false, l =>
        {
            Opened(l);
            return (OpenAs(l, b => b with { Previous = l.Rig.Ledger.State.GetAccount(b.Account)!.Frontier }), "multisig_open: account already exists");
        }),
        new("open 6 previous", "first_block_previous", false, l => (OpenAs(l, b => b with { Previous = Nowhere }), "multisig_open must have previous=0")),
        new("open 7 balance", "balance_mismatch", false, l => (OpenAs(l, b => b with { Balance = 3 }), "multisig_open balance must be 0, got 3")),
        new("a second open is no candidate", "conflicting_open", false, l =>
        {
            Opened(l);
            return (OpenAs(l, b => b with { Timestamp = b.Timestamp + 1 }), "conflict block: staged multisig_open: conflicting account opens are invalid");
        }),
        new("update 1 keyset missing", "keyset_missing", false, l => (UpdateOf(l, b => b) with { Keyset = null }, "multisig_update must include a keyset"), Direct: true),
        new("update 2 keyset", "duplicate_key", false, l => (UpdateOf(l, b => b with { Keyset = new Keyset([l.Rig.Key(81).PublicKey, l.Rig.Key(81).PublicKey], 1) }),
            $"multisig_update keyset: duplicate key: {Twelve(l, 81)}")),
        new("update 3 not multisig", "not_multisig", false, l => (l.Rig.Sign(l.Consumer, l.Rig.Draft(BlockType.MultisigUpdate, l.Consumer, Asset.Xe, 1_000_000) with { Keyset = Wallet(l) }),
            "multisig_update: account is not multisig")),
        new("update 5 frontier", "previous_mismatch", true, l =>
        {
            Block block = UpdateOf(l, b => b with { Previous = Nowhere });
            return (block, $"previous mismatch: got {Nowhere.Short}, want {l.Rig.Ledger.State.GetAccount(block.Account)!.Frontier.Short}");
        }),
        new("update 6 mono", "timestamp_before_previous", false, l =>
        {
            Block block = UpdateOf(l, b => b with { Timestamp = 1 });
            return (block, $"block timestamp 1 is before previous block timestamp {l.Rig.Ledger.State.GetAccount(block.Account)!.LastTimestamp}");
        }),
        new("update 7 balance", "balance_mismatch", false, l => (UpdateOf(l, b => b with { Balance = 3 }), "multisig_update balance mismatch: expected 1000, got 3")),
    ];

    [Fact]
    public void The_old_keyset_hands_over_to_the_new_one_and_the_address_stays()
    {
        var leases = new LeaseRig();
        Rig rig = leases.Rig;
        Address account = Opened(leases);
        rig.Must(UpdateOf(leases, b => b with { Keyset = new Keyset([rig.Key(84).PublicKey], 1) }, account));
        Assert.Equal("multisig: signer " + Twelve(leases, 81) + " not in keyset", rig.Add(rig.SignMultisig(Spend(leases, account, 1), rig.Key(81), rig.Key(82))).Rejection!.Text);
        rig.Must(rig.SignMultisig(Spend(leases, account, 1), rig.Key(84)));
        Assert.Equal(1, rig.Reopen().State.GetAccount(account)!.Keyset!.Threshold);
        Assert.Equal([rig.Key(84).PublicKey], rig.Reopen().State.GetAccount(account)!.Keyset!.Keys);
    }

    [Fact]
    public void More_signatures_than_needed_are_taken_and_one_member_may_receive()
    {
        var leases = new LeaseRig();
        Address account = Opened(leases);
        leases.Rig.Must(leases.Rig.SignMultisig(Spend(leases, account, 1), leases.Rig.Key(83), leases.Rig.Key(81), leases.Rig.Key(82)));
    }

    private static Keyset Wallet(LeaseRig l) => new([l.Rig.Key(81).PublicKey, l.Rig.Key(82).PublicKey, l.Rig.Key(83).PublicKey], 2);

    private static string Twelve(LeaseRig l, int key) => l.Rig.Key(key).PublicKey.ToString()[..12];

    private static Block OpenAs(LeaseRig l, Func<Block, Block> change) => l.Rig.SignMultisig(change(new Block
    {
        Type = BlockType.MultisigOpen,
        Account = Wallet(l).DeriveAddress(),
        Previous = default,
        Balance = 0,
        Timestamp = l.Rig.Clock.NowNs,
        Asset = Asset.Xe,
        Keyset = Wallet(l),
        Hash = default,
    }), l.Rig.Key(81), l.Rig.Key(82));

    // Opened, with 1000 micro-XE taken in by one member.
    private static Address Opened(LeaseRig l)
    {
        Address account = l.Rig.Must(OpenAs(l, b => b)).Account;
        Hash256 send = l.Rig.Must(l.Rig.Send(l.Rig.Treasury, account, 1000)).Hash;
        l.Rig.Must(l.Rig.SignMultisig(Of(l, account, BlockType.Receive, Asset.Xe, 1000) with { Source = send }, l.Rig.Key(83)));
        return account;
    }

    private static Block Of(LeaseRig l, Address account, BlockType type, Asset asset, ulong balance) => new()
    {
        Type = type,
        Account = account,
        Previous = l.Rig.Ledger.State.GetAccount(account)!.Frontier,
        Balance = balance,
        Timestamp = l.Rig.Clock.NowNs,
        Asset = asset,
        Hash = default,
    };

    private static Block Spend(LeaseRig l, Address account, ulong amount) =>
        Of(l, account, BlockType.Burn, Asset.Xe, l.Rig.Ledger.State.GetAccount(account)!.Balance(Asset.Xe) - amount) with { Amount = amount };

    private static Block UpdateOf(LeaseRig l, Func<Block, Block> change, Address? account = null)
    {
        Address of = account ?? Opened(l);
        return l.Rig.SignMultisig(change(Of(l, of, BlockType.MultisigUpdate, Asset.Xe, 1000) with { Keyset = Wallet(l) }), l.Rig.Key(81), l.Rig.Key(82));
    }
}
