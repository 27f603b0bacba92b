using System.Net;
using Xe.Client.Blocks;
using Xe.Client.Http;
using Xe.Client.Tests.Support;
using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.Client.Tests;

public sealed class XeClientTests
{
    private static readonly Address Account = Address.Parse(new string('a', 64));

    [Fact]
    public async Task Numbers_keep_their_64_bits_both_ways()
    {
        FakeNode node = new FakeNode()
            .Answer($"GET /accounts/{Account}/balance", "{\"address\":\"a\",\"balances\":{\"XE\":18446744073709551615},\"spendable\":{\"XE\":9007199254740993},\"final_height\":18446744073709551614}")
            .Answer("POST /blocks/send", "{\"type\":\"send\",\"balance\":18446744073709551615,\"timestamp\":-9223372036854775808,\"pow_nonce\":9007199254740993}", HttpStatusCode.Created);
        using XeClient client = node.Connect();
        BalanceView balance = await client.GetBalanceAsync(Account);
        Assert.Equal(ulong.MaxValue, balance.Balances["XE"]);
        Assert.Equal(9_007_199_254_740_993UL, balance.Spendable["XE"]);
        Assert.Equal(ulong.MaxValue - 1, balance.FinalHeight);
        WireBlock block = await client.SubmitAsync(new WireBlock { Type = "send", Balance = ulong.MaxValue, Timestamp = long.MinValue, PowNonce = 9_007_199_254_740_993 });
        Assert.Equal((ulong.MaxValue, long.MinValue, 9_007_199_254_740_993UL), (block.Balance, block.Timestamp, block.PowNonce));
        Assert.Contains("\"balance\":18446744073709551615", node.Bodies[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "{\"error\":\"block rejected: x\",\"retryable\":false}", XeErrors.BlockRejected, false)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "{\"error\":\"block rejected: previous mismatch: got a, want b\",\"retryable\":true}", XeErrors.BlockRejected, true)]
    [InlineData(HttpStatusCode.BadRequest, "{\"error\":\"invalid request body\"}", XeErrors.BadRequest, false)]
    [InlineData(HttpStatusCode.Unauthorized, "{\"error\":\"no token\"}", XeErrors.Unauthorized, false)]
    [InlineData(HttpStatusCode.Forbidden, "{\"error\":\"no\"}", XeErrors.Forbidden, false)]
    [InlineData(HttpStatusCode.InternalServerError, "boom", XeErrors.NodeFailed, false)]
    [InlineData(HttpStatusCode.BadGateway, "<html>\u0007</html>", XeErrors.NodeFailed, false)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "", XeErrors.NodeFailed, true)]
    public async Task A_failure_carries_code_text_status_and_whether_to_retry(HttpStatusCode status, string body, string code, bool retryable)
    {
        FakeNode node = new FakeNode().Answer("POST /blocks/send", body, status);
        using XeClient client = node.Connect();
        XeException failure = await Assert.ThrowsAsync<XeException>(() => client.SubmitAsync(new WireBlock { Type = "send" }));
        Assert.Equal((code, retryable, (int?)(int)status), (failure.Code, failure.Retryable, failure.Status));
        Assert.NotEmpty(failure.Message);
        Assert.DoesNotContain('\u0007', failure.Message);
        Assert.Single(node.Requests);
    }

    [Fact]
    public async Task The_limiters_refusal_is_retried_and_then_told()
    {
        FakeNode patient = new FakeNode()
            .Answer("GET /delegation", "{\"error\":\"rate limit exceeded\"}", HttpStatusCode.TooManyRequests)
            .Answer("GET /delegation", "{\"error\":\"rate limit exceeded\"}", HttpStatusCode.TooManyRequests)
            .Answer("GET /delegation", "{\"weights\":{\"a\":1},\"total_weight\":1}");
        using XeClient client = patient.Connect();
        Assert.Equal(1UL, (await client.GetDelegationAsync()).TotalWeight);
        Assert.Equal(3, patient.Requests.Count);

        FakeNode hard = new FakeNode().Answer("GET /delegation", "{\"error\":\"rate limit exceeded\"}", HttpStatusCode.TooManyRequests);
        using XeClient refused = hard.Connect();
        Assert.Equal(XeErrors.RateLimited, (await Assert.ThrowsAsync<XeException>(() => refused.GetDelegationAsync())).Code);
        Assert.Equal(4, hard.Requests.Count);
    }

    [Fact]
    public async Task A_read_survives_a_broken_connection_and_a_submission_is_not_sent_twice()
    {
        static HttpResponseMessage Broken() => throw new HttpRequestException(HttpRequestError.ResponseEnded, "the connection broke off");
        FakeNode node = new FakeNode().Answer("GET /supply", Broken).Answer("GET /supply", "{\"conserved\":true}").Answer("POST /blocks/send", Broken);
        using XeClient client = node.Connect();
        Assert.True((await client.GetSupplyAsync()).Conserved);
        XeException failure = await Assert.ThrowsAsync<XeException>(() => client.SubmitAsync(new WireBlock { Type = "send" }));
        Assert.Equal(XeErrors.NodeUnreachable, failure.Code);
        Assert.Equal(1, node.Requests.Count(request => request.StartsWith("POST", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_thing_that_is_not_there_is_null_and_a_route_that_is_not_there_is_an_error()
    {
        Hash256 hash = Hash256.Parse(new string('b', 64));
        FakeNode node = new FakeNode().Answer($"GET /blocks/{hash}", "{\"error\":\"block not found\"}", HttpStatusCode.NotFound);
        using XeClient client = node.Connect();
        Assert.Null(await client.GetBlockAsync(hash));
        XeException failure = await Assert.ThrowsAsync<XeException>(() => client.GetLeaseAsync(hash));
        Assert.Equal(XeErrors.NotFound, failure.Code);
        Assert.Contains($"/leases/{hash}", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("{\"balances\":{\"XE\":1.5}}")]
    [InlineData("{\"balances\":{\"XE\":18446744073709551616}}")]
    public async Task An_answer_of_another_shape_is_refused(string body)
    {
        FakeNode node = new FakeNode().Answer($"GET /accounts/{Account}/balance", body);
        using XeClient client = node.Connect();
        Assert.Equal(XeErrors.BadAnswer, (await Assert.ThrowsAsync<XeException>(() => client.GetBalanceAsync(Account))).Code);
    }

    [Fact]
    public async Task Pages_are_read_until_a_short_one()
    {
        string full = "[" + string.Join(',', Enumerable.Range(0, XeClient.MaxPage).Select(i => $"{{\"account\":\"{i:x64}\",\"block_count\":1}}")) + "]";
        FakeNode node = new FakeNode().Answer("GET /frontiers?offset=0&limit=1000", full).Answer("GET /frontiers?offset=1000&limit=1000", "[{\"account\":\"last\"}]");
        using XeClient client = node.Connect();
        int count = 0;
        await foreach (FrontierView _ in client.GetFrontiersAsync())
            count++;
        Assert.Equal(XeClient.MaxPage + 1, count);
    }

    [Fact]
    public async Task Unready_and_unhealthy_are_answers()
    {
        FakeNode node = new FakeNode()
            .Answer("GET /ready", "{\"status\":\"not_ready\",\"ready\":false}", HttpStatusCode.ServiceUnavailable)
            .Answer("GET /health", "{\"status\":\"unhealthy\",\"ok\":false}", HttpStatusCode.ServiceUnavailable);
        using XeClient client = node.Connect();
        Assert.False((await client.GetReadyAsync()).Ready);
        Assert.False((await client.GetHealthAsync()).Ok);
    }

    [Fact]
    public async Task The_token_travels_as_a_bearer_and_in_no_message()
    {
        FakeNode node = new FakeNode().Answer("GET /node", "{\"error\":\"x\"}", HttpStatusCode.Unauthorized);
        using XeClient client = node.Connect(token: "5ec4e7");
        XeException failure = await Assert.ThrowsAsync<XeException>(() => client.GetNodeAsync());
        Assert.Equal("Bearer 5ec4e7", node.Authorizations[0]);
        Assert.DoesNotContain("5ec4e7", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"pow_difficulty\":\"0\",\"address\":\"\"}", "names no network id")]
    [InlineData("{\"network_id\":\"\",\"pow_difficulty\":\"0\"}", "names no network id")]
    [InlineData("{\"network_id\":\"n\",\"pow_difficulty\":\"\"}", "names no work difficulty")]
    [InlineData("{\"network_id\":\"n\",\"pow_difficulty\":\"12345678901234567\"}", "names no work difficulty")]
    public async Task Nothing_is_signed_for_a_node_that_does_not_say_its_network(string answer, string error)
    {
        FakeNode node = new FakeNode().Answer("GET /node", answer);
        using XeClient client = node.Connect();
        Assert.Contains(error, (await Assert.ThrowsAsync<XeException>(() => NetworkFacts.ReadAsync(client))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_ends_when_the_caller_gives_up()
    {
        using CancellationTokenSource gone = new();
        FakeNode node = new FakeNode().Answer("GET /supply", () =>
        {
            gone.Cancel();
            throw new TaskCanceledException();
        });
        using XeClient client = node.Connect();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetSupplyAsync(gone.Token));
    }
}
