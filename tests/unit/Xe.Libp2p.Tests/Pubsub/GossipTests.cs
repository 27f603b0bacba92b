using System.Text;
using Microsoft.Extensions.Time.Testing;
using Xe.Libp2p.Pubsub;
using Xe.Libp2p.Tests.Fakes;

namespace Xe.Libp2p.Tests.Pubsub;

public sealed class GossipTests
{
    private static readonly TopicOptions Open = new() { SubscriptionQueueLength = 1024 };

    [Fact]
    public async Task A_message_reaches_the_other_side_and_its_author()
    {
        FakeNetwork network = new();
        FakeHost a = network.AddHost(), b = network.AddHost();
        await using GossipSub left = Start(a), right = Start(b);
        using GossipTopic here = left.Join("t", Open), there = right.Join("t", Open);
        FakeNetwork.Connect(a, b);
        await Wait.Until(() => left.Mesh("t").Count == 1 && right.Mesh("t").Count == 1, "mesh", () => Beat(left, right));

        Assert.Equal(PublishResult.Published, await here.PublishAsync("hello"u8.ToArray()));

        PubsubMessage received = await there.Messages.ReadAsync();
        Assert.Equal("hello", Encoding.UTF8.GetString(received.Data.Span));
        Assert.Equal(a.LocalPeer, received.From);
        Assert.Equal(a.LocalPeer, received.ReceivedFrom);
        Assert.Equal([.. a.LocalPeer.Span, .. received.Seqno.Span], received.Id.ToArray());
        PubsubMessage echo = await here.Messages.ReadAsync();
        Assert.Equal(received.Id.ToArray(), echo.Id.ToArray());
    }

    [Fact]
    public async Task Fifty_hosts_settle_into_meshes_all_hear_a_message_and_losing_a_third_heals()
    {
        FakeNetwork network = new(new FakeTimeProvider());
        Random random = new(7);
        List<(FakeHost Host, GossipSub Router, GossipTopic Topic)> nodes = [];
        for (int i = 0; i < 50; i++)
        {
            FakeHost host = network.AddHost();
            GossipSub router = Start(host);
            nodes.Add((host, router, router.Join("t", Open)));
        }
        foreach ((FakeHost host, _, _) in nodes)
            for (int i = 0; i < 10; i++) FakeNetwork.Connect(host, nodes[random.Next(nodes.Count)].Host);

        await Settle();
        await AllHear(nodes[0].Topic, "first");

        List<(FakeHost Host, GossipSub Router, GossipTopic Topic)> dead = [.. nodes.OrderBy(_ => random.Next()).Take(17)];
        foreach ((FakeHost host, _, _) in dead) network.Kill(host);
        foreach ((_, GossipSub router, _) in dead) await router.DisposeAsync();
        nodes.RemoveAll(dead.Contains);

        await Settle();
        await AllHear(nodes[^1].Topic, "second");
        foreach ((_, GossipSub router, _) in nodes)
        {
            Assert.DoesNotContain(router.Mesh("t"), peer => dead.Exists(gone => gone.Host.LocalPeer == peer));
            Assert.All(router.Scores(), score => Assert.True(score.Score >= 0));
            await router.DisposeAsync();
        }

        async Task Settle() => await Wait.Until(
            () => nodes.TrueForAll(node => node.Router.Mesh("t").Count is >= 5 and <= 12) && nodes.TrueForAll(Symmetric),
            () => "mesh degrees in [D_lo, D_hi]: " + string.Join(' ', nodes.Select(node => node.Router.Mesh("t").Count)),
            () =>
            {
                // A second passes, so that back-offs end.
                network.Manual.Advance(TimeSpan.FromSeconds(1));
                Beat([.. nodes.Select(node => node.Router)]);
            });

        bool Symmetric((FakeHost Host, GossipSub Router, GossipTopic Topic) node) => nodes
            .Where(other => node.Router.Mesh("t").Contains(other.Host.LocalPeer))
            .All(other => other.Router.Mesh("t").Contains(node.Host.LocalPeer));

        async Task AllHear(GossipTopic from, string text)
        {
            await from.PublishAsync(Encoding.UTF8.GetBytes(text));
            foreach ((_, _, GossipTopic topic) in nodes)
            {
                using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(20));
                PubsubMessage message = await topic.Messages.ReadAsync(timeout.Token);
                Assert.Equal(text, Encoding.UTF8.GetString(message.Data.Span));
            }
        }
    }

    private static GossipSub Start(FakeHost host, GossipSubOptions? options = null)
    {
        GossipSub router = new(host, (options ?? new GossipSubOptions()) with { ManualHeartbeat = true, Seed = 1, ValidationWorkers = 1 });
        router.Start();
        return router;
    }

    private static void Beat(params GossipSub[] routers)
    {
        foreach (GossipSub router in routers) router.Heartbeat();
    }
}
