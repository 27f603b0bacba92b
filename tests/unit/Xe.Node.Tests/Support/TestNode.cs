using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging.Abstractions;
using Xe.Core.Blocks;
using Xe.Core.Genesis;
using Xe.Core.Keys;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Node.Hosting;

namespace Xe.Node.Tests.Support;

/// <summary>A real node on the development network with its API on a free loopback port, and a client of it.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly HttpClient _http;

    private TestNode(XeNode node)
    {
        Node = node;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = node.ApiUrl, Timeout = TimeSpan.FromSeconds(30) };
    }

    public static NodeOptions Options { get; } = new()
    {
        DataDirectory = "",
        NoNetwork = true,
        ApiPort = 0,
        MetricsAddress = "127.0.0.1:0",
        ReadyMinPeers = 0,
    };

    public XeNode Node { get; }

    public HttpClient Http => _http;

    public static AccountKey Treasury { get; } = AccountKey.FromSeed(DevNetwork.Generated.Secret("treasury").Seed);

    public static async Task<TestNode> StartAsync(NodeOptions? options = null, TimeProvider? clock = null) =>
        new(await XeNode.StartAsync(options ?? Options, NullLoggerFactory.Instance, clock));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Node.DisposeAsync();
    }

    public async Task<Answer> GetAsync(string path)
    {
        using HttpResponseMessage response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return await Answer.OfAsync(response);
    }

    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type)
    {
        Answer answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return JsonSerializer.Deserialize(answer.Text, type)!;
    }

    /// <summary>Posts with the node's token.</summary>
    public Task<Answer> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body, Node.ApiToken);

    public Task<Answer> PostAsync(WireBlock block) => PostAsync("/blocks/" + block.Type, BlockJson.ToText(block));

    public async Task<Answer> SendAsync(
        HttpMethod method, string path, string? body = null, string? token = null, string contentType = "application/json", Action<HttpRequestMessage>? adjust = null)
    {
        using HttpRequestMessage request = new(method, new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            if (contentType.Length > 0)
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        adjust?.Invoke(request);
        using HttpResponseMessage response = await _http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>Where an account stands, as the node says.</summary>
    public ChainTip Tip(Address account) => Node.Core.Ledger.State.GetAccount(account) is { } state
        ? new ChainTip(account, state.Frontier, state.Xe ?? 0, state.Xusd ?? 0, state.LastTimestamp)
        : ChainTip.Unopened(account);

    /// <summary>Waits until a condition holds; fails after ten seconds.</summary>
    public static async Task Eventually(Func<Task<bool>> condition, string what)
    {
        for (int i = 0; i < 500; i++)
        {
            if (await condition())
                return;
            await Task.Delay(20);
        }
        Assert.Fail("did not happen: " + what);
    }
}
