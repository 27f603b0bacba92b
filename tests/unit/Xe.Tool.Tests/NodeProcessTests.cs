using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Xe.Client.Nodes;
using Xe.Tool.Tests.Support;

namespace Xe.Tool.Tests;

/// <summary>Nodes as processes of their own, driven by command lines as processes of their own.</summary>
public sealed class NodeProcessTests
{
    private static readonly string[] Quiet = ["--listen", "127.0.0.1", "--port", "0", "--api-port", "0", "--metrics-addr", "", "--no-network"];

    [Fact]
    public async Task A_node_starts_in_the_background_keeps_what_it_took_over_a_restart_and_stops()
    {
        using TempDirectory directory = new();
        Dictionary<string, string?> environment = new() { ["XE_DATA"] = directory.File("node"), ["XE_WALLET_DIR"] = directory.File("wallets") };
        Task<Outcome> Xe(params string[] args) => XeProcess.RunAsync(args, null, environment);
        Assert.Equal(1, (await Xe("node", "status")).ExitCode);
        JsonElement started = (await Xe(["node", "start", "--json", .. Quiet])).Ok().Json;
        try
        {
            Assert.StartsWith("http://127.0.0.1:", started.GetProperty("api_url").GetString(), StringComparison.Ordinal);
            (await Xe(["node", "start", .. Quiet])).Fails(1, "a node runs on");
            (await Xe("wallet", "new", "alice", "--no-encryption", "-q")).Ok();
            (await Xe("claim", "--wallet", "alice", "--wait")).Ok();
            string before = (await Xe("chain", "--wallet", "alice", "--json")).Ok().Output;
            JsonElement status = (await Xe("node", "status", "--json")).Ok().Json;
            Assert.True(status.GetProperty("running").GetBoolean());
            Assert.Equal(started.GetProperty("pid").GetInt32(), status.GetProperty("process").GetProperty("pid").GetInt32());
            Assert.Equal(2, status.GetProperty("node").GetProperty("block_count").GetInt32());

            JsonElement stopped = (await Xe("node", "stop", "--json")).Ok().Json;
            Assert.True(stopped.GetProperty("clean").GetBoolean());
            Assert.False(File.Exists(directory.File("node/node.json")));
            (await Xe("node", "stop")).Fails(1, "no node runs on");
            (await Xe("balance", "--wallet", "alice")).Fails(1, "no node runs on");

            (await Xe(["node", "start", "--quiet", .. Quiet])).Ok();
            Assert.Equal(before, (await Xe("chain", "--wallet", "alice", "--json")).Ok().Output);
        }
        finally
        {
            await Xe("node", "stop", "--quiet");
        }
    }

    [Fact]
    public async Task A_killed_node_leaves_a_note_behind_that_nobody_believes()
    {
        using TempDirectory directory = new();
        Dictionary<string, string?> environment = new() { ["XE_DATA"] = directory.Path };
        JsonElement started = (await XeProcess.RunAsync(["node", "start", "--json", .. Quiet], null, environment)).Ok().Json;
        using (Process process = Process.GetProcessById(started.GetProperty("pid").GetInt32()))
        {
            process.Kill();
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }
        Assert.True(File.Exists(directory.File("node.json")));
        Assert.Equal(1, (await XeProcess.RunAsync(["node", "status"], null, environment)).ExitCode);
        (await XeProcess.RunAsync(["node", "start", "--quiet", .. Quiet], null, environment)).Ok();
        (await XeProcess.RunAsync(["node", "stop"], null, environment)).Ok();
    }

    [Fact]
    public async Task A_node_in_the_foreground_says_what_it_does_on_stdout_and_stops_on_a_signal()
    {
        if (OperatingSystem.IsWindows())
            return;
        using TempDirectory directory = new();
        using Process process = XeProcess.Start("dotnet", ["exec", XeProcess.Program, "node", "run", "--data", directory.Path, .. Quiet]);
        Task<string> error = process.StandardError.ReadToEndAsync();
        List<string> lines = [];
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)) is { } line)
        {
            lines.Add(line);
            if (line.StartsWith("Public key:", StringComparison.Ordinal))
                Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExit();
        }
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(0, process.ExitCode);
        Assert.Contains(lines, line => line.StartsWith("API listening on port ", StringComparison.Ordinal));
        Assert.Contains("Received SIGTERM, shutting down...", lines);
        Assert.Contains("level=INFO", await error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("corrupt key file")]
    [InlineData("in use")]
    [InlineData("genesis")]
    [InlineData("different network")]
    public async Task A_start_that_fails_names_the_reason_and_leaves_nothing_behind(string reason)
    {
        using TempDirectory directory = new();
        using TcpListener taken = new(IPAddress.Loopback, 0);
        string data = directory.File("node");
        List<string> args = [.. Quiet];
        switch (reason)
        {
            case "corrupt key file":
                Directory.CreateDirectory(data);
                directory.Write("node/node.key", "short");
                break;
            case "in use":
                taken.Start();
                args[args.IndexOf("--api-port") + 1] = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
                break;
            case "genesis":
                args.AddRange(["--genesis-dir", directory.File("nowhere")]);
                break;
            default:
                (await XeProcess.RunAsync(["node", "start", "--data", data, "-q", .. Quiet])).Ok();
                (await XeProcess.RunAsync(["node", "stop", "--data", data, "-q"])).Ok();
                args.AddRange(["--genesis-dir", Path.Combine(Checkout.Root, "genesis", "testnet-0003")]);
                break;
        }
        Outcome outcome = await XeProcess.RunAsync(["node", "start", "--data", data, .. args]);
        outcome.Fails(1, reason);
        Assert.Empty(outcome.Output);
        Assert.Contains("log: ", outcome.Error, StringComparison.Ordinal);
        Assert.Null(new NodeDirectory(data).ReadRunning());
        Assert.False(File.Exists(Path.Combine(data, "api.token")));
    }

    [Fact]
    public async Task A_start_that_is_given_up_leaves_no_process_and_no_token()
    {
        using TempDirectory directory = new();
        using CancellationTokenSource giveUp = new();
        NodeStartOptions options = new() { DataDirectory = directory.Path, Program = new NodeProgram("dotnet", ["exec", XeProcess.Program]), Arguments = Quiet };
        Progress<string> atTheFirstLine = new(_ => giveUp.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => NodeProcess.StartAsync(options, atTheFirstLine, giveUp.Token));
        Assert.Null(new NodeDirectory(directory.Path).ReadRunning());
        Assert.False(File.Exists(directory.File("node.json")));
        Assert.False(File.Exists(directory.File("api.token")));
    }

    [Fact]
    public async Task A_node_of_a_generated_network_runs_with_its_own_key()
    {
        using TempDirectory directory = new();
        string net = directory.File("net"), data = directory.File("data");
        JsonElement made = (await XeCli.RunAsync("genesis", "new", net, "--name", "mine", "--rules", "dev", "--nodes", "2", "--delegate", "node-1=14000000", "--json", "-q")).Ok().Json;
        string secrets = made.GetProperty("secrets_directory").GetString()!;
        (await XeProcess.RunAsync(["node", "start", "--data", data, "-q", "--genesis-dir", net, "--node-key", Path.Combine(secrets, "node-0.seed"), .. Quiet])).Ok();
        try
        {
            JsonElement status = (await XeProcess.RunAsync(["node", "status", "--data", data, "--json"])).Ok().Json;
            JsonElement role = made.GetProperty("roles").EnumerateArray().Single(entry => entry.GetProperty("role").GetString() == "node-0");
            Assert.Equal(role.GetProperty("address").GetString(), status.GetProperty("node").GetProperty("address").GetString());
            Assert.Equal(made.GetProperty("network_id").GetString(), status.GetProperty("node").GetProperty("network_id").GetString());
            Outcome submitted = (await XeProcess.RunAsync(["block", "submit", "--jsonl", "--json", "--data", data], File.ReadAllText(made.GetProperty("allocation").GetString()!))).Ok();
            Assert.Equal(2, submitted.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
            string delegated = made.GetProperty("roles").EnumerateArray().Single(entry => entry.GetProperty("role").GetString() == "node-1").GetProperty("address").GetString()!;
            JsonElement balance = (await XeProcess.RunAsync(["balance", delegated, "--data", data, "--json"])).Ok().Json;
            Assert.Equal(14_000_000_000_000UL, balance.GetProperty("balances").GetProperty("XE").GetUInt64());
        }
        finally
        {
            await XeProcess.RunAsync(["node", "stop", "--data", data, "-q"]);
        }
    }
}
