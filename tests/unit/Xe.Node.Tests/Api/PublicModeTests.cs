using System.Net;
using Microsoft.Extensions.Time.Testing;
using Xe.Core.Blocks;
using Xe.Core.Views;
using Xe.Node.Hosting;
using Xe.Node.Tests.Support;

namespace Xe.Node.Tests.Api;

/// <summary>Public mode: no token for blocks, but rates (spec 08 §2.3), and the operator's token where the spec asks for one.</summary>
public sealed class PublicModeTests
{
    private static NodeOptions Options { get; } = TestNode.Options with { ApiMode = ApiMode.Public };

    [Fact]
    public async Task Anybody_may_submit_a_block_with_any_content_type_and_host()
    {
        await using TestNode node = await TestNode.StartAsync(Options);
        Wallet alice = Wallet.New();
        Answer answer = await node.SendAsync(
            HttpMethod.Post, "/blocks/claim", BlockJson.ToText(alice.Claim(ChainTip.Unopened(alice.Address))), null, "text/plain", r => r.Headers.Host = "public.example");
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
    }

    [Fact]
    public async Task Work_is_found_for_the_owner_only()
    {
        await using TestNode node = await TestNode.StartAsync(Options);
        string body = $$"""{"hash":"{{new string('a', 64)}}"}""";
        Assert.Equal(HttpStatusCode.Unauthorized, (await node.SendAsync(HttpMethod.Post, "/pow", body)).Status);
        Answer answer = await node.PostAsync("/pow", body);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        Shape.Check(answer.Json, "hash:s pow_nonce:n difficulty:s work:s");
        Assert.True(ulong.Parse(answer.Json.GetProperty("work").GetString()!, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture) >= 0xf000000000000000);
    }

    [Theory]
    [InlineData("""{"hash":"zz"}""", "hash must be 64 hex digits")]
    [InlineData("""{}""", "hash must be 64 hex digits")]
    [InlineData("""{"hash":5}""", "invalid request body")]
    [InlineData("""{"hash":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","difficulty":"xyz"}""", "difficulty must be at most 16 hex digits")]
    [InlineData("""{"hash":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","difficulty":"ffffffffffffffff"}""", "difficulty too high")]
    public async Task Bad_work_requests_get_a_reason(string body, string error)
    {
        await using TestNode node = await TestNode.StartAsync(Options);
        Answer answer = await node.PostAsync("/pow", body);
        Assert.Equal((HttpStatusCode.BadRequest, error), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Writes_run_out_after_fifty_and_come_back_ten_a_second()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        await using TestNode node = await TestNode.StartAsync(Options, clock);
        for (int i = 0; i < 50; i++)
            Assert.Equal(HttpStatusCode.BadRequest, (await Post(node)).Status);
        Answer refused = await Post(node);
        Assert.Equal((HttpStatusCode.TooManyRequests, """{"error":"rate limit exceeded"}""" + "\n"), (refused.Status, refused.Text));
        Assert.Equal("http://localhost:3000", refused.Headers["Access-Control-Allow-Origin"]);
        Assert.False(refused.Headers.ContainsKey("Retry-After"));
        // Another class, another client, and preflights are not touched.
        Assert.Equal(HttpStatusCode.OK, (await node.GetAsync("/node")).Status);
        Assert.Equal(HttpStatusCode.OK, (await node.GetAsync("/health")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await node.SendAsync(HttpMethod.Options, "/blocks/send")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(node, "198.51.100.7")).Status);
        // A POST of a probe's path counts as a write.
        Assert.Equal(HttpStatusCode.TooManyRequests, (await node.SendAsync(HttpMethod.Post, "/health", "{}")).Status);

        clock.Advance(TimeSpan.FromSeconds(0.35));
        for (int i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.BadRequest, (await Post(node)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Post(node)).Status);
    }

    [Fact]
    public async Task Probes_and_reads_have_buckets_of_their_own()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        await using TestNode node = await TestNode.StartAsync(Options, clock);
        for (int i = 0; i < 100; i++)
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await node.GetAsync(i % 2 == 0 ? "/health" : "/ready")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await node.GetAsync("/ready")).Status);
        for (int i = 0; i < 1000; i++)
            Assert.Equal(HttpStatusCode.NotFound, (await node.GetAsync("/nothing")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await node.GetAsync("/nothing")).Status);
    }

    [Theory]
    [InlineData("203.0.113.1, 198.51.100.2", null, "198.51.100.2")]
    [InlineData("203.0.113.1, ", "198.51.100.3", "198.51.100.3")]
    [InlineData(null, " 198.51.100.4 ", "198.51.100.4")]
    public async Task Behind_a_local_proxy_the_last_hop_is_the_client(string? forwarded, string? real, string client)
    {
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        await using TestNode node = await TestNode.StartAsync(Options, clock);
        for (int i = 0; i < 50; i++)
            Assert.Equal(HttpStatusCode.BadRequest, (await Post(node, client)).Status);
        Answer same = await node.SendAsync(HttpMethod.Post, "/blocks/send", "{}", adjust: r =>
        {
            if (forwarded is not null)
                r.Headers.TryAddWithoutValidation("X-Forwarded-For", forwarded);
            if (real is not null)
                r.Headers.TryAddWithoutValidation("X-Real-IP", real);
        });
        Assert.Equal(HttpStatusCode.TooManyRequests, same.Status);
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_given_up()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        await using TestNode node = await TestNode.StartAsync(Options, clock);
        using System.Net.Sockets.TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, node.Node.ApiUrl!.Port);
        System.Net.Sockets.NetworkStream stream = client.GetStream();
        await stream.WriteAsync("POST /blocks/send HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"u8.ToArray());
        byte[] buffer = new byte[4096];
        ValueTask<int> read = stream.ReadAsync(buffer);
        for (int i = 0; i < 100 && !read.IsCompleted; i++)
        {
            await Task.Delay(50);
            clock.Advance(TimeSpan.FromSeconds(10));
        }
        string response = System.Text.Encoding.ASCII.GetString(buffer, 0, await read);
        Assert.StartsWith("HTTP/1.1 400 ", response, StringComparison.Ordinal);
        Assert.Contains("invalid request body", response, StringComparison.Ordinal);
    }

    private static Task<Answer> Post(TestNode node, string? client = null) => node.SendAsync(HttpMethod.Post, "/blocks/send", "{}", adjust: r =>
    {
        if (client is not null)
            r.Headers.Add("X-Forwarded-For", client);
    });
}
