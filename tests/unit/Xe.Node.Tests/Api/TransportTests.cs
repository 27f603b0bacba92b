using System.Net;
using System.Net.Sockets;
using System.Text;
using Xe.Node.Tests.Support;

namespace Xe.Node.Tests.Api;

/// <summary>What holds for every request: spec 08 §2.</summary>
public sealed class TransportTests(SharedNode shared) : IClassFixture<SharedNode>
{
    private TestNode Node => shared.Node;

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/node/")]
    [InlineData("/NODE")]
    [InlineData("/blocks/")]
    [InlineData("/accounts//balance/")]
    [InlineData("/accounts/a/b/c")]
    [InlineData("/blocks/genesis/x")]
    public async Task Unknown_paths_are_plain_404(string path)
    {
        Answer answer = await Node.GetAsync(path);
        if (answer.Status == HttpStatusCode.MovedPermanently)
            answer = await Node.GetAsync(answer.Headers["Location"]);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("404 page not found\n", answer.Text);
        Assert.Equal("text/plain; charset=utf-8", answer.ContentType);
        ExpectCors(answer);
    }

    [Theory]
    [InlineData("POST", "/node", "GET, HEAD")]
    [InlineData("DELETE", "/blocks/send", "GET, HEAD, POST")]
    [InlineData("PUT", "/statechain/blocks", "GET, HEAD, POST")]
    [InlineData("POST", "/health", "GET, HEAD")]
    public async Task Wrong_methods_are_plain_405_with_allow(string method, string path, string allow)
    {
        Answer answer = await Node.SendAsync(new HttpMethod(method), path, token: Node.Node.ApiToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
        Assert.Equal("Method Not Allowed\n", answer.Text);
        Assert.Equal(allow, answer.Headers["Allow"]);
        ExpectCors(answer);
    }

    [Fact]
    public async Task There_is_no_route_that_submits_a_genesis() =>
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await Node.PostAsync("/blocks/genesis", "{}")).Status);

    [Theory]
    [InlineData("//node", "/node")]
    [InlineData("/accounts/../node", "/node")]
    [InlineData("/./node", "/node")]
    [InlineData("/../../node", "/node")]
    [InlineData("/blocks//recent?limit=2", "/blocks/recent?limit=2")]
    public async Task Unclean_paths_are_redirected(string target, string location)
    {
        string response = await RawAsync($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 301 ", response, StringComparison.Ordinal);
        Assert.Contains($"\r\nLocation: {location}\r\n", response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/anything/at/all")]
    [InlineData("/node")]
    public async Task Options_answers_204_for_any_path(string path)
    {
        Answer answer = await Node.SendAsync(HttpMethod.Options, path);
        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal("", answer.Text);
        ExpectCors(answer);
    }

    [Fact]
    public async Task Head_is_accepted_where_get_is()
    {
        Answer head = await Node.SendAsync(HttpMethod.Head, "/delegation");
        Answer get = await Node.GetAsync("/delegation");
        Assert.Equal(HttpStatusCode.OK, head.Status);
        Assert.Equal("", head.Text);
        Assert.Equal(get.Text.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), head.Headers["Content-Length"]);
        Assert.Equal(HttpStatusCode.NotFound, (await Node.SendAsync(HttpMethod.Head, "/blocks/none")).Status);
    }

    [Fact]
    public async Task Segments_are_decoded_after_splitting()
    {
        Answer answer = await Node.GetAsync("/accounts/a%2Fb/balance");
        Assert.Equal("a/b", answer.Json.GetProperty("address").GetString());
        Assert.Equal(HttpStatusCode.OK, (await Node.GetAsync("/statechain/kv/sys%2Enetwork_id")).Status);
    }

    [Fact]
    public async Task The_absolute_form_of_a_target_is_understood()
    {
        string response = await RawAsync($"GET http://localhost:{Node.Node.ApiUrl!.Port}/delegation?x=1 HTTP/1.1\r\nHost: localhost:{Node.Node.ApiUrl.Port}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("garbage\r\n\r\n")]
    [InlineData("GET / HTTP/9.9\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n")]
    public async Task Requests_that_are_no_http_are_refused_and_the_node_goes_on(string request)
    {
        string response = await RawAsync(request);
        Assert.Matches("^HTTP/1.1 (400|505) ", response);
        Assert.Equal(HttpStatusCode.OK, (await Node.GetAsync("/node")).Status);
    }

    [Fact]
    public async Task Headers_beyond_the_limit_are_refused()
    {
        string response = await RawAsync($"GET / HTTP/1.1\r\nHost: localhost\r\nX-Fill: {new string('a', 40_000)}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 431 ", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_sends_its_headers_too_slowly_is_cut_off()
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, Node.Node.ApiUrl!.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: loc"u8.ToArray());
        // The server's limit is 10 s of its own clock.
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(25));
        using StreamReader reader = new(stream, Encoding.ASCII);
        string response = await reader.ReadToEndAsync(limit.Token);
        Assert.StartsWith("HTTP/1.1 408 ", response, StringComparison.Ordinal);
    }

    private static void ExpectCors(Answer answer)
    {
        Assert.Equal("http://localhost:3000", answer.Headers["Access-Control-Allow-Origin"]);
        Assert.Equal("GET, POST, OPTIONS", answer.Headers["Access-Control-Allow-Methods"]);
        Assert.Equal("Content-Type, Authorization", answer.Headers["Access-Control-Allow-Headers"]);
        Assert.Equal("3600", answer.Headers["Access-Control-Max-Age"]);
        Assert.False(answer.Headers.ContainsKey("Server"));
    }

    private async Task<string> RawAsync(string request)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, Node.Node.ApiUrl!.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using StreamReader reader = new(stream, Encoding.ASCII);
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(15));
        return await reader.ReadToEndAsync(limit.Token);
    }
}
