using System.Text;
using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Testing.Stores;

public abstract partial class StoreContract
{
    [Theory, MemberData(nameof(ExtremeNumbers))]
    public void Numbers_of_64_bits_come_back_exactly(ulong number)
    {
        Block block = Script.Make(Alice, balance: number) with { Amount = number, PowNonce = number };
        ChangeSet append = Script.Append(block, xe: number, xusd: number);
        var position = new Position(Alice, block.Hash);
        var pending = new PendingSend(block.Hash, Alice, Bob, number, Asset.Xusd, long.MaxValue);
        LeaseRecord lease = Lease(1, LeaseState.Accepted) with
        {
            Vcpus = number,
            MemoryMb = number,
            DiskGb = number,
            Duration = number,
            Cost = number,
            Stake = number,
            LockedR = number,
            LockedPayoutCap = number,
            LockedTwapMilli = number,
        };
        ConflictRecord conflict = Conflict(position, 2) with { TotalWeight = number, WeightSnapshot = new Dictionary<Address, ulong> { [Bob] = number } };
        Vote vote = MakeVote(position, 1, final: true) with { Weight = number };
        Commit(new ChangeSet
        {
            Added = append.Added,
            Accounts = append.Accounts,
            Pendings = [new(block.Hash, null, pending)],
            Leases = [new(lease.LeaseHash, null, lease)],
            Conflicts = [new(position, null, conflict)],
            Votes = [vote],
        });
        Holds(store =>
        {
            Assert.Equal(number, store.GetEntry(block.Hash)?.Xe);
            Assert.Equal(number, store.GetEntry(block.Hash)?.Xusd);
            Assert.Equal(number, store.GetAccount(Alice)?.Xe);
            Assert.Equal(number, store.GetAccount(Alice)?.Xusd);
            Assert.Equal(StoreDump.Of(block), StoreDump.Of(store.GetBlock(block.Hash)));
            Assert.Equal([pending], store.LoadPendings());
            Assert.Equal([lease], store.LoadLeases());
            Assert.Equal([StoreDump.Of(conflict)], store.LoadConflicts().Select(StoreDump.Of));
            Assert.Equal([StoreDump.Of(vote)], store.LoadVotes().Select(StoreDump.Of));
        });
    }

    [Fact]
    public void Balances_that_do_not_exist_are_not_zero()
    {
        Block block = Script.Make(Alice);
        ChangeSet append = Script.Append(block);
        ChainEntry entry = append.Added[0].Entry with { Xe = null, Xusd = null, Representative = null };
        AccountState state = append.Accounts[0].After! with { Xe = null, Xusd = null, Representative = null, Key = null };
        Commit(new ChangeSet { Added = [new(block, entry)], Accounts = [new(Alice, null, state)] });
        Holds(store =>
        {
            Assert.Equal(entry, store.GetEntry(block.Hash));
            Assert.Equal(StoreDump.Of(state), StoreDump.Of(store.GetAccount(Alice)));
        });
    }

    [Fact]
    public void An_account_state_comes_back_whole_with_keyset_and_final_height()
    {
        ChangeSet append = Script.Append(Alice, out _);
        AccountState state = append.Accounts[0].After! with
        {
            FinalHeight = 1,
            Key = null,
            Keyset = new Keyset([.. Enumerable.Range(0, 20).Select(ChainScript.Key)], 7),
            Representative = Bob,
            LastTimestamp = long.MaxValue,
        };
        Commit(new ChangeSet { Added = append.Added, Accounts = [new(Alice, null, state)] });
        Holds(store =>
        {
            Assert.Equal(StoreDump.Of(state), StoreDump.Of(store.GetAccount(Alice)));
            Assert.Equal([StoreDump.Of(state)], store.LoadAccounts().Select(StoreDump.Of));
        });
        AccountState raised = state with { FinalHeight = 0 };
        Commit(new ChangeSet { Accounts = [new(Alice, state, raised)] });
        Holds(store => Assert.Equal(StoreDump.Of(raised), StoreDump.Of(store.GetAccount(Alice))));
    }

    [Fact]
    public void Accounts_come_in_order_of_their_first_opening_and_pendings_in_order_of_arrival()
    {
        Address[] accounts = [.. Enumerable.Range(20, 600).Select(ChainScript.Account)];
        var pendings = new List<PendingSend>();
        foreach (Address account in accounts)
        {
            ChangeSet append = Script.Append(account, out Block block);
            var pending = new PendingSend(block.Hash, account, Bob, 5, Asset.Xe, block.Timestamp);
            pendings.Add(pending);
            Commit(new ChangeSet { Added = append.Added, Accounts = append.Accounts, Pendings = [new(block.Hash, null, pending)] });
        }
        Holds(store =>
        {
            Assert.Equal(accounts, store.LoadAccounts().Select(account => account.Account));
            Assert.Equal(pendings, store.LoadPendings());
        });
        Commit(new ChangeSet { Pendings = [new(pendings[0].SendHash, pendings[0], null)] });
        Commit(new ChangeSet { Pendings = [new(pendings[0].SendHash, null, pendings[0])] });
        Commit(new ChangeSet { Pendings = [new(pendings[3].SendHash, pendings[3], null)] });
        Holds(store => Assert.Equal(pendings.Where(pending => pending != pendings[3]), store.LoadPendings()));
    }

    [Fact]
    public void Leases_are_put_changed_and_removed()
    {
        LeaseRecord[] leases = [.. Enumerable.Range(1, 5).Select(i => Lease(i, (LeaseState)(1 + i % 6)))];
        Commit(new ChangeSet { Leases = [.. leases.Select(lease => new ChangeSet.Change<Hash256, LeaseRecord>(lease.LeaseHash, null, lease))] });
        LeaseRecord settled = leases[0] with { State = LeaseState.Settled, Settled = true, AccessPubKey = null, CertificateHash = "" };
        Commit(new ChangeSet { Leases = [new(settled.LeaseHash, leases[0], settled), new(leases[1].LeaseHash, leases[1], null)] });
        Holds(store =>
        {
            Assert.Equal(settled, store.GetLease(settled.LeaseHash));
            Assert.Null(store.GetLease(leases[1].LeaseHash));
            Assert.Equal(new[] { settled, leases[2], leases[3], leases[4] }.OrderBy(lease => lease.LeaseHash), store.LoadLeases());
        });
    }

    [Fact]
    public void Conflicts_and_staged_bodies_come_and_go_and_are_sorted()
    {
        ConflictRecord[] conflicts = [.. Enumerable.Range(1, 4).Select(i => Conflict(new Position(ChainScript.Account(i), i == 1 ? default : ChainScript.Hash(i)), i))];
        Block[] staged = [.. Enumerable.Range(1, 4).Select(_ => Script.Make(Alice))];
        Commit(new ChangeSet
        {
            Conflicts = [.. conflicts.Select(conflict => new ChangeSet.Change<Position, ConflictRecord>(conflict.Position, null, conflict))],
            Staged = [.. staged.Select(block => new KeyValuePair<Hash256, Block?>(block.Hash, block))],
        });
        Holds(store =>
        {
            Assert.Equal(conflicts.OrderBy(conflict => conflict.Position).Select(StoreDump.Of), store.LoadConflicts().Select(StoreDump.Of));
            Assert.Equal(staged.OrderBy(block => block.Hash).Select(StoreDump.Of), store.LoadStaged().Select(StoreDump.Of));
            Assert.False(store.Contains(staged[0].Hash));
            Assert.Null(store.GetBlock(staged[0].Hash));
            Assert.True(store.IsEmpty);
        });
        Commit(new ChangeSet
        {
            Conflicts = [new(conflicts[0].Position, conflicts[0], null)],
            Staged = [new(staged[0].Hash, null), new(ChainScript.Hash(77_777), null)],
        });
        Holds(store =>
        {
            Assert.Equal(3, store.LoadConflicts().Count);
            Assert.Equal(3, store.LoadStaged().Count);
        });
    }

    [Fact]
    public void A_vote_replaces_the_representatives_earlier_one_and_a_cleared_position_has_none()
    {
        var first = new Position(Alice, default);
        var second = new Position(Bob, ChainScript.Hash(5));
        Commit(new ChangeSet { Votes = [MakeVote(first, 1, final: false), MakeVote(first, 2, final: false), MakeVote(second, 1, final: false)] });
        Vote final = MakeVote(first, 1, final: true);
        Commit(new ChangeSet { Votes = [final] });
        Holds(store => Assert.Equal(
            new[] { final, MakeVote(first, 2, final: false), MakeVote(second, 1, final: false) }
                .OrderBy(vote => vote.Position).ThenBy(vote => vote.RepKey).Select(StoreDump.Of),
            store.LoadVotes().Select(StoreDump.Of)));
        Vote late = MakeVote(first, 3, final: false);
        Commit(new ChangeSet { VotesCleared = [first], Votes = [late] });
        Holds(store => Assert.Equal(
            new[] { late, MakeVote(second, 1, final: false) }.OrderBy(vote => vote.Position).Select(StoreDump.Of), store.LoadVotes().Select(StoreDump.Of)));
    }

    [Fact]
    public void A_commit_lock_is_written_once_and_never_changes()
    {
        var position = new Position(Alice, default);
        Commit(new ChangeSet { Locks = [new(position, ChainScript.Hash(1))] });
        Commit(new ChangeSet { Locks = [new(position, ChainScript.Hash(1))] });
        IsRefusedWhole(new ChangeSet { Locks = [new(position, ChainScript.Hash(2))] });
        IsRefusedWhole(new ChangeSet { Locks = [new(new Position(Bob, default), ChainScript.Hash(3)), new(new Position(Bob, default), ChainScript.Hash(4))] });
        Holds(store =>
        {
            Assert.Equal(ChainScript.Hash(1), store.GetLock(position));
            Assert.Null(store.GetLock(new Position(Bob, default)));
            Assert.Null(store.GetLock(new Position(Alice, ChainScript.Hash(1))));
        });
    }

    [Fact]
    public void Statuses_are_kept_for_any_hash()
    {
        Block block = Grow(Alice, 1)[0];
        Commit(new ChangeSet { Statuses = [new(block.Hash, BlockStatus.Finalized), new(ChainScript.Hash(88_888), BlockStatus.Rejected)] });
        Holds(store =>
        {
            Assert.Equal(BlockStatus.Finalized, store.GetStatus(block.Hash));
            Assert.Equal(BlockStatus.Rejected, store.GetStatus(ChainScript.Hash(88_888)));
        });
    }

    [Fact]
    public void The_state_chain_takes_blocks_in_order_and_keeps_their_bytes()
    {
        byte[][] blocks = [.. Enumerable.Range(1, 5).Select(i => Encoding.UTF8.GetBytes($"{{\"index\": {i}, \"text\":\"\\u00e9\"}}"))];
        for (int i = 0; i < blocks.Length; i++)
            Store.PutStateBlock((ulong)i + 1, blocks[i]);
        foreach (ulong index in (ulong[])[0, 5, 7, ulong.MaxValue])
            Assert.Equal(StoreFailure.Misfit, Assert.Throws<StoreException>(() => Store.PutStateBlock(index, blocks[0])).Failure);
        Holds(store =>
        {
            Assert.Equal(5UL, store.StateChainTip());
            Assert.Equal(blocks[2], store.GetStateBlock(3)?.ToArray());
            Assert.Null(store.GetStateBlock(0));
            Assert.Null(store.GetStateBlock(6));
            Assert.Equal(blocks[1..4], store.GetStateBlocks(2, 3).Select(json => json.ToArray()));
            Assert.Equal(5, store.GetStateBlocks(1, int.MaxValue).Count);
            Assert.Empty(store.GetStateBlocks(6, 3));
        });
    }

    [Fact]
    public void Certificates_are_put_replaced_deleted_and_come_oldest_first()
    {
        Store.PutCertificate("bb", Bob, 30, "3"u8.ToArray());
        Store.PutCertificate("aa", Alice, 30, "2"u8.ToArray());
        Store.PutCertificate("Cc", Alice, -5, "1"u8.ToArray());
        Store.PutCertificate("dd", Alice, long.MaxValue, Array.Empty<byte>());
        Store.PutCertificate("bb", Bob, 31, "4"u8.ToArray());
        Store.DeleteCertificate("dd");
        Store.DeleteCertificate("never there");
        Holds(store => Assert.Equal(["1", "2", "4"], store.LoadCertificates().Select(json => Encoding.ASCII.GetString(json.Span))));
    }

    private static LeaseRecord Lease(int number, LeaseState state) => new()
    {
        LeaseHash = ChainScript.Hash(5_000 + number),
        State = state,
        Consumer = ChainScript.Account(number),
        Provider = ChainScript.Account(number + 1),
        Vcpus = 1,
        MemoryMb = 2,
        DiskGb = 3,
        Duration = 4,
        AccessPubKey = ChainScript.Key(number),
        Cost = 5,
        Stake = 6,
        StartTime = long.MaxValue - number,
        CertificateHash = "Cert-" + number,
        LockedR = 7,
        LockedPayoutCap = 8,
        LockedTwapMilli = 9,
    };

    private static ConflictRecord Conflict(Position position, int hashes) => new()
    {
        Position = position,
        Hashes = [.. Enumerable.Range(1, hashes).Select(ChainScript.Hash)],
        DetectedAtNs = 123 + hashes,
        WeightSnapshot = Enumerable.Range(1, hashes).ToDictionary(ChainScript.Account, i => (ulong)i),
        TotalWeight = 99,
    };

    private static Vote MakeVote(Position position, int representative, bool final) => new()
    {
        Position = position,
        RepKey = ChainScript.Key(representative),
        BlockHash = ChainScript.Hash(representative),
        Timestamp = 1_000 + representative,
        IsFinal = final,
        Signature = Enumerable.Repeat((byte)representative, 64).ToArray(),
        Weight = 10,
    };
}
