using System.Diagnostics;
using System.Text;
using Xe.Core.Keys;
using Xe.Core.Leases;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.StateChain;
using Xe.Core.Storage;
using Xe.Core.Tests.Vectors;
using Xunit.Abstractions;
using static Xe.Core.Tests.StateChain.GovernedChain;

namespace Xe.Core.Tests.StateChain;

public sealed class StateChainTests(ITestOutputHelper output)
{
    [Fact]
    public void The_worked_example_has_its_bytes_hash_and_signature()
    {
        StateBlock block = StateBlockEncoding.WithHash(new StateBlock
        {
            Index = 1,
            PreviousHash = "5ea4cf0ee4c919c54af9476a93fe748fe87babf1432a8a53393d2f73cc6873e9",
            Ops = [Set("app.note", "{\"a\":1}"), Delete("app.old")],
            Hash = "",
            Timestamp = 1_760_000_000_000_000_000,
        });
        Assert.Equal(
            "00000000000000015ea4cf0ee4c919c54af9476a93fe748fe87babf1432a8a53393d2f73cc6873e9000000020100086170702e6e6f7465000000077b2261223a317d0200076170702e6f6c6400000000186cc6acd4b00000",
            Convert.ToHexStringLower(StateBlockEncoding.Encode(block, out _)!));
        Assert.Equal("90cd8e401c4f79cadb74ee8682658efc3e10d9bcca962cc6e0a107f744a60e31", block.Hash);
        StateSignature signature = StateSigning.Sign(block, Enumerable.Repeat((byte)1, 32).ToArray());
        Assert.Equal("8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c", signature.PublicKey);
        Assert.Equal("f0dca7595df4e0890d595771ec0400c00ffbe30b5fbbbcb75bb9796e6458a22e083c85c4b9e59f7c4bd14fa65446a7a75f2d4d6640604cb203894b4ac6f9900c", signature.Signature);
    }

    [Theory]
    [InlineData("testnet-0003", "5ea4cf0ee4c919c54af9476a93fe748fe87babf1432a8a53393d2f73cc6873e9", 2236, "testnet-0003")]
    [InlineData("embedded-placeholder", "96a5ac54247f0609ac51cfd925287dbfb73144adbb34eeb658784b511751c212", 2231, "testnet")]
    public void Published_genesis_documents_read_as_the_specification_lists_them(string name, string hash, int size, string networkId)
    {
        string directory = name == "testnet-0003" ? Path.Combine(ChainVectorTests.RepositoryRoot(), "genesis", name) : Path.Combine(AppContext.BaseDirectory, "Data", "genesis", name);
        Assert.True(StateGenesis.TryParse(File.ReadAllBytes(Path.Combine(directory, "statechain-genesis.json")), out StateBlock? genesis, out Rejection? error), error?.Text);
        Assert.Null(StateGenesis.Validate(genesis));
        Assert.Equal(size, StateBlockEncoding.Encode(genesis, out _)!.Length);
        Assert.Equal((hash, networkId), (genesis.Hash, StateGenesis.NetworkIdOf(genesis)));
        Assert.Equal(["sys.dao_keyset", "sys.network_id", "sys.timekeepers", "sys.oracle", "sys.minter", "sys.phase", "sys.tokenomics", "epoch.0"], genesis.Ops.Select(o => o.Key));
        if (name != "testnet-0003")
            return;
        StateView view = StateView.FromGenesis(genesis);
        Assert.Equal((2L, 3), (view.DaoKeyset!.Threshold, view.DaoKeyset.Keys.Count));
        Assert.Equal("a79cf4cde8ae0fab4497254ee818be550fb18c1d728539f5c36ef2626214798e", view.DaoKeyset.Keys[0]);
        Assert.Equal((2L, "ea734fe4f63fb2c23338741479f301d7aecbd829e462c97a53c25201253342a4"), (view.Timekeepers!.Threshold, view.Timekeepers.Keys[0]));
        Assert.Equal(("66c363dbe32f0a74701d74f5b15bc4b7b091c7c678e58a678023f30a4e37860c", "epoch."), (view.Oracle!.Keys[0], view.Oracle.AllowedPrefix));
        Assert.Equal("0af720ef656c57b9882256f6a2e5ef438114ababcfac6361d238af2828fcd37d", Assert.Single(view.Minters).ToString());
        Assert.Equal(((byte)1, 2000UL, "genesis"), (view.Phase!.Value, view.Epochs.Latest!.REffective, view.Epochs.Latest.RSource));
        Assert.True(view.Representatives.IsOpen);
        Assert.Empty(view.Activations.Features);
    }

    public static TheoryData<string> Refusals() => [.. RefusalCases.Keys];

    private static readonly Dictionary<string, (string Text, Func<GovernedChain, StateBlock> Make)> RefusalCases = new()
    {
        ["1 hash"] = ("hash mismatch: got <h>, want <h>", c => c.Next(Set("app.a", "1")) with { Hash = StateBlock.ZeroHash }),
        ["3 gap"] = ("expected index 1, got 5: statechain gap", c => Sign(c.Draft(Set("app.a", "1")) with { Index = 5 }, c.Dao[0], c.Dao[1])),
        ["4 previous"] = ($"prev_hash mismatch: expected <h>, got {StateBlock.ZeroHash}", c => Sign(c.Draft(Set("app.a", "1")) with { PreviousHash = StateBlock.ZeroHash }, c.Dao[0], c.Dao[1])),
        ["5 time"] = ("timestamp -1 is before previous 0", c => Sign(c.Draft(Set("app.a", "1")) with { Timestamp = -1 }, c.Dao[0], c.Dao[1])),
        ["6 nothing written"] = ("block has no ops", c => c.Next()),
        ["7 size"] = ("block size <n> exceeds limit 262144", c => c.Next([.. Enumerable.Range(0, 5).Select(i => Set($"app.{i}", $"\"{new string('x', 60_000)}\""))])),
        ["10 epoch rules"] = ("epoch validation: end_ns 0 must be after start_ns 0", c => c.NextBy([c.Oracle], Set("epoch.1", "{}"))),
        ["10 epoch rules before signatures"] = ("epoch validation: end_ns 0 must be after start_ns 0", c => c.NextBy([], Set("epoch.1", "{}"))),
        ["10 oracle unsigned"] = ("no signatures", c => c.NextBy([], Set("epoch.1", Epoch(1, 5)))),
        ["10 oracle signed by the DAO"] = ("signer <k> not in oracle keyset", c => c.Next(Set("epoch.1", Epoch(1, 5)))),
        ["10 epoch written once"] = ("epoch key \"epoch.1\" already exists (write-once)", c =>
        {
            c.Must(c.NextBy([c.Oracle], Set("epoch.1", Epoch(1, 5))));
            return c.NextBy([c.Oracle], Set("epoch.1", Epoch(1, 5)));
        }),
        ["10 epoch is never deleted"] = ("epoch key \"epoch.1\" already exists (write-once)", c =>
        {
            c.Must(c.NextBy([c.Oracle], Set("epoch.1", Epoch(1, 5))));
            return c.NextBy([c.Oracle], Delete("epoch.1"));
        }),
        ["11 DAO too few"] = ("insufficient signatures: got 1, need 2", c => c.NextBy([c.Dao[0]], Set("app.a", "1"))),
        ["11 DAO twice"] = ("duplicate signer: <k>", c => c.NextBy([c.Dao[0], c.Dao[0]], Set("app.a", "1"))),
        ["11 DAO stranger beyond the threshold"] = ("signer <k> not in keyset", c => c.NextBy([c.Dao[0], c.Dao[1], Key(8)], Set("app.a", "1"))),
        ["11 DAO in the oracle's prefix"] = ("DAO block cannot write to oracle prefix \"epoch.\" (key: epoch.1)", c => c.Next(Set("app.a", "1"), Set("epoch.1", Epoch(1, 5)))),
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_block_that_breaks_a_rule_is_refused_with_its_text_and_changes_nothing(string name)
    {
        var chain = new GovernedChain();
        StateBlock block = RefusalCases[name].Make(chain);
        StateView before = chain.Log.Current;
        StateApplyOutcome outcome = chain.Log.Apply(block);
        Assert.Equal(name.StartsWith('3') ? StateApplyKind.Gap : StateApplyKind.Rejected, outcome.Kind);
        XeVectors.AssertMatches(RefusalCases[name].Text, outcome.Rejection!.Text);
        Assert.Same(before, chain.Log.Current);
        Assert.Equal(before.Tip.Index, chain.Store.StateChainTip());
    }

    [Fact]
    public void A_keyset_is_rotated_by_the_old_one_and_the_new_one_governs_from_then_on()
    {
        var chain = new GovernedChain();
        AccountKey[] heirs = [Key(11), Key(12)];
        chain.Must(chain.Next(Set("sys.dao_keyset", Keyset(2, heirs))));
        Assert.Contains("not in keyset", chain.Log.Apply(chain.Next(Set("app.a", "1"))).Rejection!.Text, StringComparison.Ordinal);
        chain.Must(chain.NextBy(heirs, Set("app.a", "1")));
        Assert.Null(Reopen(chain, out Rejection? error) is null ? error : null);
    }

    [Fact]
    public void A_duplicate_is_success_and_a_fork_is_told_and_refused()
    {
        var chain = new GovernedChain();
        StateBlock first = chain.Next(Set("app.a", "1")), other = chain.Next(Set("app.a", "2"));
        chain.Must(first);
        Assert.Equal(StateApplyKind.Duplicate, chain.Log.Apply(first).Kind);
        StateApplyOutcome fork = chain.Log.Apply(other);
        Assert.Equal((StateApplyKind.Fork, $"fork detected at index 1: existing {first.Hash}, incoming {other.Hash}"), (fork.Kind, fork.Rejection!.Text));
        Assert.Equal("1", Encoding.UTF8.GetString(chain.Log.Current.State["app.a"].Span));
    }

    [Fact]
    public void Subscribers_see_the_state_now_and_after_every_block_until_they_leave()
    {
        var chain = new GovernedChain();
        var seen = new List<ulong>();
        IDisposable subscription = chain.Log.Subscribe(v => seen.Add(v.Tip.Index));
        chain.Must(chain.Next(Set("app.a", "1")));
        subscription.Dispose();
        chain.Must(chain.Next(Set("app.a", "2")));
        Assert.Equal([0UL, 1UL], seen);
    }

    [Fact]
    public void A_block_is_built_signed_by_its_keepers_and_submitted()
    {
        var chain = new GovernedChain();
        Assert.True(new StateBlockBuilder(chain.Log.Current).Set("sys.minter", "{ \"keys\": [\"" + Key(30).Address + "\"] }").TryBuild(5, out StateBlock? draft, out Rejection? error), error?.Text);
        Assert.True(StateSignatureCollector.TryCreate(draft, chain.Log.Current, out StateSignatureCollector? collector, out error), error?.Text);
        Assert.Null(collector.Assemble());
        Assert.Null(collector.Add(Sign(draft, chain.Dao[2]).Signatures![0]));
        Assert.NotNull(collector.Add(Sign(draft, Key(8)).Signatures![0]));
        Assert.NotNull(collector.Add(Sign(draft, chain.Dao[2]).Signatures![0]));
        Assert.False(collector.IsComplete);
        Assert.Null(collector.Add(Sign(draft, chain.Dao[0]).Signatures![0]));
        Assert.Equal(StateApplyKind.Applied, chain.Log.Submit(collector.Assemble()!).Kind);
        Assert.Equal([Key(30).Address], chain.Log.Current.Minters);
        Assert.False(new StateBlockBuilder(chain.Log.Current).Set("epoch.1", Epoch(1, 5)).Set("app.a", "1").TryBuild(9, out _, out error));
        Assert.Contains("oracle prefix", error!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_blocks_replay_to_the_same_state()
    {
        var chain = new GovernedChain();
        for (int i = 1; i <= 10_000; i++)
            chain.Must(i % 10 == 0 ? chain.NextBy([chain.Oracle], Set($"epoch.{i}", Epoch((ulong)i, i))) : chain.Next(Set($"app.k{i % 300}", $"{i}")));
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        StateChainLog again = Reopen(chain, out Rejection? error)!;
        output.WriteLine($"replay of 10,000 blocks: {watch.ElapsedMilliseconds} ms, {(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds:F0} ms of processor time");
        Assert.Null(error);
        Assert.Equal(chain.Log.Current.Tip.Hash, again.Current.Tip.Hash);
        Assert.Equal(1000, again.Current.Epochs.Count);
        Assert.Equal([10_000UL, 9_990UL, 9_980UL, 9_970UL], again.Current.Epochs.CandidatesAt(20_000).Select(e => e.Epoch));
        for (int i = 0; i < 300; i++)
            Assert.Equal(chain.Log.Current.State[$"app.k{i}"].ToArray(), again.Current.State[$"app.k{i}"].ToArray());
    }

    [Fact]
    public void A_stored_chain_that_was_tampered_with_is_refused_at_start()
    {
        var good = new GovernedChain();
        for (int i = 1; i <= 5; i++)
            good.Must(good.Next(Set("app.a", $"{i}")));
        var spoiled = new MemoryStore();
        for (ulong i = 1; i <= 5; i++)
        {
            byte[] json = good.Store.GetStateBlock(i)!.Value.ToArray();
            spoiled.PutStateBlock(i, i == 3 ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json).Replace("\"value\":3", "\"value\":4", StringComparison.Ordinal)) : json);
        }
        Assert.Null(StateChainLog.Open(good.Genesis, spoiled, out Rejection? error));
        XeVectors.AssertMatches("NewChain: replay: block 3: hash mismatch: got <h>, want <h>", error!.Text);

        var gap = new MemoryStore();
        gap.PutStateBlock(1, good.Store.GetStateBlock(2)!.Value);
        Assert.Null(StateChainLog.Open(good.Genesis, gap, out error));
        Assert.Equal("NewChain: replay: gap: expected block 1, store has 2", error!.Text);
    }

    [Fact]
    public void Ledger_rules_read_the_chain_as_it_is_at_the_moment()
    {
        var chain = new GovernedChain();
        var certificates = new CertificateSet();
        var config = new StateChainConfig(chain.Log, certificates);
        Assert.Null(config.Timekeepers);
        Assert.True(config.AllEligible);
        Assert.Empty(config.EpochCandidates(long.MaxValue));
        Assert.Null(config.GetCertificate("x"));
        Address minter = Key(30).Address, representative = Key(31).Address;
        chain.Must(chain.Next(
            Set("sys.minter", $"{{\"keys\":[\"{minter}\"]}}"),
            Set("sys.timekeepers", Keyset(1, Key(40))),
            Set("sys.representatives", $"{{\"mode\":\"allowlist\",\"addresses\":[\"{representative}\"]}}")));
        chain.Must(chain.NextBy([chain.Oracle], Set("epoch.1", Epoch(1, 100, 1500))));
        Assert.True(config.IsMinter(minter));
        Assert.False(config.IsMinter(representative));
        Assert.True(config.Timekeepers!.Contains(Key(40).PublicKey.ToString()));
        Assert.Equal((false, true, false), (config.AllEligible, config.IsEligible(representative), config.IsEligible(minter)));
        Assert.Empty(config.EpochCandidates(99));
        Assert.Equal([new LockedEmission(1500, 0, 0)], config.EpochCandidates(100));
    }

    private static StateChainLog? Reopen(GovernedChain chain, out Rejection? error) => StateChainLog.Open(chain.Genesis, chain.Store, out error);
}
