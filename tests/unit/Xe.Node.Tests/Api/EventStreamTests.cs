using System.Net;
using System.Text.Json;
using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Node.Events;
using Xe.Node.Hosting;
using Xe.Node.Tests.Support;

namespace Xe.Node.Tests.Api;

public sealed class EventStreamTests : IAsyncLifetime
{
    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync(TestNode.Options with { ApiMode = ApiMode.Public });

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task A_block_is_told_when_it_is_accepted_voted_on_and_final()
    {
        await using EventReader events = await EventReader.OpenAsync(_node, "/events");
        Wallet alice = Wallet.New();
        WireBlock claim = alice.Claim(ChainTip.Unopened(alice.Address));
        Assert.Equal(HttpStatusCode.Created, (await _node.PostAsync(claim)).Status);

        StreamEvent accepted = await events.NextAsync("accepted");
        Assert.Equal(BlockJson.ToText(claim), accepted.Data);
        StreamEvent vote = await events.NextAsync("vote");
        Shape.Check(vote.Json, "representative:s account:s previous:s block_hash:s final:b weight:n");
        Assert.Equal(claim.Hash, vote.Json.GetProperty("block_hash").GetString());
        StreamEvent final = await events.NextAsync("final");
        Shape.Check(final.Json, "account:s height:n hash:s");
        Assert.Equal(claim.Hash, final.Json.GetProperty("hash").GetString());
        Assert.Equal(1UL, final.Json.GetProperty("height").GetUInt64());
    }

    [Fact]
    public async Task Streams_are_filtered_by_kind_and_account()
    {
        Wallet alice = Wallet.New(), bob = Wallet.New();
        await using EventReader events = await EventReader.OpenAsync(_node, $"/events?types=accepted,rejected&account={alice.Address}");
        await _node.PostAsync(bob.Claim(ChainTip.Unopened(bob.Address)));
        WireBlock bad = alice.Claim(ChainTip.Unopened(alice.Address));
        bad.Signature = new string('0', 128);
        await _node.PostAsync(bad);
        WireBlock good = alice.Claim(ChainTip.Unopened(alice.Address));
        await _node.PostAsync(good);

        StreamEvent rejected = await events.NextAsync();
        Assert.Equal("rejected", rejected.Name);
        Shape.Check(rejected.Json, "hash:s account:s type:s error:s retryable:b");
        Assert.Equal(bad.Hash, rejected.Json.GetProperty("hash").GetString());
        StreamEvent accepted = await events.NextAsync();
        Assert.Equal(("accepted", good.Hash), (accepted.Name, accepted.Json.GetProperty("hash").GetString()));
    }

    [Fact]
    public async Task A_conflict_is_told()
    {
        await using EventReader events = await EventReader.OpenAsync(_node, "/events?types=conflict");
        Wallet alice = Wallet.New();
        WireBlock one = alice.Complete(alice.Builder.Claim(ChainTip.Unopened(alice.Address)));
        WireBlock other = alice.Complete(alice.Builder.Claim(ChainTip.Unopened(alice.Address), representative: alice.Address));
        Answer[] answers = await Task.WhenAll(_node.PostAsync(one), _node.PostAsync(other));
        // The second may come after the first is final; then there is no conflict to tell of.
        if (answers.Any(a => a.Status != HttpStatusCode.Created))
            return;
        StreamEvent conflict = await events.NextAsync("conflict");
        Shape.Check(conflict.Json, "account_address:s previous_hash:s block_hashes:a detected_at:s weight_snapshot:o? total_weight:n?");
        Assert.Equal(alice.Address.ToString(), conflict.Json.GetProperty("account_address").GetString());
        Assert.Equal("0", conflict.Json.GetProperty("previous_hash").GetString());
    }

    [Fact]
    public async Task A_client_that_comes_back_goes_on_where_it_was()
    {
        Wallet alice = Wallet.New();
        string id;
        await using (EventReader events = await EventReader.OpenAsync(_node, "/events?types=accepted"))
        {
            await _node.PostAsync(alice.Claim(ChainTip.Unopened(alice.Address)));
            id = (await events.NextAsync("accepted")).Id!;
        }
        WireBlock missed = alice.Claim(_node.Tip(alice.Address));
        await _node.PostAsync(missed);
        await using EventReader again = await EventReader.OpenAsync(_node, "/events?types=accepted", id);
        StreamEvent accepted = await again.NextAsync();
        Assert.Equal(("accepted", missed.Hash), (accepted.Name, accepted.Json.GetProperty("hash").GetString()));
    }

    [Theory]
    [InlineData("1-5")]
    [InlineData("nonsense")]
    [InlineData("99999999999999999999-1")]
    public async Task A_resume_that_cannot_be_is_told_as_a_gap(string lastId)
    {
        await using EventReader events = await EventReader.OpenAsync(_node, "/events", lastId);
        Wallet alice = Wallet.New();
        await _node.PostAsync(alice.Claim(ChainTip.Unopened(alice.Address)));
        Assert.Equal("gap", (await events.NextAsync()).Name);
    }

    [Theory]
    [InlineData("/events?types=accepted,nothing", "types must be of accepted, final, rejected, conflict, vote, lease, peer")]
    [InlineData("/events?account=abc", "account must be 64 hex digits")]
    public async Task Bad_filters_get_a_reason(string path, string error)
    {
        Answer answer = await _node.GetAsync(path);
        Assert.Equal((HttpStatusCode.BadRequest, error), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task A_private_node_streams_to_its_owner_only()
    {
        await using TestNode node = await TestNode.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await node.GetAsync("/events")).Status);
        await using EventReader events = await EventReader.OpenAsync(node, "/events");
        Assert.NotNull(events);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_streams()
    {
        TestNode node = await TestNode.StartAsync();
        await using EventReader events = await EventReader.OpenAsync(node, "/events");
        long start = TimeProvider.System.GetTimestamp();
        await node.Node.StopAsync();
        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(4));
        await node.DisposeAsync();
    }

    [Fact]
    public void A_subscriber_that_does_not_read_loses_its_oldest_events_and_nothing_else()
    {
        EventHub hub = new(_node.Node.Core.Ledger.State, TimeProvider.System);
        using EventSubscription slow = hub.Subscribe(_ => true)!;
        for (int i = 0; i < EventSubscription.QueueLength + 10; i++)
            hub.PeerChanged(new Xe.Core.Views.PeerEvent { Id = "p" });
        Assert.Equal(10, slow.TakeLost());
        Assert.True(slow.Events.TryRead(out NodeEvent? first));
        Assert.Equal(11, first.Sequence);
    }

    [Fact]
    public void Subscribers_are_limited()
    {
        EventHub hub = new(_node.Node.Core.Ledger.State, TimeProvider.System);
        List<EventSubscription> all = [.. Enumerable.Range(0, EventHub.MaxSubscribers).Select(_ => hub.Subscribe(_ => true)!)];
        Assert.Null(hub.Subscribe(_ => true));
        all[0].Dispose();
        Assert.NotNull(hub.Subscribe(_ => true));
    }

    private sealed record StreamEvent(string? Id, string? Name, string Data)
    {
        public JsonElement Json => JsonDocument.Parse(Data).RootElement;
    }

    private sealed class EventReader(HttpResponseMessage response, StreamReader reader) : IAsyncDisposable
    {
        public static async Task<EventReader> OpenAsync(TestNode node, string path, string? lastId = null)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, new Uri(path, UriKind.Relative));
            request.Headers.Authorization = new("Bearer", node.Node.ApiToken);
            if (lastId is not null)
                request.Headers.Add("Last-Event-ID", lastId);
            HttpResponseMessage response = await node.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
            StreamReader reader = new(await response.Content.ReadAsStreamAsync());
            Assert.Equal(": connected", await reader.ReadLineAsync());
            Assert.Equal("", await reader.ReadLineAsync());
            return new EventReader(response, reader);
        }

        public async Task<StreamEvent> NextAsync(string name)
        {
            while (true)
            {
                StreamEvent next = await NextAsync();
                if (next.Name == name)
                    return next;
            }
        }

        public async Task<StreamEvent> NextAsync()
        {
            string? id = null, name = null, data = null;
            using CancellationTokenSource limit = new(TimeSpan.FromSeconds(15));
            while (true)
            {
                string line = await reader.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException("the stream ended");
                if (line.StartsWith("id: ", StringComparison.Ordinal))
                    id = line[4..];
                else if (line.StartsWith("event: ", StringComparison.Ordinal))
                    name = line[7..];
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                    data = line[6..];
                else if (line.Length == 0 && data is not null)
                    return new StreamEvent(id, name, data);
            }
        }

        public ValueTask DisposeAsync()
        {
            reader.Dispose();
            response.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
