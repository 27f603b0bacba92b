using System.Globalization;
using System.Text.Json;
using Xe.Client.Wallets;
using Xe.Core.Genesis;
using Xe.Tool.Tests.Support;

namespace Xe.Tool.Tests;

[Collection(SharedNode.Name)]
public sealed class AccountCommandTests(NodeFixture node)
{
    [Fact]
    public async Task Value_is_claimed_sent_received_and_shown()
    {
        WalletInfo alice = await node.FundedWalletAsync(claims: 2), bob = node.NewWallet();
        JsonElement sent = (await node.RunAsync("send", bob.Address.ToString(), "1.25", "--wallet", alice.Path, "--memo", "for the coffee", "--json", "--wait")).Ok().Json;
        Assert.Equal("send", sent.GetProperty("type").GetString());
        Assert.Equal(1_250_000UL, sent.GetProperty("amount").GetUInt64());
        Assert.Equal("for the coffee", sent.GetProperty("memo").GetString());
        Assert.True(sent.GetProperty("finalized").GetBoolean());
        string hash = sent.GetProperty("hash").GetString()!;

        JsonElement pending = Assert.Single((await node.RunAsync("pending", "--wallet", bob.Path, "--json")).Ok().Json.EnumerateArray());
        Assert.Equal(hash, pending.GetProperty("SendHash").GetString());
        Assert.Equal(1_250_000UL, pending.GetProperty("Amount").GetUInt64());

        JsonElement received = Assert.Single((await node.RunAsync("receive", "--wallet", bob.Path, "--json")).Ok().Json.EnumerateArray());
        Assert.Equal(hash, received.GetProperty("send_hash").GetString());
        Assert.Equal(750_000UL, await node.BalanceAsync(alice.Address, "XUSD"));
        Assert.Equal(1_250_000UL, await node.BalanceAsync(bob.Address, "XUSD"));

        JsonElement chain = (await node.RunAsync("chain", alice.Address.ToString(), "--json")).Ok().Json;
        Assert.Equal(3, chain.GetProperty("total").GetInt32());
        Assert.Equal(["claim", "claim", "send"], chain.GetProperty("blocks").EnumerateArray().Select(block => block.GetProperty("type").GetString()));
        JsonElement block = (await node.RunAsync("block", "get", hash, "--json")).Ok().Json;
        Assert.Equal(alice.Address.ToString(), block.GetProperty("account").GetString());
    }

    [Fact]
    public async Task People_read_text_on_stdout_and_nothing_on_stderr()
    {
        WalletInfo alice = await node.FundedWalletAsync(), bob = node.NewWallet();
        Outcome sent = (await node.RunAsync("send", bob.Address.ToString(), "0.5", "--wallet", alice.Path)).Ok();
        Assert.Matches("^Sent 0.5 XUSD to [0-9a-f]{8}\\.\\.\\.[0-9a-f]{8}\n  Hash: [0-9a-f]{64}\n$", sent.Output.ReplaceLineEndings("\n"));
        Assert.Empty(sent.Error);
        Outcome balance = (await node.RunAsync("balance", "--wallet", bob.Path)).Ok();
        Assert.Contains("(no balance)", balance.Output, StringComparison.Ordinal);
        Assert.Contains("XUSD to receive: 0.5 in 1", balance.Output, StringComparison.Ordinal);
        Outcome nothing = (await node.RunAsync("receive", "--wallet", alice.Path)).Ok();
        Assert.Empty(nothing.Output);
        Assert.Contains("No pending sends to receive.", nothing.Error, StringComparison.Ordinal);
        Assert.Empty((await node.RunAsync("receive", "--wallet", alice.Path, "--quiet")).Ok().Error);
    }

    [Fact]
    public async Task Sends_of_one_account_at_once_are_put_in_order_and_none_is_lost()
    {
        WalletInfo alice = await node.FundedWalletAsync(), bob = node.NewWallet();
        Outcome[] outcomes = await Task.WhenAll(Enumerable.Range(1, 8).Select(i =>
            node.RunAsync("send", bob.Address.ToString(), "0.0" + i.ToString(CultureInfo.InvariantCulture), "--wallet", alice.Path)));
        Assert.All(outcomes, outcome => outcome.Ok());
        Assert.Equal(9, (await node.RunAsync("chain", alice.Address.ToString(), "--json")).Ok().Json.GetProperty("total").GetInt32());
        Assert.Equal(1_000_000UL - 360_000UL, await node.BalanceAsync(alice.Address, "XUSD"));
        JsonElement received = (await node.RunAsync("receive", "--wallet", bob.Path, "--json")).Ok().Json;
        Assert.Equal(8, received.GetArrayLength());
        Assert.Equal(360_000UL, await node.BalanceAsync(bob.Address, "XUSD"));
    }

    [Fact]
    public async Task What_the_account_cannot_do_is_refused_before_anything_is_submitted()
    {
        WalletInfo alice = await node.FundedWalletAsync(), bob = node.NewWallet();
        (await node.RunAsync("send", bob.Address.ToString(), "1.000001", "--wallet", alice.Path)).Fails(1, "insufficient XUSD: have 1, need 1.000001");
        (await node.RunAsync("send", bob.Address.ToString(), "1", "--asset", "XE", "--wallet", alice.Path)).Fails(1, "insufficient XE: have 0, need 1");
        (await node.RunAsync("send", bob.Address.ToString(), "0", "--wallet", alice.Path)).Fails(1, "amount must be > 0");
        (await node.RunAsync("send", alice.Address.ToString(), "0.1", "--wallet", alice.Path)).Fails(1, "cannot send to self");
        (await node.RunAsync("send", bob.Address.ToString(), "0.1", "--wallet", alice.Path, "--memo", new string('m', 65))).Fails(1, "memo too long: 65 bytes (max 64)");
        (await node.RunAsync("burn", "1", "--wallet", alice.Path, "--yes")).Fails(1, "insufficient XE");
        (await node.RunAsync("receive", new string('a', 64), "--wallet", alice.Path)).Fails(1, "is pending for");
        (await node.RunAsync("block", "get", new string('a', 64))).Fails(1, "block not found");
        Assert.Equal(1, (await node.RunAsync("chain", alice.Address.ToString(), "--json")).Ok().Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_refusal_of_the_ledger_comes_through_with_its_text_and_flag()
    {
        WalletInfo alice = await node.FundedWalletAsync();
        JsonElement error = (await node.RunAsync("mint", "5", "--wallet", alice.Path, "--json")).Fails(1, "block rejected: ").ErrorJson;
        Assert.Equal("block_rejected", error.GetProperty("code").GetString());
        Assert.False(error.GetProperty("retryable").GetBoolean());
    }

    [Fact]
    public async Task The_networks_minter_mints_and_its_treasury_sends_and_burns()
    {
        WalletInfo minter = node.RoleWallet("minter"), treasury = node.RoleWallet("treasury");
        (await node.RunAsync("claim", "--wallet", minter.Path)).Ok();
        ulong before = await node.BalanceAsync(minter.Address, "XUSD");
        (await node.RunAsync("mint", "12.5", "--wallet", minter.Path)).Ok();
        Assert.Equal(before + 12_500_000, await node.BalanceAsync(minter.Address, "XUSD"));
        ulong supply = await node.BalanceAsync(treasury.Address, "XE");
        (await node.RunAsync("burn", "0.000001", "--wallet", treasury.Path, "--yes")).Ok();
        Assert.Equal(supply - 1, await node.BalanceAsync(treasury.Address, "XE"));
        JsonElement audit = (await node.RunAsync("supply", "--json")).Ok().Json;
        Assert.True(audit.GetProperty("conserved").GetBoolean());
    }

    [Fact]
    public async Task A_first_block_delegates_to_a_representative_that_votes()
    {
        WalletInfo alice = await node.FundedWalletAsync();
        JsonElement first = (await node.RunAsync("chain", alice.Address.ToString(), "--json")).Ok().Json.GetProperty("blocks")[0];
        Assert.Equal(DevNetwork.Generated.Secret("node-0").Address.ToString(), first.GetProperty("representative").GetString());
        WalletInfo bob = node.NewWallet();
        (await node.RunAsync("claim", "--wallet", bob.Path, "--representative", bob.Address.ToString())).Ok();
        JsonElement own = (await node.RunAsync("chain", bob.Address.ToString(), "--json")).Ok().Json.GetProperty("blocks")[0];
        Assert.Equal(bob.Address.ToString(), own.GetProperty("representative").GetString());
    }

    [Fact]
    public async Task The_node_can_search_the_work()
    {
        WalletInfo alice = node.NewWallet();
        Outcome outcome = await node.RunAsync("claim", "--wallet", alice.Path, "--node-work");
        // A node without the route says so; it never gets a block without work.
        if (outcome.ExitCode != 0)
            outcome.Fails(1, "/pow");
        else
            Assert.Equal(1_000_000UL, await node.BalanceAsync(alice.Address, "XUSD"));
    }
}
