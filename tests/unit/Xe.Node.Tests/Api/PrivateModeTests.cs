using System.Globalization;
using System.Net;
using System.Text.Json;
using Xe.Core.Blocks;
using Xe.Node.Tests.Support;

namespace Xe.Node.Tests.Api;

/// <summary>Private mode, the default: the token, the host, the origin, the content type (architecture §7).</summary>
public sealed class PrivateModeTests : IAsyncLifetime
{
    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task Every_post_route_refuses_whoever_has_no_token()
    {
        JsonElement manifest = (await _node.GetAsync("/")).Json;
        string[] writes = [.. manifest.GetProperty("endpoints").EnumerateArray()
            .Where(e => e.GetProperty("method").GetString() == "POST").Select(e => e.GetProperty("path").GetString()!)];
        Assert.True(writes.Length >= 14, string.Join(' ', writes));
        int client = 0;
        foreach (string path in writes)
        {
            foreach (string? token in (string?[])[null, "", "wrong", new('0', 64), _node.Node.ApiToken + "0", _node.Node.ApiToken[1..]])
            {
                string where = path.Replace("{leaseHash}", new string('0', 64), StringComparison.Ordinal);
                // Another client each time: the strangers' rate is not what is tested here.
                string from = string.Create(CultureInfo.InvariantCulture, $"198.51.100.{++client % 250}-{client}");
                Answer answer = await _node.SendAsync(HttpMethod.Post, where, "{}", token, adjust: r => r.Headers.Add("X-Forwarded-For", from));
                Assert.True(answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, $"{path} with \"{token}\": {answer.Status}");
                Shape.Check(answer.Json, "error:s");
            }
        }
        Assert.Equal(1, _node.Node.Core.Ledger.State.BlockCount);
    }

    [Fact]
    public async Task The_token_opens_the_write_routes()
    {
        Wallet alice = Wallet.New();
        Assert.Equal(HttpStatusCode.Created, (await _node.PostAsync(alice.Claim(ChainTip.Unopened(alice.Address)))).Status);
    }

    [Theory]
    [InlineData("bearer {0}")]
    [InlineData("Bearer  {0}")]
    [InlineData("{0}")]
    [InlineData("Basic {0}")]
    public async Task The_header_has_one_exact_form(string format)
    {
        string header = string.Format(CultureInfo.InvariantCulture, format, _node.Node.ApiToken);
        Answer answer = await _node.SendAsync(HttpMethod.Post, "/blocks/send", "{}", adjust: r => r.Headers.TryAddWithoutValidation("Authorization", header));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
    }

    [Theory]
    [InlineData("evil.example", false)]
    [InlineData("evil.example:80", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST:1", true)]
    [InlineData("127.0.0.1:8080", true)]
    [InlineData("[::1]:8080", true)]
    public async Task Only_local_host_names_are_answered(string host, bool allowed)
    {
        Answer answer = await _node.SendAsync(HttpMethod.Get, "/node", adjust: r => r.Headers.Host = host);
        Assert.Equal(allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.Status);
    }

    [Fact]
    public async Task A_host_that_the_operator_names_is_answered()
    {
        await using TestNode node = await TestNode.StartAsync(TestNode.Options with { ApiHosts = ["my.node"] });
        Assert.Equal(HttpStatusCode.OK, (await node.SendAsync(HttpMethod.Get, "/node", adjust: r => r.Headers.Host = "my.node:99")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await node.SendAsync(HttpMethod.Get, "/node", adjust: r => r.Headers.Host = "my.node.evil")).Status);
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:3001", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:3000", HttpStatusCode.BadRequest)]
    public async Task Foreign_origins_may_not_write_even_with_the_token(string origin, HttpStatusCode expected)
    {
        Answer answer = await _node.SendAsync(HttpMethod.Post, "/blocks/send", "{}", _node.Node.ApiToken, adjust: r => r.Headers.Add("Origin", origin));
        Assert.Equal(expected, answer.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/jsonp")]
    public async Task Writes_are_json(string contentType) =>
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await _node.SendAsync(HttpMethod.Post, "/blocks/send", "{}", _node.Node.ApiToken, contentType)).Status);

    [Fact]
    public async Task A_charset_with_the_content_type_is_fine() =>
        Assert.Equal("block type mismatch", (await _node.SendAsync(HttpMethod.Post, "/blocks/send", "{}", _node.Node.ApiToken, "application/json; charset=utf-8")).Error);

    [Fact]
    public async Task The_owner_is_not_rate_limited()
    {
        for (int i = 0; i < 120; i++)
            Assert.Equal(HttpStatusCode.BadRequest, (await _node.PostAsync("/blocks/send", "{}")).Status);
    }
}
