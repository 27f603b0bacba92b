using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Xe.Client.Http;
using Xe.Client.Wallets;
using Xe.Core.Genesis;
using Xe.Core.Keys;
using Xe.Core.Primitives;
using Xe.Node.Hosting;

namespace Xe.Tool.Tests.Support;

/// <summary>A node on the development network in the test process, found by commands through its data directory.</summary>
public sealed class NodeFixture : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _directory = new();
    private XeNode _node = null!;

    internal string Data => _directory.File("node");

    internal Uri ApiUrl => _node.ApiUrl!;

    internal string Token => _node.ApiToken;

    public async Task InitializeAsync() => _node = await XeNode.StartAsync(
        new NodeOptions { DataDirectory = Data, NoNetwork = true, ApiPort = 0, MetricsAddress = "" }, NullLoggerFactory.Instance);

    public async Task DisposeAsync() => await _node.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    internal XeClient Connect() => new(new XeClientOptions { BaseUri = ApiUrl, Token = Token });

    /// <summary>A plain wallet with a new key.</summary>
    internal WalletInfo NewWallet()
    {
        using AccountKey key = AccountKey.Generate();
        return WalletStore.Create(_directory.File($"w{Guid.NewGuid():n}.seed"), key, password: null);
    }

    /// <summary>The wallet of one of the network's well-known keys.</summary>
    internal WalletInfo RoleWallet(string role)
    {
        string path = _directory.File(role + ".seed");
        using AccountKey key = AccountKey.FromSeed(DevNetwork.Generated.Secret(role).Seed);
        return File.Exists(path) ? WalletStore.Read(path) : WalletStore.Create(path, key, password: null);
    }

    /// <summary>Runs a command against the node.</summary>
    internal Task<Outcome> RunAsync(params string[] args) => XeCli.RunAsync([.. args, "--data", Data]);

    /// <summary>A wallet with some XUSD, each claimed.</summary>
    internal async Task<WalletInfo> FundedWalletAsync(int claims = 1)
    {
        WalletInfo wallet = NewWallet();
        for (int i = 0; i < claims; i++)
            (await RunAsync("claim", "--wallet", wallet.Path, "--quiet")).Ok();
        return wallet;
    }

    internal async Task<ulong> BalanceAsync(Address account, string asset)
    {
        JsonElement balances = (await RunAsync("balance", account.ToString(), "--json")).Ok().Json.GetProperty("balances");
        return balances.TryGetProperty(asset, out JsonElement amount) ? amount.GetUInt64() : 0;
    }
}
