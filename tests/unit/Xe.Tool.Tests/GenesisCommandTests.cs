using System.Text.Json;
using Xe.Tool.Tests.Support;

namespace Xe.Tool.Tests;

public sealed class GenesisCommandTests
{
    private const string LedgerHash = "946597b85290426dfab812778387b93b2b3a41291ebceaac02ca0bbb0e3791ab";
    private const string StateChainHash = "5ea4cf0ee4c919c54af9476a93fe748fe87babf1432a8a53393d2f73cc6873e9";

    private static string Testnet => Path.Combine(Checkout.Root, "genesis", "testnet-0003");

    private static string Dev => Path.Combine(Checkout.Root, "genesis", "dev");

    [Fact]
    public async Task Verify_answers_the_published_hashes_of_the_test_network()
    {
        JsonElement json = (await XeCli.RunAsync("genesis", "verify", Testnet, "--json")).Ok().Json;
        Assert.Equal(
            [
                "network_id", "ledger_genesis_hash", "ledger_genesis_account", "statechain_genesis_hash", "overridden", "embedded_network_id",
                "embedded_ledger_genesis_hash", "embedded_statechain_genesis_hash", "genesis_representative_set",
            ],
            json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("testnet-0003", json.GetProperty("network_id").GetString());
        Assert.Equal(LedgerHash, json.GetProperty("ledger_genesis_hash").GetString());
        Assert.Equal(StateChainHash, json.GetProperty("statechain_genesis_hash").GetString());
        Assert.Equal("0b102ffe934b5177e32a4439d8434ad7b11fc541cb73dd57a07591a23f83078b", json.GetProperty("ledger_genesis_account").GetString());
        Assert.True(json.GetProperty("overridden").GetBoolean());
        Assert.True(json.GetProperty("genesis_representative_set").GetBoolean());
    }

    [Fact]
    public async Task The_folder_of_the_development_network_is_the_built_in_one()
    {
        JsonElement json = (await XeCli.RunAsync("genesis", "verify", Dev, "--json")).Ok().Json;
        Assert.False(json.GetProperty("overridden").GetBoolean());
        Assert.Equal(json.GetProperty("embedded_network_id").GetString(), json.GetProperty("network_id").GetString());
    }

    [Fact]
    public async Task Expectations_that_differ_are_told_and_fail()
    {
        (await XeCli.RunAsync("genesis", "verify", Testnet, "--expect-network-id", "testnet-0003", "--expect-ledger-hash", LedgerHash, "--expect-statechain-hash", StateChainHash)).Ok();
        Outcome outcome = await XeCli.RunAsync("genesis", "verify", Testnet, "--expect-network-id", "main", "--expect-ledger-hash", StateChainHash);
        outcome.Fails(1, "MISMATCH --expect-network-id: expected main, got testnet-0003");
        Assert.Contains($"MISMATCH --expect-ledger-hash: expected {StateChainHash}, got {LedgerHash}", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Genesis_options_that_do_not_go_together_are_refused()
    {
        (await XeCli.RunAsync("genesis", "verify", "/nowhere/at/all")).Fails(1, "--genesis-dir /nowhere/at/all: no such file or directory");
        string file = Path.Combine(Testnet, "ledger-genesis.json");
        (await XeCli.RunAsync("genesis", "verify", file)).Fails(1, "is not a directory");
        (await XeCli.RunAsync("genesis", "verify", "--genesis", file)).Fails(1, "--genesis and --statechain-genesis must be supplied together");
        (await XeCli.RunAsync("genesis", "verify", Testnet, "--genesis", file)).Fails(1, "--genesis-dir cannot be combined");
    }

    [Fact]
    public async Task One_changed_byte_is_refused()
    {
        using TempDirectory directory = new();
        string ledger = File.ReadAllText(Path.Combine(Testnet, "ledger-genesis.json"));
        File.Copy(Path.Combine(Testnet, "statechain-genesis.json"), directory.File("statechain-genesis.json"));
        directory.Write("ledger-genesis.json", ledger.Replace("\"0b102ffe", "\"0b102fff", StringComparison.Ordinal));
        (await XeCli.RunAsync("genesis", "verify", directory.Path)).Fails(1, "hash mismatch");
        directory.Write("ledger-genesis.json", "{");
        (await XeCli.RunAsync("genesis", "verify", directory.Path)).Fails(1, "parse genesis");
    }

    [Fact]
    public async Task A_seed_gives_the_same_network_twice_and_another_seed_another()
    {
        using TempDirectory directory = new();
        string[] shape = ["--name", "t1", "--nodes", "3", "--rules", "dev", "--dao-threshold", "3", "--lease-min-duration", "7", "--stability-window", "200", "--quiet", "--json"];
        JsonElement first = (await XeCli.RunAsync(["genesis", "new", directory.File("a"), .. shape, "--seed", "one"])).Ok().Json;
        JsonElement again = (await XeCli.RunAsync(["genesis", "new", directory.File("b"), .. shape, "--seed", "one"])).Ok().Json;
        JsonElement other = (await XeCli.RunAsync(["genesis", "new", directory.File("c"), .. shape, "--seed", "two"])).Ok().Json;
        foreach (string name in new[] { "ledger-genesis.json", "statechain-genesis.json", "rules.json" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(directory.File("a"), name)), File.ReadAllBytes(Path.Combine(directory.File("b"), name)));
        Assert.Equal(first.GetProperty("ledger_genesis_hash").GetString(), again.GetProperty("ledger_genesis_hash").GetString());
        Assert.NotEqual(first.GetProperty("ledger_genesis_hash").GetString(), other.GetProperty("ledger_genesis_hash").GetString());

        JsonElement shown = (await XeCli.RunAsync("genesis", "show", directory.File("a"), "--json")).Ok().Json;
        Assert.Equal(7UL, shown.GetProperty("lease_timing").GetProperty("min_duration_secs").GetUInt64());
        Assert.Equal(200UL, shown.GetProperty("rules").GetProperty("stability_window_ms").GetUInt64());
        Assert.Equal(3, shown.GetProperty("state").GetProperty("sys.dao_keyset").GetProperty("threshold").GetInt32());
        Assert.Equal(3, shown.GetProperty("state").GetProperty("sys.timekeepers").GetProperty("keys").GetArrayLength());
        Assert.StartsWith("t1-r", shown.GetProperty("network_id").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_lie_apart_and_only_their_owner_reads_them()
    {
        using TempDirectory directory = new();
        Outcome outcome = (await XeCli.RunAsync("genesis", "new", directory.File("net"), "--name", "t2", "--json")).Ok();
        string secrets = outcome.Json.GetProperty("secrets_directory").GetString()!;
        string seed = File.ReadAllText(Path.Combine(secrets, "treasury.seed")).Trim();
        Assert.Equal(64, seed.Length);
        Assert.DoesNotContain(seed, outcome.Output + outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(directory.File("net")), file => File.ReadAllText(file).Contains(seed, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(secrets));
            foreach (string file in Directory.EnumerateFiles(secrets, "*", SearchOption.AllDirectories))
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
        (await XeCli.RunAsync("genesis", "new", directory.File("net"), "--name", "t2", "--secrets", directory.File("s2"))).Fails(1, "exists already");
        (await XeCli.RunAsync("genesis", "new", directory.File("same"), "--name", "t2", "--secrets", directory.File("same"))).Fails(2, "must not lie in the folder");
    }

    [Theory]
    [InlineData("a network name has", "--name", "Bad Name")]
    [InlineData("must exceed 2×max_attestation_skew_ns", "--name", "x", "--lease-force-settle-gap", "10", "--max-attestation-skew", "10", "--lease-settle-grace", "5", "--lease-escrow-expiry", "100")]
    [InlineData("threshold", "--name", "x", "--dao-threshold", "1")]
    [InlineData("nodes must be", "--name", "x", "--nodes", "-2")]
    public async Task Options_that_break_a_rule_of_the_documents_are_refused_and_nothing_is_written(string error, params string[] options)
    {
        using TempDirectory directory = new();
        (await XeCli.RunAsync(["genesis", "new", directory.File("net"), .. options])).Fails(1, error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory.Path));
    }

    [Fact]
    public async Task Shares_of_the_supply_become_blocks_to_submit()
    {
        using TempDirectory directory = new();
        JsonElement json = (await XeCli.RunAsync("genesis", "new", directory.File("net"), "--name", "t3", "--rules", "dev", "--nodes", "3", "--delegate", "even", "--json", "--quiet")).Ok().Json;
        string[] blocks = File.ReadAllLines(json.GetProperty("allocation").GetString()!);
        Assert.Equal(4, blocks.Length);
        Assert.Equal(["send", "receive", "send", "receive"], blocks.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("type").GetString()));
        Assert.Equal(14_000_000_000_000UL, JsonDocument.Parse(blocks[0]).RootElement.GetProperty("amount").GetUInt64());
        (await XeCli.RunAsync("genesis", "new", directory.File("n2"), "--name", "t3", "--delegate", "node-9=1")).Fails(2, "no generated key node-9");
        (await XeCli.RunAsync("genesis", "new", directory.File("n2"), "--name", "t3", "--nodes", "2", "--delegate", "node-1=42000001")).Fails(2, "exceed the supply");
    }

    [Fact]
    public async Task Diff_names_what_differs_and_fails_only_then()
    {
        (await XeCli.RunAsync("genesis", "diff", Dev, Dev)).Ok();
        Outcome outcome = await XeCli.RunAsync("genesis", "diff", Dev, Testnet, "--json");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(outcome.Json.GetProperty("differences").EnumerateArray(), difference => difference.GetProperty("name").GetString() == "rule: claim blocks");
    }
}
