using System.Net;
using System.Net.Sockets;
using Xe.Client.Wallets;
using Xe.Tool.Tests.Support;

namespace Xe.Tool.Tests;

[Collection(SharedNode.Name)]
public sealed class BadInputTests(NodeFixture node)
{
    [Fact]
    public async Task A_node_that_is_not_there_is_named()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        string url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        listener.Stop();
        Outcome outcome = await XeCli.RunAsync("balance", new string('a', 64), "--node", url, "--json");
        outcome.Fails(1, $"the node at {url}/ cannot be reached");
        Assert.Equal("node_unreachable", outcome.ErrorJson.GetProperty("code").GetString());
        Assert.True(outcome.ErrorJson.GetProperty("retryable").GetBoolean());
        (await XeCli.RunAsync("balance", new string('a', 64), "--node", "ftp://x")).Fails(1, "must start with http:// or https://");
    }

    [Fact]
    public async Task A_node_that_does_not_answer_is_not_waited_for_longer_than_asked()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        Outcome outcome = await XeCli.RunAsync("supply", "--node", $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}", "--timeout", "0.3");
        outcome.Fails(1, "did not answer within");
    }

    [Fact]
    public async Task Without_any_node_the_ways_to_name_one_are_told()
    {
        using TempDirectory directory = new();
        Outcome outcome = await XeProcess.RunProgramAsync("dotnet", ["exec", XeProcess.Program, "balance", new string('a', 64)], directory: directory.Path);
        outcome.Fails(1, "start one with 'dotnet xe node start', or name one with --node URL or --data DIR");
        (await XeCli.RunAsync("balance", new string('a', 64), "--data", directory.Path)).Fails(1, "no node runs on " + directory.Path);
    }

    [Fact]
    public async Task A_wrong_token_is_refused_with_the_way_to_the_right_one()
    {
        WalletInfo wallet = node.NewWallet();
        Dictionary<string, string?> environment = new() { ["XE_TOKEN"] = new string('0', 64) };
        Outcome outcome = await XeProcess.RunAsync(["claim", "--wallet", wallet.Path, "--node", node.ApiUrl.ToString(), "--json"], null, environment);
        outcome.Fails(1, "api.token");
        Assert.Equal("unauthorized", outcome.ErrorJson.GetProperty("code").GetString());
        environment["XE_TOKEN"] = node.Token;
        (await XeProcess.RunAsync(["claim", "--wallet", wallet.Path, "--node", node.ApiUrl.ToString()], null, environment)).Ok();
    }

    [Fact]
    public async Task Neither_wallet_nor_password_are_touched_where_the_node_is_missing()
    {
        using TempDirectory directory = new();
        (await XeCli.RunAsync("claim", "--wallet", directory.File("none.seed"), "--data", directory.Path)).Fails(1, "no node runs on");
        (await node.RunAsync("claim", "--wallet", directory.File("none.seed"))).Fails(1, "no wallet found at");
        (await node.RunAsync("balance", "--wallet", directory.File("none.seed"))).Fails(1, "no wallet found at");
        (await node.RunAsync("balance", new string('a', 64), "--wallet", "x")).Fails(2, "exclude each other");
    }

    [Theory]
    [InlineData("", "standard input holds no block")]
    [InlineData("{\"type\":\"send\",\"balance\":-1}", "standard input holds no block")]
    [InlineData("{\"type\":\"nonsense\"}", "unknown block type")]
    [InlineData("{\"type\":\"genesis\",\"hash\":\"00\"}", "/blocks/genesis")]
    [InlineData("{\"type\":\"send\"}", "block rejected: verify: ")]
    public async Task A_block_that_is_none_is_not_submitted(string input, string error)
    {
        Outcome outcome = await XeProcess.RunAsync(["block", "submit", "--data", node.Data], input);
        outcome.Fails(1, error);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public async Task Of_many_blocks_each_is_answered()
    {
        Outcome outcome = await XeProcess.RunAsync(["block", "submit", "--jsonl", "--json", "--data", node.Data], "nonsense\n{\"type\":\"send\"}\n");
        Assert.Equal(1, outcome.ExitCode);
        string[] answers = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, answers.Length);
        Assert.All(answers, answer => Assert.Contains("\"on_chain\":false", answer, StringComparison.Ordinal));
    }
}
