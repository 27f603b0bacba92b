using Xe.Libp2p.Host;
using Xe.Libp2p.Proto;
using Xe.Libp2p.Pubsub;
using Xe.Libp2p.Pubsub.Wire;
using Xe.Libp2p.Tests.Fakes;

namespace Xe.Libp2p.Tests.Pubsub;

/// <summary>What one peer does must not hurt the others: memory stays bounded, the peer's score falls, honest peers keep working.</summary>
[Collection(Fakes.MemoryMeasured.Name)]
public sealed class AdversarialTests
{
    [Fact]
    public async Task Subscription_floods_are_bounded_per_peer_and_in_all()
    {
        await using RouterFixture fixture = new();
        RawPeer honest = await fixture.AddMeshPeerAsync();
        for (int p = 0; p < 20; p++)
        {
            RawPeer flooder = await fixture.AddPeerAsync(subscribe: false);
            for (int i = 0; i < 40; i++) await flooder.SubscribeAsync([.. Enumerable.Range(0, 16).Select(j => $"flood-{p}-{i}-{j}")]);
        }
        await Works(fixture, honest);
        Assert.InRange(fixture.Router.Sizes.Topics, 100, 1024);
    }

    [Fact]
    public async Task Long_topic_names_are_not_taken_note_of()
    {
        await using RouterFixture fixture = new();
        RawPeer honest = await fixture.AddMeshPeerAsync(), flooder = await fixture.AddPeerAsync(subscribe: false);
        for (int i = 0; i < 20; i++) await flooder.SubscribeAsync(new string('x', 200_000) + i);
        await Works(fixture, honest);
        Assert.Equal(1, fixture.Router.Sizes.Topics);
    }

    [Fact]
    public async Task IHave_floods_cost_no_memory_and_the_broken_promises_cost_the_peer_its_score()
    {
        await using RouterFixture fixture = new();
        RawPeer honest = await fixture.AddMeshPeerAsync(), flooder = await fixture.AddPeerAsync();
        Random random = new(1);
        for (int beat = 0; beat < 12; beat++)
        {
            for (int i = 0; i < 50; i++) await flooder.SendAsync(RpcWriter.IHave("t", [.. Enumerable.Range(0, 500).Select(_ => Bytes(random, 46))]));
            await Works(fixture, honest);
            Assert.InRange(fixture.Router.Sizes.Promises, 0, 40);
            fixture.Beat();
        }
        int asked = flooder.Received.Where(line => line.StartsWith("iwant", StringComparison.Ordinal)).Sum(line => int.Parse(line.AsSpan(6), System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(asked, 1, 12 * 5000);
        fixture.Beat(4);
        Assert.True(fixture.ScoreOf(flooder) < 0, $"score {fixture.ScoreOf(flooder)}");
        Assert.True(fixture.ScoreOf(honest) > 0);
    }

    [Fact]
    public async Task IHave_with_huge_ids_is_passed_over()
    {
        await using RouterFixture fixture = new();
        RawPeer honest = await fixture.AddMeshPeerAsync(), flooder = await fixture.AddPeerAsync();
        await flooder.SendAsync(RpcWriter.IHave("t", [new byte[200_000]]));
        await flooder.SendAsync(RpcWriter.IDontWant([new byte[200_000]]));
        await Works(fixture, honest);
        Assert.DoesNotContain(flooder.Received, line => line.StartsWith("iwant", StringComparison.Ordinal));
    }

    [Fact]
    public async Task IWant_floods_are_answered_only_so_often()
    {
        await using RouterFixture fixture = new();
        RawPeer honest = await fixture.AddMeshPeerAsync(), flooder = await fixture.AddPeerAsync();
        PubsubMessage message = honest.Message("t", new byte[100_000]);
        await honest.SendAsync(message.Frame);
        await fixture.ReadAsync();
        byte[] flood = RpcWriter.IWant([.. Enumerable.Repeat(message.IdBytes, 4000)]);
        for (int i = 0; i < 20; i++) await flooder.SendAsync(flood);
        await Works(fixture, honest);
        Assert.InRange(flooder.Received.Count(line => line.StartsWith("msg", StringComparison.Ordinal)), 0, 3 + 1);
    }

    [Fact]
    public async Task IDontWant_floods_are_bounded()
    {
        await using RouterFixture fixture = new();
        RawPeer honest = await fixture.AddMeshPeerAsync(), flooder = await fixture.AddMeshPeerAsync();
        Random random = new(1);
        for (int beat = 0; beat < 6; beat++)
        {
            for (int i = 0; i < 20; i++) await flooder.SendAsync(RpcWriter.IDontWant([.. Enumerable.Range(0, 4000).Select(_ => Bytes(random, 46))]));
            await Works(fixture, honest);
            fixture.Beat();
            Assert.InRange(fixture.Router.Sizes.Unwanted, 1, 3000);
        }
        fixture.Beat(3);
        Assert.Equal(0, fixture.Router.Sizes.Unwanted);
    }

    [Fact]
    public async Task Back_offs_under_ever_new_identities_are_bounded()
    {
        await using RouterFixture fixture = new(new GossipSubOptions { MaxBackoffsPerTopic = 10 });
        RawPeer honest = await fixture.AddMeshPeerAsync();
        for (int i = 0; i < 30; i++)
        {
            RawPeer flooder = await fixture.AddPeerAsync();
            await flooder.PruneAsync("t", 3600);
            await Works(fixture, honest);
            FakeNetwork.Disconnect(flooder.Host, fixture.Host);
        }
        Assert.Equal(10, fixture.Router.Sizes.Backoffs);
    }

    [Fact]
    public async Task Graft_floods_in_back_off_graylist_the_peer()
    {
        await using RouterFixture fixture = new();
        RawPeer honest = await fixture.AddMeshPeerAsync(), flooder = await fixture.AddMeshPeerAsync();
        await flooder.PruneAsync("t", 60);
        for (int i = 0; i < 20; i++) await flooder.GraftAsync([.. Enumerable.Repeat("t", 500), .. Enumerable.Range(0, 500).Select(j => $"unknown-{j}")]);
        await Works(fixture, honest);
        await Wait.Until(() => fixture.ScoreOf(flooder) < -400, "graylisting");
        Assert.Equal(1, fixture.Router.Sizes.Topics);
        Assert.DoesNotContain(flooder.Id, fixture.Router.Mesh("t"));
        // Nothing it says is heard any more.
        await flooder.SendAsync(flooder.Message("t", "late"u8).Frame);
        await Works(fixture, honest);
    }

    [Fact]
    public async Task Prune_floods_with_endless_back_off_are_bounded()
    {
        await using RouterFixture fixture = new();
        RawPeer honest = await fixture.AddMeshPeerAsync(), flooder = await fixture.AddMeshPeerAsync();
        await flooder.PruneAsync("t", ulong.MaxValue);
        await Works(fixture, honest);
        Assert.DoesNotContain(flooder.Id, fixture.Router.Mesh("t"));
        fixture.Beat(3605);
        Assert.Contains(flooder.Id, fixture.Router.Mesh("t"));
    }

    [Fact]
    public async Task Garbage_resets_the_stream_and_costs_the_peer()
    {
        await using RouterFixture fixture = new();
        RawPeer honest = await fixture.AddMeshPeerAsync(), bad = await fixture.AddPeerAsync();
        Random random = new(1);
        for (int i = 0; i < 15; i++)
        {
            byte[] garbage = [100, .. Bytes(random, 100)];
            garbage[1] = 0x0f; // a wire type that does not exist
            try
            {
                await bad.SendAsync(garbage);
            }
            catch (StreamResetException)
            {
            }
            double penalty = fixture.Router.Score(bad.Id).BehaviourPenalty;
            await Wait.Until(() => fixture.Router.Score(bad.Id).BehaviourPenalty >= Math.Min(15, i + 1), $"penalty {i}: {penalty}");
            await bad.ReopenAsync(fixture.Host);
        }
        Assert.True(fixture.ScoreOf(bad) <= -10 * 81);
        await Works(fixture, honest);
    }

    [Fact]
    public async Task Mutated_frames_never_stop_the_router()
    {
        await using RouterFixture fixture = new();
        RawPeer honest = await fixture.AddMeshPeerAsync();
        Random random = new(20250101);
        for (int p = 0; p < 30; p++)
        {
            RawPeer bad = await fixture.AddPeerAsync();
            try
            {
                for (int i = 0; i < 50; i++) await bad.SendAsync(Fuzz.Mutate(bad.Message("t", "x"u8).Frame.Span, random));
            }
            catch (StreamResetException)
            {
            }
        }
        while (fixture.Topic!.Messages.TryRead(out _)) { }
        await Works(fixture, honest, drain: true);
    }

    [Fact]
    public async Task Oversized_frames_reset_the_stream_before_any_memory_is_taken()
    {
        await using RouterFixture fixture = new();
        RawPeer honest = await fixture.AddMeshPeerAsync(), bad = await fixture.AddPeerAsync();
        byte[] prefix = new byte[Varint.MaxLength];
        int length = Varint.Write(prefix, 262_145);
        await bad.SendAsync(prefix.AsMemory(0, length));
        await Wait.Until(() => fixture.Router.Score(bad.Id).BehaviourPenalty > 0, "penalty");
        RawPeer largest = await fixture.AddPeerAsync();
        await largest.SendAsync(largest.Message("t", new byte[262_000 - 20]).Frame);
        Assert.Equal(262_000 - 20, (await fixture.ReadAsync()).Length);
        await Works(fixture, honest);
    }

    [Fact]
    public async Task Forged_floods_graylist_their_sender_before_they_cost_much()
    {
        int judged = 0;
        await using RouterFixture fixture = new(topic: new TopicOptions
        {
            Validator = (_, _) =>
            {
                Interlocked.Increment(ref judged);
                return new ValueTask<ValidationResult>(ValidationResult.Accept);
            },
        });
        RawPeer honest = await fixture.AddMeshPeerAsync(), bad = await fixture.AddPeerAsync();
        for (int i = 0; i < 2000; i++) await bad.SendAsync(bad.Forged("t", new byte[500]));
        await Works(fixture, honest);
        Assert.True(fixture.ScoreOf(bad) < -400);
        Assert.Equal(1, judged);
    }

    [Fact]
    public async Task Spam_that_validators_reject_is_remembered_and_every_copy_counts()
    {
        await using RouterFixture fixture = new(topic: new TopicOptions
        {
            Validator = (message, _) => new ValueTask<ValidationResult>(message.Data.Span[0] == 's' ? ValidationResult.Reject : ValidationResult.Accept),
        });
        RawPeer honest = await fixture.AddMeshPeerAsync(), one = await fixture.AddPeerAsync(), two = await fixture.AddPeerAsync();
        PubsubMessage spam = one.Message("t", "spam"u8);
        await one.SendAsync(spam.Frame);
        await Wait.Until(() => fixture.ScoreOf(one) < 0, "penalty");
        for (int i = 0; i < 6; i++) await two.SendAsync(spam.Frame);
        await Wait.Until(() => fixture.ScoreOf(two) < -400, "graylisting of who repeats it");
        await Works(fixture, honest);
    }

    [Fact]
    public async Task A_peer_that_does_not_read_loses_messages_but_no_control()
    {
        await using RouterFixture fixture = new(new GossipSubOptions { OutboundQueueLength = 16 });
        RawPeer honest = await fixture.AddMeshPeerAsync();
        FakeHost stuck = fixture.Network.AddHost();
        TaskCompletionSource<IPeerStream> inbound = new();
        stuck.Handle(GossipProtocols.MeshSub12, async (stream, token) =>
        {
            inbound.TrySetResult(stream);
            await Task.Delay(Timeout.Infinite, token);
        });
        FakeNetwork.Connect(stuck, fixture.Host);
        IPeerStream outbound = await stuck.OpenStreamAsync(fixture.Host.LocalPeer, [GossipProtocols.MeshSub12]);
        await outbound.WriteAsync(RawPeer.Frame(writer => RpcWriter.WriteSubscriptions(writer, [("t", true)])));
        await outbound.WriteAsync(RawPeer.Frame(writer => RpcWriter.WriteMeshChanges(writer, [("t", null)])));
        await Wait.Until(() => fixture.Router.Mesh("t").Contains(stuck.LocalPeer), "graft");

        for (int i = 1; i <= 200; i++)
        {
            await fixture.Topic!.PublishAsync(new byte[20_000]);
            if (i % 8 == 0) await Wait.Until(() => honest.Received.Count(line => line.StartsWith("msg", StringComparison.Ordinal)) == i, "the honest peer gets all");
        }
        fixture.Topic!.Dispose();

        // Now it reads: what had room in queue and stream comes, then the control said since.
        List<string> lines = [];
        using FramedReader reader = new(await inbound.Task, 1 << 20);
        RpcFrame rpc = new();
        int messages = 0;
        bool pruned = false, left = false;
        while (!(pruned && left))
        {
            FramedMessage frame = await reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            Assert.True(rpc.TryDecode(frame.Payload));
            messages += rpc.MessageCount;
            pruned |= rpc.Prune.Length > 0;
            foreach (SubscriptionEntry entry in rpc.Subscriptions) left |= !entry.Subscribe;
        }
        Assert.InRange(messages, 1, 60);
    }

    // A message of the honest peer still comes through.
    private static async Task Works(RouterFixture fixture, RawPeer honest, bool drain = false)
    {
        string text = $"honest {Guid.NewGuid()}";
        await honest.SendAsync(honest.Message("t", System.Text.Encoding.UTF8.GetBytes(text)).Frame);
        string received = await fixture.ReadAsync();
        while (drain && received != text) received = await fixture.ReadAsync();
        Assert.Equal(text, received);
        Assert.True(fixture.ScoreOf(honest) > 0);
    }

    private static byte[] Bytes(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
