using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Xe.Core.Genesis;
using Xe.Core.Views;
using Xe.Node.Hosting;
using Xe.Node.Tests.Support;

namespace Xe.Node.Tests.Hosting;

/// <summary>What keeps a node from starting is told clearly, and nothing stays open.</summary>
public sealed class StartFailureTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "xe-node-tests-" + Guid.NewGuid().ToString("n"));

    private NodeOptions Options => TestNode.Options with { DataDirectory = _directory };

    public void Dispose()
    {
        if (Directory.Exists(_directory))
            Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task An_api_port_in_use_is_fatal_before_anything_is_made()
    {
        using Socket taken = Listener(out int port);
        NodeStartException e = await Fails(Options with { ApiPort = port }, "address_in_use");
        Assert.Contains($"127.0.0.1:{port} is in use", e.Message, StringComparison.Ordinal);
        Assert.Contains("--api-port", e.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory));
        taken.Dispose();
        await StartsAndStops(Options with { ApiPort = port });
    }

    [Fact]
    public async Task A_metrics_port_in_use_is_fatal_too()
    {
        using Socket taken = Listener(out int port);
        NodeStartException e = await Fails(Options with { MetricsAddress = $"127.0.0.1:{port}" }, "address_in_use");
        Assert.Contains("--metrics-addr", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", 8080)]
    [InlineData("256.1.1.1", 8080)]
    [InlineData("192.0.2.1", 8080)]
    [InlineData("127.0.0.1", 70000)]
    [InlineData("127.0.0.1", -1)]
    public async Task An_address_that_cannot_be_is_fatal(string host, int port) =>
        await Fails(Options with { ApiBind = host, ApiPort = port }, "address_invalid");

    [Theory]
    [InlineData("9095")]
    [InlineData("localhost:")]
    [InlineData("localhost:x")]
    [InlineData("127.0.0.1:70000")]
    public async Task A_metrics_address_that_is_none_is_fatal(string address) => await Fails(Options with { MetricsAddress = address }, "address_invalid");

    [Fact]
    public async Task A_data_directory_in_use_is_fatal_and_the_first_node_goes_on()
    {
        await using TestNode first = await TestNode.StartAsync(Options);
        NodeStartException e = await Fails(Options, "data_locked");
        Assert.Contains(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), e.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/node")).Status);
        Assert.Equal(first.Node.ApiToken, await File.ReadAllTextAsync(Path.Combine(_directory, "api.token")));
        Assert.True(File.Exists(Path.Combine(_directory, "node.json")));
    }

    [Fact]
    public async Task A_foreign_genesis_is_fatal_and_changes_nothing()
    {
        await StartsAndStops(Options);
        Assert.True(GenesisGenerator.TryGenerate(DevNetwork.Options with { Name = "other" }, out GeneratedNetwork? other, out _));
        NodeStartException e = await Fails(Options with { Genesis = other.Pair }, "genesis_mismatch");
        Assert.StartsWith("genesis mismatch: this data dir belongs to a different network", e.Message, StringComparison.Ordinal);
        await StartsAndStops(Options);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(1000)]
    public async Task A_key_file_of_another_length_is_fatal_and_stays_as_it_is(int length)
    {
        await StartsAndStops(Options);
        string path = Path.Combine(_directory, "node.key");
        await File.WriteAllBytesAsync(path, new byte[length]);
        NodeStartException e = await Fails(Options, "key_file");
        Assert.StartsWith($"corrupt key file {path}: expected 32 bytes, got {length}", e.Message, StringComparison.Ordinal);
        Assert.Equal(length, new FileInfo(path).Length);
    }

    [Fact]
    public async Task A_directory_in_place_of_the_key_file_is_fatal()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "node.key"));
        await Fails(Options, "key_file");
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_made_is_fatal()
    {
        Directory.CreateDirectory(_directory);
        string file = Path.Combine(_directory, "file");
        await File.WriteAllTextAsync(file, "");
        await Fails(Options with { DataDirectory = Path.Combine(file, "data") }, "data_unusable");
    }

    [Fact]
    public async Task A_damaged_ledger_file_is_fatal()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "ledger"));
        await File.WriteAllTextAsync(Path.Combine(_directory, "ledger", "ledger.db"), new string('x', 8192));
        await Fails(Options, "store_failed");
    }

    [Fact]
    public async Task Genesis_files_are_read_whole_or_refused()
    {
        await Fails(Options with { GenesisDirectory = _directory }, "genesis_invalid");
        await Fails(Options with { GenesisDirectory = _directory, LedgerGenesisPath = "x" }, "options_invalid");
        await Fails(Options with { LedgerGenesisPath = "x" }, "options_invalid");
        Directory.CreateDirectory(_directory);
        await File.WriteAllBytesAsync(Path.Combine(_directory, "ledger-genesis.json"), DevNetwork.Pair.Documents.Ledger.ToArray());
        await File.WriteAllTextAsync(Path.Combine(_directory, "statechain-genesis.json"), "{}");
        await Fails(Options with { GenesisDirectory = _directory }, "genesis_invalid");
        Assert.False(Directory.Exists(Path.Combine(_directory, "ledger")));
    }

    [Fact]
    public async Task A_genesis_directory_without_rules_has_the_public_ones()
    {
        string root = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(root, "genesis", "testnet-0003")))
            root = Path.GetDirectoryName(root)!;
        await using TestNode node = await TestNode.StartAsync(Options with { GenesisDirectory = Path.Combine(root, "genesis", "testnet-0003") });
        NodeView view = await node.GetAsync("/node", ViewsJson.Default.NodeView);
        Assert.Equal("testnet-0003", view.NetworkId);
        Assert.Equal("fffff80000000000", view.PowDifficulty);
        Assert.Equal("ffffc00000000000", view.ChatPowDifficulty);
        Assert.Equal((5UL, 120_000_000_000L, 60_000_000_000L), (view.LeaseTiming.MinDurationSecs, view.LeaseTiming.SettleGraceNs, view.LeaseTiming.MaxAttestationSkewNs));
    }

    [Fact]
    public async Task The_data_directory_tells_how_to_reach_the_node_while_it_runs()
    {
        TestNode node = await TestNode.StartAsync(Options);
        NodeFile file = JsonSerializer.Deserialize(await File.ReadAllTextAsync(Path.Combine(_directory, "node.json")), ViewsJson.Default.NodeFile)!;
        Assert.Equal(Environment.ProcessId, file.Pid);
        Assert.Equal(node.Node.ApiUrl, new Uri(file.ApiUrl!));
        Assert.Equal(node.Node.OpsUrl, new Uri(file.OpsUrl!));
        Assert.Equal(DevNetwork.Pair.NetworkId, file.NetworkId);
        string token = await File.ReadAllTextAsync(Path.Combine(_directory, "api.token"));
        Assert.Matches("^[0-9a-f]{64}$", token);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_directory, "api.token")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_directory, "node.key")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_directory));
        }
        await node.DisposeAsync();
        Assert.False(File.Exists(Path.Combine(_directory, "node.json")));
        Assert.False(File.Exists(Path.Combine(_directory, "api.token")));

        await using TestNode again = await TestNode.StartAsync(Options);
        Assert.NotEqual(token, again.Node.ApiToken);
        Assert.Equal(node.Node.Core.Key.Address, again.Node.Core.Key.Address);
    }

    [Fact]
    public async Task A_stop_in_the_middle_of_requests_ends_in_time()
    {
        TestNode node = await TestNode.StartAsync(Options);
        using CancellationTokenSource done = new();
        Task load = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                try
                {
                    await node.GetAsync("/node");
                }
                catch (HttpRequestException)
                {
                    return;
                }
            }
        });
        await Task.Delay(100);
        await node.Node.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));
        await done.CancelAsync();
        await load;
        await StartsAndStops(Options);
    }

    private static Socket Listener(out int port)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        return socket;
    }

    private static async Task<NodeStartException> Fails(NodeOptions options, string code)
    {
        NodeStartException e = await Assert.ThrowsAsync<NodeStartException>(() => XeNode.StartAsync(options, NullLoggerFactory.Instance));
        Assert.Equal(code, e.Code);
        return e;
    }

    private static async Task StartsAndStops(NodeOptions options)
    {
        await using TestNode node = await TestNode.StartAsync(options);
        Assert.Equal(HttpStatusCode.OK, (await node.GetAsync("/node")).Status);
    }
}
